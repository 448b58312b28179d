import { checkRow, provenance, type Row } from "@/lib/datasets/mod.ts";
import { barsOf, samplesOf } from "@/lib/datasets/bars.ts";
import { adjustedCells, barRow, stockHistorical } from "@/lib/datasets/stock_historical.ts";
import { isoTime } from "@/lib/datasets/time.ts";
import { dateOfDay, dayOfDate, newYorkDate, newYorkTime } from "@/lib/exchange/mod.ts";
import { Slots } from "@/lib/ingest/slots.ts";
import { standingFiles } from "@/lib/ingest/standing_files.ts";
import { candlesBetween, type MarketOptions, quoteAt } from "@/lib/simulator/mod.ts";
import { stampOf } from "@/lib/store/stamp.ts";
import type { Store } from "@/lib/store/store.ts";
import { seedFacts } from "./demo_facts.ts";

const DAY_MS = 86_400_000;
/** Daily bars of a year, and of the 200 sessions before it, that the slowest average of that year's first day is of. */
const DAILY_MS = (366 + 300) * DAY_MS;
/** Quarter-hour quotes of a month. */
const QUOTES_MS = 30 * DAY_MS;

/** What the demo's past is made of. */
export interface SeedOptions {
  readonly store: Store;
  readonly symbols: readonly string[];
  readonly cron: string;
  readonly market: MarketOptions;
  readonly now: () => number;
}

/**
 * Gives the demo a past: what this program would have written had it run for a month beside the simulated
 * exchange, and daily bars of the time before that. Only on a volume without runs and files but for imports.
 * @returns whether there was anything to do
 */
export async function seedDemo(options: SeedOptions): Promise<boolean> {
  const lease = await options.store.lease();
  // Another process that starts on this volume is at it.
  if (lease === null) return false;
  try {
    return await seed(options);
  } finally {
    await lease.release();
  }
}

async function seed({ store, symbols, cron, market, now }: SeedOptions): Promise<boolean> {
  // Who imported prices before the first start still gets the rest, as does who died on the way: quotes come last.
  const hasRun = store.runs.all().some(({ trigger }) => trigger !== "import");
  if (hasRun || store.files().some(({ dataset }) => dataset === "stock_quotes")) return false;
  const started = now();
  const slots = new Slots(cron);
  const slot = slots.previous(slots.previous(started) - 1);
  const stamp = stampOf(slot);
  const times = slots.between(slot - QUOTES_MS, slot + 1, QUOTES_MS / 60_000);
  const quotes = symbols.flatMap((symbol) => quotesOf(symbol, times, market));
  const intraday = symbols.flatMap((symbol) =>
    barsOf(samplesOf(quotes.filter((row) => row["symbol"] === symbol)))
      .filter(({ interval }) => interval === "15m").map((bar) => barRow(symbol, bar))
  );
  const daily = symbols.flatMap((symbol) => dailyOf(symbol, times, slot, market));
  const commits = [
    await store.commit("stock_historical", stamp, [...daily, ...intraday]),
    ...await seedFacts({ store, symbols, market, times, stamp }),
    await store.commit("stock_quotes", stamp, quotes),
  ];
  const finished = now();
  await store.runs.append({
    run_id: `${stamp}-1`,
    slot: isoTime(slot),
    attempt: 1,
    trigger: "seed",
    status: "complete",
    started_at: isoTime(started),
    finished_at: isoTime(finished),
    duration_ms: finished - started,
    calls: 0,
    rows: commits.reduce((sum, { rows }) => sum + rows.length, 0),
    quarantined: 0,
    errors: 0,
    files: standingFiles(store, new Set()).map(({ path }) => path).join(" "),
    note: "the demo's simulated past",
  });
  return true;
}

/** A quote at each time, each exchange time once: outside hours the quote stands still. */
function quotesOf(symbol: string, times: readonly number[], market: MarketOptions): Row[] {
  let before = -1;
  return times.flatMap((at) => {
    const { c, d, dp, h, l, o, pc, t } = quoteAt(symbol, at, market);
    if (t === 0 || t === before) return [];
    before = t;
    return [{
      symbol,
      price: c,
      change: d,
      change_percent: dp,
      day_high: h,
      day_low: l,
      day_open: o,
      previous_close: pc,
      ...provenance("simulator:/quote", t * 1000, at),
    }];
  });
}

/**
 * Daily bars up to the day before the slot's, whole ones: each ends with what the next day's quotes call the previous
 * close. The slot's own day is built from quotes.
 */
function dailyOf(symbol: string, times: readonly number[], slot: number, market: MarketOptions): Row[] {
  const today = newYorkTime(newYorkDate(slot), 0, 0);
  const candles = candlesBetween(symbol, "D", slot - DAILY_MS, today - 1, { ...market, asOf: slot });
  if (candles.s === "no_data") return [];
  const { t, o, h, l, c, v } = candles;
  const first = times[0] ?? slot;
  // Known from the first slot on that came after the day, and what lies before the quotes from the first of all.
  const fetchedAt = t.map((seconds) => {
    const end = newYorkTime(dateOfDay(dayOfDate(newYorkDate(seconds * 1000)) + 1), 0, 0);
    return end <= first ? first : times.find((time) => time >= end) ?? slot;
  });
  return t.map((seconds, i) => ({
    symbol,
    interval: "1d",
    time: isoTime(Math.floor(seconds * 1000 / DAY_MS) * DAY_MS),
    open: o[i] ?? null,
    high: h[i] ?? null,
    low: l[i] ?? null,
    close: c[i] ?? null,
    volume: v[i] ?? null,
    ...adjustedCells(o[i] ?? null, h[i] ?? null, l[i] ?? null, c[i] ?? null),
    samples: null,
    expected: null,
    ...provenance("simulator:/stock/candle", seconds * 1000, fetchedAt[i] ?? slot),
  })).filter((row) => checkRow(stockHistorical, row) === null);
}
