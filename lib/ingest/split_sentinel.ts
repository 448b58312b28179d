import { adjustedForSplits, fetchedOn, type Split } from "@/lib/datasets/adjusted.ts";
import type { Rejected, Row } from "@/lib/datasets/dataset.ts";
import {
  factorOf,
  type Past,
  ratioText,
  type SplitRatio,
  type SplitSign,
  splitsIn,
  type TradingDays,
} from "@/lib/detector/mod.ts";
import { newYorkDate } from "@/lib/exchange/mod.ts";
import { importedFiles } from "@/lib/store/imports.ts";
import type { QuarantinedRow } from "@/lib/store/quarantine.ts";
import type { Stamp } from "@/lib/store/stamp.ts";
import type { Store } from "@/lib/store/store.ts";

/** Kind of a split among the rows kept aside. */
export const SPLIT_KIND = "split";

/** Smaller ones, 4 for 3 and 5 for 4, can be dividends in shares: a person decides. */
const LEAST_AUTOMATIC = Math.log(1.45);
/** A daily candle before the split may differ from the close we saw by this much, as a difference of logarithms. */
const CANDLE_TOLERANCE = 0.02;

/** A split that was found, as it stands in quarantine. */
export interface FlaggedSplit extends Split, SplitRatio {
  readonly id: string;
  readonly symbol: string;
  readonly close: number;
  readonly evidence: string;
}

/** What the sentinel did in one run. */
export interface Watched {
  /** Bars adjusted. */
  readonly rows: number;
  readonly flagged: readonly Rejected[];
  /** For the run's record. */
  readonly notes: readonly string[];
}

/** What it is told. */
export interface WatchOptions {
  readonly store: Store;
  readonly days: TradingDays;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly runId: string;
  readonly stamp: Stamp;
}

/**
 * Looks for splits in the quotes of the last two months. A new one is flagged once, as a row in quarantine; one that
 * the provider's own data confirm (the next day's previous close, or daily candles on the new scale) is applied to
 * the adjusted prices. A pure function of the volume: a sign that a run missed, the next one sees.
 */
export async function watchForSplits(
  pasts: ReadonlyMap<string, Past>,
  options: WatchOptions,
): Promise<Watched> {
  const { store, days, runId, stamp, now } = options;
  const signs = [...pasts.values()].flatMap((past) => splitsIn(past, days));
  const known = new Set(store.quarantine.all().filter(isSplit).map(({ symbol, raw }) => `${symbol} ${raw}`));
  const flagged = signs.map(rejectedOf).filter(({ symbol, raw }) => !known.has(`${symbol} ${raw}`));
  await store.quarantine.append(flagged, runId);
  const notes: string[] = [];
  let rows = 0;
  for (const split of flaggedSplits(store, undefined)) {
    const sign = signs.find((sign) => sign.symbol === split.symbol && sign.date === split.date);
    const proof = proofOf(split, sign, store);
    if (proof === null) continue;
    rows += (await store.commit("stock_historical", stamp, adjustmentFor(split, store, now))).rows.length;
    const note = `${split.symbol}: ${ratioText(split)} split of ${split.date} applied: ${proof}`;
    await store.quarantine.resolve([split.id], "accepted", proof);
    notes.push(note);
  }
  // Bars that came after a split was applied, of a day before it.
  for (const [symbol, splits] of Map.groupBy(flaggedSplits(store, "accepted"), ({ symbol }) => symbol)) {
    if (!pasts.has(symbol)) continue;
    const late = adjusted(store, symbol, splits, now);
    rows += (await store.commit("stock_historical", stamp, late)).rows.length;
  }
  return { rows, flagged, notes };
}

/** The bars that a split changes, on top of the symbol's splits that were accepted before. */
export function adjustmentFor(split: FlaggedSplit, store: Store, now: number): readonly Row[] {
  const { symbol } = split;
  const accepted = flaggedSplits(store, "accepted").filter((each) => each.symbol === symbol);
  const splits = [...accepted.filter(({ id }) => id !== split.id), split];
  return adjusted(store, symbol, splits, now);
}

function adjusted(store: Store, symbol: string, splits: readonly Split[], now: number): readonly Row[] {
  const files = new Map(
    importedFiles(store).flatMap((file) => file.at.map((at) => [`${file.source} ${at}`, file] as const)),
  );
  const knownThrough = (row: Row) => {
    // A row that was adjusted since has another time: what was accepted by then is in it.
    const last = files.get(`${row.source} ${row.fetched_at}`)?.through[symbol];
    const fetched = fetchedOn(row);
    return last !== undefined && last < fetched ? last : fetched;
  };
  return adjustedForSplits(store.ledger("stock_historical").rows(symbol), splits, now, knownThrough);
}

/** The splits among the rows kept aside: those that wait (`undefined`), were accepted, or dropped. */
export function flaggedSplits(store: Store, resolution: QuarantinedRow["resolution"]): FlaggedSplit[] {
  return store.quarantine.all().flatMap((row) =>
    isSplit(row) && row.resolution === resolution ? flaggedSplit(row) ?? [] : []
  );
}

/** Whether a row in quarantine is a split. */
export function isSplit({ kind }: Rejected): boolean {
  return kind === SPLIT_KIND;
}

/** The split that a row in quarantine tells of; `null` when it tells of none. */
export function flaggedSplit({ id, symbol, row }: QuarantinedRow): FlaggedSplit | null {
  const { date, new_shares, old_shares, close, evidence } = row ?? {};
  if (typeof date !== "string" || typeof new_shares !== "number" || typeof old_shares !== "number") {
    return null;
  }
  const ratio = { newShares: new_shares, oldShares: old_shares };
  return {
    id,
    symbol,
    date,
    factor: factorOf(ratio),
    ...ratio,
    close: Number(close),
    evidence: String(evidence),
  };
}

function rejectedOf(sign: SplitSign): Rejected {
  const { symbol, date, ratio, evidence, close, rescaled } = sign;
  const text = ratioText(ratio);
  return {
    dataset: "stock_historical",
    symbol,
    kind: SPLIT_KIND,
    reason: evidence === "previous_close"
      ? `Looks like a ${text} split on ${date}: the previous close is ${rescaled}, we saw ${close}; ` +
        "accept it to adjust the prices before, raw ones stay"
      : `Could be a ${text} split on ${date}: it began at ${rescaled} after a close of ${close}, which the previous ` +
        "close repeats; accept it to adjust the prices before, raw ones stay",
    // What makes it the same split, however often it is seen.
    raw: JSON.stringify({ split: text, date }),
    row: {
      symbol,
      date,
      new_shares: ratio.newShares,
      old_shares: ratio.oldShares,
      evidence,
      close,
      rescaled,
    },
  };
}

/** What of the provider's own data confirms a split, in words; `null` while nothing does. */
function proofOf(split: FlaggedSplit, sign: SplitSign | undefined, store: Store): string | null {
  if (Math.abs(Math.log(split.factor)) < LEAST_AUTOMATIC) return null;
  if (sign?.evidence === "previous_close" && sign.nextDayAgrees) {
    return "the next day's previous close agrees";
  }
  const candle = store.ledger("stock_historical").rows(split.symbol)
    .filter(({ interval, time, source }) =>
      interval === "1d" && String(time).slice(0, 10) < split.date && String(source).endsWith("/stock/candle")
    )
    .reduce<Row | null>(
      (latest, row) => latest !== null && String(latest.time) > String(row.time) ? latest : row,
      null,
    );
  if (candle === null || newYorkDate(Date.parse(String(candle.fetched_at))) < split.date) return null;
  const distance = Math.abs(Math.log(Number(candle.close) / (split.close * split.factor)));
  return distance <= CANDLE_TOLERANCE ? "daily candles are on the new scale" : null;
}
