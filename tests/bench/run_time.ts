import { InProcessBus } from "@/lib/bus/local.ts";
import { DATASETS } from "@/lib/datasets/mod.ts";
import { createFinnhub } from "@/lib/finnhub/finnhub.ts";
import { Checked } from "@/lib/ingest/checked.ts";
import { Ingest } from "@/lib/ingest/ingest.ts";
import { recorder } from "@/lib/store/_testing.ts";
import { Store } from "@/lib/store/store.ts";
import { startSimulatorProcess } from "./_simulator_process.ts";
import { ms, type Report } from "./report.ts";
import { median } from "./statistics.ts";

const SYMBOLS = ["AAPL", "GOOGL", "MSFT", "TSLA", "AMZN", "NVDA", "META"];
const PER_MINUTE = 60;
const PER_SECOND = 30;
const RUNS = 3;
/** The runs mostly wait; their bursts should not meet. */
const APART_MS = 2_000;
const AIM = 1.05;

/** A first run of everything on a free plan, beside the least time in which a server lets so many calls in. */
export async function benchRunTime(): Promise<Report> {
  const runs = await Promise.all(Array.from({ length: RUNS }, (_, i) => oneRun(i * APART_MS)));
  const calls = median(runs.map((run) => run.calls));
  const least = leastMs(calls);
  const took = median(runs.map((run) => run.took));
  const ratio = took / least;
  return {
    title: "Run time over the limiter's own minimum",
    figures: [
      { what: `first run, ${SYMBOLS.length} symbols, ${calls} calls`, value: ms(took) },
      {
        what: "least time the server's windows allow",
        value: ms(least),
        beside: `${PER_MINUTE} a minute, ${PER_SECOND} a second`,
      },
      { what: "ratio", value: ratio.toFixed(4), beside: `aim ≤ ${AIM}`, reached: ratio <= AIM },
      {
        what: "prices of all symbols on the volume",
        value: ms(median(runs.map((run) => run.quotesAt))),
        beside: "since the run began",
      },
      {
        what: "answers 429",
        value: String(runs.reduce((sum, run) => sum + run.throttled, 0)),
        beside: "of all runs",
      },
    ],
    notes: [
      `Median of ${RUNS} runs side by side on the real clock: real client, datasets and store, each with a simulator in ` +
      "a process of its own, which counts the calls as they arrive.",
      "The least time is that of the last call, when each arrives at the first instant at which both sliding windows " +
      "have room; answers, the volume and the network cost nothing in it. It cannot be reached: a client does not know " +
      "when a call was counted, so to it one leaves a window a window's length after its answer. That costs a round trip " +
      "for each full window, and in the end the last answer and its commit.",
    ],
  };
}

interface Run {
  readonly took: number;
  readonly calls: number;
  /** Milliseconds until the quotes were on the volume. */
  readonly quotesAt: number;
  readonly throttled: number;
}

async function oneRun(delayMs: number): Promise<Run> {
  await using simulator = await startSimulatorProcess(PER_MINUTE);
  await new Promise((resolve) => setTimeout(resolve, delayMs));
  const dir = await Deno.makeTempDir({ prefix: "quarterhour-bench-" });
  try {
    const { logger } = recorder();
    const now = Date.now;
    const store = await Store.open({ dir, datasets: DATASETS, now, logger });
    const finnhub = createFinnhub({
      apiKey: "simulated",
      baseUrl: simulator.baseUrl,
      callsPerMinute: PER_MINUTE,
      callsPerSecond: PER_SECOND,
    });
    const ingest = new Ingest({
      store,
      finnhub,
      bus: new InProcessBus({ instance: "bench", logger, now }),
      datasets: DATASETS,
      symbols: SYMBOLS,
      checked: new Checked({}),
      provider: "simulator",
      cron: "*/15 * * * *",
      instance: "bench",
      now,
      logger,
    });
    let quotesAt = NaN;
    const begin = performance.now();
    store.onChange(({ dataset }) => {
      if (dataset === "stock_quotes") quotesAt = performance.now() - begin;
    });
    await ingest.runSlot(Math.floor(now() / 900_000) * 900_000, "startup");
    const took = performance.now() - begin;
    const record = store.runs.last();
    if (record?.status !== "complete") {
      throw new Error(`The run is ${record?.status}, expected a complete one`);
    }
    const { calls, byOutcome, retries } = finnhub.stats();
    finnhub.close();
    return { took, calls, quotesAt, throttled: (byOutcome["rate_limited"] ?? 0) + retries };
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

/** When the last of so many calls can arrive at the earliest, milliseconds after the first. */
function leastMs(calls: number): number {
  const arrivals: number[] = [];
  for (let i = 0; i < calls; i++) {
    const secondHasRoom = (arrivals[i - PER_SECOND] ?? -Infinity) + 1_000;
    const minuteHasRoom = (arrivals[i - PER_MINUTE] ?? -Infinity) + 60_000;
    arrivals.push(Math.max(0, secondHasRoom, minuteHasRoom));
  }
  return arrivals.at(-1) ?? 0;
}
