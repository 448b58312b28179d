import { type Canned, fakeFinnhub } from "@/lib/datasets/fake_finnhub.ts";
import type { BusMessages, Channel, DataIngested, IngestProgress } from "@/lib/bus/bus.ts";
import { InProcessBus } from "@/lib/bus/local.ts";
import type { Collected, CollectRequest, Dataset, DatasetName } from "@/lib/datasets/dataset.ts";
import { DATASETS } from "@/lib/datasets/mod.ts";
import { createFinnhub, type Finnhub } from "@/lib/finnhub/finnhub.ts";
import { type Simulator, type SimulatorOptions, startSimulator } from "@/lib/simulator/mod.ts";
import { profile, PROFILES, quote, QUOTES, recorder, Volume } from "@/lib/store/_testing.ts";
import type { RunRecord } from "@/lib/store/run_log.ts";
import { stampOf } from "@/lib/store/stamp.ts";
import { Store, type StoreOptions } from "@/lib/store/store.ts";
import { Checked } from "./checked.ts";
import { Ingest, type IngestOptions } from "./ingest.ts";

/** What the tests of the ingest share. */

/** Wednesday 2026-07-01, 10:00 in New York: a slot. */
export const SLOT = Date.UTC(2026, 6, 1, 14, 0);
export const QUARTER_MS = 900_000;

/** A dataset as planning sees it. */
export function dataset(name: DatasetName, more: Partial<Dataset> = {}): Dataset {
  return { ...QUOTES, name, after: [], ...more };
}

/** A run of that slot on record. */
export function record(slot: number, status: RunRecord["status"], note = ""): RunRecord {
  const time = new Date(slot).toISOString();
  return {
    run_id: `${stampOf(slot)}-1`,
    slot: time,
    attempt: 1,
    trigger: "schedule",
    status,
    started_at: time,
    finished_at: time,
    duration_ms: 0,
    calls: 0,
    rows: 0,
    quarantined: 0,
    errors: 0,
    files: "",
    note,
  };
}

/** One good row, or none. */
export function collected(rows: Collected["rows"] = []): Collected {
  return { rows, rejected: [], outcomes: [{ endpoint: "/quote", result: "ok" }] };
}

/** Two datasets, of which quotes come first, that collect as told: by default one row a symbol. */
export function twoDatasets(
  collect: (request: CollectRequest, name: DatasetName) => Promise<Collected>,
): Dataset[] {
  return [QUOTES, PROFILES].map((dataset) => ({
    ...dataset,
    collect: (request) => collect(request, dataset.name),
  }));
}

/** A good row of the dataset for that symbol, dated by the request's clock. */
export function rowFor({ symbol, now }: CollectRequest, name: DatasetName): Collected {
  const minute = Math.round((now - SLOT) / 60_000);
  return collected([name === "stock_quotes" ? quote(symbol, minute, 100 + minute) : profile(symbol, symbol)]);
}

/** Waits for a condition. */
export async function until(condition: () => boolean, what: string): Promise<void> {
  const end = performance.now() + 20_000;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`Waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** A point that work waits at until it is opened. */
export class Gate {
  readonly #opened = Promise.withResolvers<void>();
  readonly #reached = Promise.withResolvers<void>();

  /** Resolves when somebody waits here. */
  get reached(): Promise<void> {
    return this.#reached.promise;
  }

  wait(): Promise<void> {
    this.#reached.resolve();
    return this.#opened.promise;
  }

  open(): void {
    this.#opened.resolve();
  }
}

/** What one process says on its bus. */
export interface Heard {
  readonly ingested: DataIngested[];
  readonly progress: IngestProgress[];
}

/** An ingest with a store of its own, as one process has it. */
export interface Process extends Heard {
  readonly ingest: Ingest;
  readonly store: Store;
  readonly checked: Checked;
  readonly log: { message: string; fields: unknown }[];
}

/** Options of {@linkcode startProcess}. */
export interface ProcessOptions extends Partial<Omit<IngestOptions, "store" | "bus" | "logger">> {
  readonly datasets: readonly Dataset[];
  readonly now: () => number;
  readonly disk?: StoreOptions["disk"];
  readonly canned?: Canned;
  /** Called when the ingest closes its client. */
  readonly onClose?: () => void;
}

/** Opens the volume and puts an ingest on it; nothing runs yet. */
export async function startProcess(dir: string, options: ProcessOptions): Promise<Process> {
  const { datasets, now, disk, canned = {}, onClose = () => {} } = options;
  const { logger, lines: log } = recorder();
  const store = await Store.open({ dir, datasets, now, logger, ...(disk && { disk }) });
  const bus = new InProcessBus({ instance: "test", logger, now });
  const heard: Heard = { ingested: [], progress: [] };
  keep(bus, "data_ingested", heard.ingested);
  keep(bus, "ingest_progress", heard.progress);
  const checked = new Checked(store.readState("checked"));
  const finnhub = fakeFinnhub(canned);
  const ingest = new Ingest({
    symbols: ["AAPL", "MSFT"],
    provider: "finnhub",
    cron: "*/15 * * * *",
    instance: "test",
    finnhub: withBudget(finnhub, onClose),
    checked,
    standbyMs: 5,
    ...options,
    store,
    bus,
    logger,
  });
  return { ingest, store, checked, log, ...heard };
}

function keep<C extends Channel>(bus: InProcessBus, channel: C, into: BusMessages[C][]): void {
  bus.subscribe(channel, (message) => void into.push(message));
}

/** The fake answers endpoints alone; a run also asks what it may spend, has spent, and closes it. */
function withBudget(finnhub: Finnhub, close: () => void): Finnhub {
  const budget = { limitPerMinute: 60_000, remaining: 60_000, resetAt: 0 };
  const own: Partial<Finnhub> = {
    budget: () => budget,
    stats: () => ({ calls: 0, retries: 0, byOutcome: {} }),
    endpoints: () => [],
    capabilities: () => [],
    clock: () => null,
    close,
  };
  return new Proxy(finnhub, {
    get: (target, name) => Reflect.get(own, name) ?? Reflect.get(target, name),
  });
}

/** The real datasets over the real client, asking a simulator, with the real store. */
export interface Provider extends AsyncDisposable {
  readonly simulator: Simulator;
  readonly finnhub: Finnhub;
  /** For {@linkcode startProcess}. */
  readonly options: ProcessOptions;
}

/** Starts it; time stands still at `now()`, and no retry waits. */
export async function startProvider(
  now: () => number,
  simulated: SimulatorOptions = {},
): Promise<Provider> {
  const simulator = await startSimulator({ now, callsPerMinute: 100_000, ...simulated });
  const net = Deno.createHttpClient({});
  const finnhub = createFinnhub({
    apiKey: "simulated",
    baseUrl: simulator.baseUrl,
    callsPerMinute: 100_000,
    callsPerSecond: 5_000,
    now,
    random: () => 0,
    timeoutMs: 1_000,
    fetch: (url, init) => fetch(url, { ...init, client: net }),
  });
  return {
    simulator,
    finnhub,
    options: { datasets: DATASETS, now, finnhub, symbols: ["AAPL", "MSFT"], provider: "simulator" },
    async [Symbol.asyncDispose]() {
      finnhub.close();
      net.close();
      await simulator.close();
    },
  };
}

export { Volume };
