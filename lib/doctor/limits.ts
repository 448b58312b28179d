import type { Config } from "@/lib/config.ts";
import { DATASETS } from "@/lib/datasets/mod.ts";
import { Slots } from "@/lib/ingest/slots.ts";
import { count, type Finding, note, ok, wrong } from "./finding.ts";
import type { ProviderFacts, Seen } from "./provider.ts";

/** The provider's limit against ours, who else spends it, and whether the watchlist fits into it. */
export function examineLimits({ seen }: ProviderFacts, config: Config, now: number): Finding[] {
  const announced = seen.map(({ limit }) => limit.limit).findLast((limit) => limit !== null) ?? null;
  return [
    ...(seen.length === 0 ? [] : compare(announced, config.finnhub.callsPerMinute)),
    ...others(seen),
    ...appetite(config, Math.min(announced ?? Infinity, config.finnhub.callsPerMinute), now),
  ];
}

function compare(announced: number | null, ours: number): Finding[] {
  if (announced === null) {
    return [note(`The provider announces no limit; FINNHUB_CALLS_PER_MINUTE is ${ours}`)];
  }
  const text = `The provider announces ${announced} calls a minute, FINNHUB_CALLS_PER_MINUTE is ${ours}`;
  if (ours > announced) {
    return [note(text, `The lower one counts; set FINNHUB_CALLS_PER_MINUTE=${announced}, or leave it unset`)];
  }
  return [ok(text)];
}

/** Calls of the minute that are spent and were not ours: the most that any answer speaks of. */
export function spentByOthers(seen: readonly Seen[]): number {
  return seen.reduce(
    (most, { limit: { limit, remaining }, sent }) =>
      limit === null || remaining === null ? most : Math.max(most, limit - remaining - sent),
    0,
  );
}

function others(seen: readonly Seen[]): Finding[] {
  const spent = spentByOthers(seen);
  if (spent === 0) return [];
  return [note(
    `${count(spent, "call")} of this minute went to something else with the same key`,
    "Fine while this program runs; any other with the key eats the same budget, and a second trades socket drops both",
  )];
}

/** Calls that asking for everything takes, and the slot's room for them. */
function appetite({ symbols, ingestCron }: Config, perMinute: number, now: number): Finding[] {
  const slots = new Slots(ingestCron);
  const next = slots.next(now);
  const room = perMinute * (slots.next(next) - next) / 60_000;
  const calls = (only?: string) =>
    DATASETS.filter(({ name }) => only === undefined || name === only)
      .reduce((sum, { scope, calls }) => sum + calls * (scope === "market" ? 1 : symbols.length), 0);
  const list = `${count(symbols.length, "symbol")} need`;
  if (calls("stock_quotes") > room) {
    return [wrong(
      `${list} ${calls("stock_quotes")} calls a slot for quotes alone, and a slot has room for ${
        Math.floor(room)
      }`,
      "Shorten STOCK_SYMBOLS, or let INGEST_CRON come due less often",
    )];
  }
  if (calls() > room) {
    return [note(
      `${list} ${calls()} calls for everything, and a slot has room for ${Math.floor(room)}`,
      "Quotes come every slot all the same; the other datasets take turns over several slots",
    )];
  }
  return [ok(`${list} ${calls()} calls for everything, and a slot has room for ${Math.floor(room)}`)];
}
