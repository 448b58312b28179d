import { DATASETS } from "@/lib/datasets/mod.ts";
import type { Row } from "@/lib/datasets/dataset.ts";
import { provenance } from "@/lib/datasets/columns.ts";
import { NEW_YORK_DAYS, ROUND_THE_CLOCK_DAYS } from "@/lib/detector/mod.ts";
import { sessionAt, sessionsBetween } from "@/lib/exchange/mod.ts";
import type { Finnhub } from "@/lib/finnhub/finnhub.ts";
import { type Fault, quoteAt, type SimulatorOptions } from "@/lib/simulator/mod.ts";
import { recorder } from "@/lib/store/_testing.ts";
import { stampOf } from "@/lib/store/stamp.ts";
import { Store } from "@/lib/store/store.ts";
import { startProvider, Volume } from "./_testing.ts";
import { Checked } from "./checked.ts";
import { QuoteJudge } from "./quote_judge.ts";
import { QuoteWatch } from "./quote_watch.ts";
import { run, type RunResult } from "./run.ts";

export const SYMBOLS = ["AAPL", "MSFT", "TSLA", "NVDA"];
/** Wednesday 2026-07-01, 10:00 in New York. */
export const START = Date.UTC(2026, 6, 1, 14, 0);
export const QUARTER_MS = 900_000;
const DAY_MS = 86_400_000;

/** A pipeline of quotes and bars on a simulated provider, whose clock the test turns. */
export interface Bench extends AsyncDisposable {
  readonly store: Store;
  readonly watch: QuoteWatch;
  now: number;
  /** Lets the provider lie from now on; the function ends that. */
  lie(fault: Fault): () => void;
  /** Runs the slot that it is, then goes on to the next. */
  poll(times?: number): Promise<RunResult>;
}

/** What a run is given beside quotes, where a test wants it. */
export interface BenchOptions extends SimulatorOptions {
  readonly finnhub?: (real: Finnhub) => Finnhub;
}

/** Starts one with a past: a week of quotes. */
export async function startBench(options: BenchOptions = {}): Promise<Bench> {
  const hours = options.hours ?? "exchange";
  const volume = new Volume();
  const clock = { now: START };
  const now = () => clock.now;
  const provider = await startProvider(now, { ...options, hours });
  const { logger } = recorder();
  const store = await Store.open({ dir: volume.dir, datasets: DATASETS, now, logger });
  const past = SYMBOLS.flatMap((symbol) => pastOf(symbol, hours));
  await store.commit("stock_quotes", stampOf(START - QUARTER_MS), past);
  const watch = new QuoteWatch(undefined);
  const judge = new QuoteJudge({
    store,
    watch,
    now,
    isOpen: (at) => hours === "always" || sessionAt(at) !== null,
    days: hours === "always" ? ROUND_THE_CLOCK_DAYS : NEW_YORK_DAYS,
  });
  const datasets = DATASETS.filter(({ name }) => name === "stock_quotes" || name === "stock_historical");
  const finnhub = options.finnhub?.(provider.finnhub) ?? provider.finnhub;
  const runOnce = async () => {
    const stamp = stampOf(clock.now);
    // A poll comes some seconds after its slot.
    clock.now += 5_000;
    const result = await run({
      runId: `${stamp}-1`,
      stamp,
      tasks: datasets.flatMap((dataset) => SYMBOLS.map((symbol) => ({ dataset, symbol }))),
      store,
      finnhub,
      provider: "simulator",
      checked: new Checked({}),
      judge,
      now,
      logger,
      onProgress: () => {},
    });
    clock.now += QUARTER_MS - 5_000;
    return result;
  };
  return {
    store,
    watch,
    get now() {
      return clock.now;
    },
    set now(time) {
      clock.now = time;
    },
    lie: (fault) => provider.simulator.fault(fault),
    async poll(times = 1) {
      for (let left = times; left > 1; left--) await runOnce();
      return await runOnce();
    },
    async [Symbol.asyncDispose]() {
      await provider[Symbol.asyncDispose]();
      await volume[Symbol.asyncDispose]();
    },
  };
}

/** True quotes of the week before, as they would have been stored. */
function pastOf(symbol: string, hours: "always" | "exchange"): Row[] {
  const times: number[] = [];
  const days = hours === "always" ? 3 : 7;
  for (let at = START - days * DAY_MS; at < START; at += QUARTER_MS) {
    const isDue = hours === "always" || sessionsBetween(at, at + 1).length > 0 ||
      sessionsBetween(at - 1, at).length > 0;
    if (isDue) times.push(at);
  }
  return times.map((at) => {
    const { c, d, dp, h, l, o, pc, t } = quoteAt(symbol, at, { hours });
    return {
      symbol,
      price: c,
      change: d,
      change_percent: dp,
      day_high: h,
      day_low: l,
      day_open: o,
      previous_close: pc,
      ...provenance("simulator:/quote", t * 1000, at),
    };
  });
}
