import type { Dataset, DatasetName, Row } from "@/lib/datasets/dataset.ts";
import { keyOf } from "@/lib/datasets/mod.ts";
import { isoTime } from "@/lib/datasets/time.ts";
import { createFinnhub } from "@/lib/finnhub/finnhub.ts";
import { answersAt, type MarketOptions } from "@/lib/simulator/mod.ts";
import { type Stamp, stampOf } from "@/lib/store/stamp.ts";
import type { Commit, Store } from "@/lib/store/store.ts";

const DAY_MS = 86_400_000;
/** News of the week before the past begins is known at its beginning, as a first run's is. */
const NEWS_BEFORE_MS = 6 * DAY_MS;

/** Every day would be as true, and three times the files and the wait at the first start. */
const STEP_MS = 3 * DAY_MS;

/** What changes now and then: asked for in steps. */
const STATES: readonly DatasetName[] = [
  "company_profiles",
  "earnings",
  "analyst_recommendations",
  "ipo_calendar",
];

/** What happens at a time of its own, by the column that tells it, and is known from the next slot on. */
const EVENTS: readonly (readonly [name: DatasetName, column: string, delayMs: number])[] = [
  ["company_news", "published_at", 0],
  ["market_news", "published_at", 0],
  // A date: known when its day is over.
  ["insider_transactions", "filing_date", DAY_MS],
];

/** What the demo's past knows beside prices. */
export interface FactsOptions {
  readonly store: Store;
  readonly symbols: readonly string[];
  readonly market: MarketOptions;
  /** The slots of the past, epoch milliseconds, in order. */
  readonly times: readonly number[];
  /** Of the last of them. */
  readonly stamp: Stamp;
}

/**
 * Writes what runs would have learned in the past of companies, reports and news, by the datasets' own collectors, from
 * a simulator whose clock stands there. Metrics and financials are left to the first run: they take longer than all
 * the rest.
 */
export async function seedFacts({ store, symbols, market, times, stamp }: FactsOptions): Promise<Commit[]> {
  const first = times[0];
  const last = times.at(-1);
  if (first === undefined || last === undefined) return [];
  let then = first;
  const { seed = 1, hours = "always" } = market;
  const finnhub = createFinnhub({
    apiKey: "simulated",
    baseUrl: "http://simulator.invalid/api/v1",
    // Nobody is asked but this process.
    callsPerMinute: 1e9,
    callsPerSecond: 1e9,
    now: () => then,
    random: () => 0,
    fetch: answersAt(() => ({ seed, hours, plan: "free", now: then })),
  });
  const collect = async (dataset: Dataset, checkedAt?: number): Promise<Row[]> => {
    const rows: Row[] = [];
    for (const symbol of dataset.scope === "market" ? [""] : symbols) {
      const collected = await dataset.collect({
        symbol,
        now: then,
        finnhub,
        provider: "simulator",
        checkedAt,
        known: (name, of) => store.ledger(name).rows(of),
        knownRow: (name, key) => store.ledger(name).get(key),
      });
      rows.push(...collected.rows);
    }
    return rows;
  };
  const datasetsOf = (names: readonly DatasetName[]) =>
    store.datasets.filter(({ name }) => names.includes(name));
  const commits: Commit[] = [];
  try {
    const steps = stepsOf(times);
    for (const [i, time] of steps.entries()) {
      then = time;
      // A key has one row in a file, so each step has its own: named by when it is written, as the quotes' file is.
      // Files of closed months would be put together before anybody has looked at them.
      const stampOfStep = stampOf(last - (steps.length - i) * 1000);
      for (const dataset of datasetsOf(STATES)) {
        commits.push(await store.commit(dataset.name, stampOfStep, await collect(dataset)));
      }
    }
    for (const [name, column, delayMs] of EVENTS) {
      for (const dataset of datasetsOf([name])) {
        const found = new Map<string, Row>();
        // The market's headlines are the newest hundred alone; a company's are those of a stretch of time.
        for (const time of dataset.scope === "market" ? [...steps, last] : [last]) {
          then = time;
          for (const row of await collect(dataset, first - NEWS_BEFORE_MS)) {
            found.set(keyOf(dataset, row), row);
          }
        }
        const rows = [...found.values()].map((row) => {
          const known = Date.parse(String(row[column])) + delayMs;
          return { ...row, fetched_at: isoTime(times.find((time) => time >= known) ?? last) };
        });
        commits.push(await store.commit(name, stamp, rows));
      }
    }
  } finally {
    finnhub.close();
  }
  return commits;
}

/** The first slot, and the first of each step after it. */
function stepsOf(times: readonly number[]): number[] {
  let due = -Infinity;
  return times.filter((time) => {
    if (time < due) return false;
    due = time + STEP_MS;
    return true;
  });
}
