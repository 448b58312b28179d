import type { Dataset, DatasetName, Row } from "@/lib/datasets/dataset.ts";
import { newYorkDate, newYorkTime } from "@/lib/exchange/mod.ts";

const DAY_MS = 86_400_000;

/** After the close, 16:00 in New York, the provider takes a while to compute the day's figures. */
const AFTER_CLOSE_HOUR = 17;
/** Over this long from then on, the symbols have their turns. */
const AFTER_CLOSE_SPREAD_MS = 8 * 3_600_000;

/** What decides when a dataset of a symbol (or of the market: empty) has its turn. */
export interface Turns {
  readonly dataset: Dataset;
  readonly symbol: string;
  /** Last row of each key known. */
  known(dataset: DatasetName, symbol: string): readonly Row[];
}

/** How often it is asked for at that time, milliseconds. */
export function cadenceOf({ dataset, symbol, known }: Turns, now: number): number {
  return dataset.cadence?.({ symbol, now, known: (name) => known(name, symbol) }) ?? dataset.cadenceMs;
}

/** Its latest turn at or before that time, epoch milliseconds. */
export function turnBefore(turns: Turns, at: number): number {
  if (turns.dataset.turn === "after_close") {
    return [0, 1, 2].map((days) => afterClose(turns, at - days * DAY_MS)).find((turn) => turn <= at) ??
      -Infinity;
  }
  const cadenceMs = cadenceOf(turns, at);
  const offset = phaseOf(turns) * cadenceMs;
  return Math.floor((at - offset) / cadenceMs) * cadenceMs + offset;
}

/** Its first turn after that time, epoch milliseconds. */
export function turnAfter(turns: Turns, at: number): number {
  if (turns.dataset.turn === "after_close") {
    return [-1, 0, 1].map((days) => afterClose(turns, at + days * DAY_MS)).find((turn) => turn > at) ??
      Infinity;
  }
  return turnBefore(turns, at) + cadenceOf(turns, at);
}

/** Its turn after the close of the day, in New York, that has that time. */
function afterClose(turns: Turns, at: number): number {
  return newYorkTime(newYorkDate(at), AFTER_CLOSE_HOUR, 0) + phaseOf(turns) * AFTER_CLOSE_SPREAD_MS;
}

/**
 * Where in a cadence it has its turn, from 0 to 1: the same on every day and in every process, and as good as random
 * over the symbols (FNV-1a), so that no minute of the day has many.
 */
export function phaseOf({ dataset, symbol }: Pick<Turns, "dataset" | "symbol">): number {
  let hash = 0x811c9dc5;
  for (const character of `${symbol} ${dataset.name}`) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  // FNV's last letters hardly reach its upper bits: mixed once more (the finalizer of MurmurHash3).
  hash = Math.imul(hash ^ hash >>> 16, 0x85ebca6b);
  hash = Math.imul(hash ^ hash >>> 13, 0xc2b2ae35);
  return ((hash ^ hash >>> 16) >>> 0) / 0x1_0000_0000;
}
