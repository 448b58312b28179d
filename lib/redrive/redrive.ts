import type { DataIngested } from "@/lib/bus/bus.ts";
import { checkRow } from "@/lib/datasets/check.ts";
import type { DatasetName, Row } from "@/lib/datasets/dataset.ts";
import { isoTime } from "@/lib/datasets/time.ts";
import { adjustmentFor, flaggedSplit, isSplit } from "@/lib/ingest/split_sentinel.ts";
import { QUOTE_WATCH_STATE, QuoteWatch } from "@/lib/ingest/quote_watch.ts";
import { standingFiles } from "@/lib/ingest/standing_files.ts";
import type { Lease } from "@/lib/store/lease.ts";
import type { QuarantinedRow, Resolution } from "@/lib/store/quarantine.ts";
import { type Stamp, timeOfStamp } from "@/lib/store/stamp.ts";
import type { Store } from "@/lib/store/store.ts";
import { StoreError } from "@/lib/store/store_error.ts";
import { barsAround } from "./bars_around.ts";

/** What can be done with a row that was kept aside. */
export const ACTIONS = ["accept", "drop"] as const;
/** `accept`: it is a row of its dataset, or a split to adjust for; `drop`: it is none, and need not be asked about. */
export type Action = typeof ACTIONS[number];

/** Why a row cannot be decided about as asked. */
export class RedriveError extends Error {
  override readonly name = "RedriveError";
  /** `unknown`: there is no such row; `decided`: otherwise; `unacceptable`: it can only be dropped. */
  readonly code: "unknown" | "decided" | "unacceptable";

  constructor(message: string, code: RedriveError["code"]) {
    super(message);
    this.code = code;
  }
}

/** What it needs. */
export interface RedriveOptions {
  readonly store: Store;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** How long to wait for a run under way to end, milliseconds. @default 30000 */
  readonly patienceMs?: number;
  /** Called once when it has to wait. */
  readonly onWait?: () => void;
}

/** What became of a row. */
export interface Redriven {
  readonly id: string;
  readonly resolution: Resolution;
  /** Rows that are another truth now, bars that follow from a quote among them. */
  readonly rows: number;
  /** The run that wrote them; `null` where nothing was to write. */
  readonly run_id: string | null;
}

const RESOLUTIONS: Readonly<Record<Action, Resolution>> = { accept: "accepted", drop: "dropped" };
const RETRY_MS = 50;

/**
 * Decides about a row in quarantine, once. An accepted one is committed as its dataset's row, from the source it came
 * from, as a run with a stamp of its own; a split is applied to the adjusted prices. The same decision again changes
 * nothing; a start that was cut off is completed by it.
 * @returns what became of it, and the event that tells others; `null` where nothing changed
 * @throws {RedriveError} when it cannot be decided so
 * @throws {StoreError} when the volume cannot be written, or a run does not end (`busy`)
 */
export async function redrive(
  id: string,
  action: Action,
  options: RedriveOptions,
): Promise<{ redriven: Redriven; event: DataIngested | null }> {
  const { store } = options;
  const lease = await leaseOf(options);
  try {
    await store.refresh();
    const row = store.quarantine.get(id);
    if (row === undefined) throw new RedriveError(`There is no row "${id}" in quarantine`, "unknown");
    const resolution = RESOLUTIONS[action];
    if (row.resolution !== undefined && row.resolution !== resolution) {
      throw new RedriveError(`Row "${id}" was ${row.resolution} on ${row.resolved_at}`, "decided");
    }
    if (row.resolution === resolution) {
      return { redriven: { id, resolution, rows: 0, run_id: null }, event: null };
    }
    const { rows, event } = action === "accept" ? await accept(row, options) : { rows: 0, event: null };
    await store.quarantine.resolve([id], resolution, "by the administrator");
    return { redriven: { id, resolution, rows, run_id: event?.run_id ?? null }, event };
  } finally {
    await lease.release();
  }
}

/** What accepting a row wrote. */
interface Accepted {
  readonly rows: number;
  readonly event: DataIngested | null;
}

/** Writes the row and what follows from it, then the run's record; the quarantine is told last. */
async function accept(row: QuarantinedRow, { store, now }: RedriveOptions): Promise<Accepted> {
  const started = now();
  const stamp = store.nextStamp(started);
  const changed = new Map<DatasetName, number>();
  const commit = async (dataset: DatasetName, rows: readonly Row[]) => {
    const count = (await store.commit(dataset, stamp, rows)).rows.length;
    if (count > 0) changed.set(dataset, count);
  };
  if (isSplit(row)) await commit("stock_historical", splitRows(row, store, started));
  else {
    const accepted = acceptable(row, store);
    await commit(row.dataset, [accepted]);
    if (row.dataset === "stock_quotes") {
      await commit("stock_historical", barsAround(store, accepted));
      await believe(store, accepted);
    }
  }
  const accepted = await record(row, { store, stamp, started, finished: now(), changed });
  await store.writeDataPackage();
  return accepted;
}

function splitRows(row: QuarantinedRow, store: Store, now: number): readonly Row[] {
  const split = flaggedSplit(row);
  if (split === null) throw new RedriveError(`Row "${row.id}" tells of no split`, "unacceptable");
  return adjustmentFor(split, store, now);
}

/** The row as its dataset can take it. */
function acceptable({ id, dataset: name, row }: QuarantinedRow, store: Store): Row {
  const dataset = store.datasets.find((each) => each.name === name);
  if (row === undefined || dataset === undefined) {
    throw new RedriveError(
      `Row "${id}" cannot be accepted: what came is no row of "${name}"`,
      "unacceptable",
    );
  }
  const reason = checkRow(dataset, row);
  if (reason !== null) throw new RedriveError(`Row "${id}" cannot be accepted: ${reason}`, "unacceptable");
  return row;
}

/** The newest word on a symbol is believed now, so its number is in no doubt any more. */
async function believe(store: Store, { symbol, as_of }: Row): Promise<void> {
  const watch = new QuoteWatch(store.readState(QUOTE_WATCH_STATE));
  const latest = store.ledger("stock_quotes").latest(String(symbol))?.as_of;
  if (watch.get(String(symbol)) === undefined || latest !== as_of) return;
  watch.set(String(symbol), { watch: {}, doubt: null });
  await store.writeState(QUOTE_WATCH_STATE, watch.toJSON());
}

async function record(
  { id, dataset, symbol }: QuarantinedRow,
  { store, stamp, started, finished, changed }: {
    readonly store: Store;
    readonly stamp: Stamp;
    readonly started: number;
    readonly finished: number;
    readonly changed: ReadonlyMap<DatasetName, number>;
  },
): Promise<Accepted> {
  const rows = changed.values().reduce((sum, count) => sum + count, 0);
  const note = `accepted from quarantine: ${dataset} ${symbol} ${id}`;
  // Cut off between the record and the quarantine, an earlier try left nothing but that.
  if (rows === 0 && store.runs.all().some((run) => run.note === note)) return { rows, event: null };
  const slot = isoTime(timeOfStamp(stamp));
  const attempt = store.runs.lastAttempt(slot) + 1;
  const files = standingFiles(store, new Set(changed.keys()));
  const run = {
    run_id: `${stamp}-${attempt}`,
    slot,
    status: "complete" as const,
    started_at: isoTime(started),
    finished_at: isoTime(finished),
    quarantined: 0,
  };
  await store.runs.append({
    ...run,
    attempt,
    trigger: "redrive",
    duration_ms: finished - started,
    calls: 0,
    rows,
    errors: 0,
    files: files.map(({ path }) => path).join(" "),
    note,
  });
  return { rows, event: { ...run, files, errors: [] } };
}

/** The right to write, as a run has it. */
async function leaseOf({ store, onWait, patienceMs = 30_000 }: RedriveOptions): Promise<Lease> {
  for (let waited = 0;; waited += RETRY_MS) {
    const lease = await store.lease();
    if (lease !== null) return lease;
    if (waited === 0) onWait?.();
    if (waited >= patienceMs) {
      throw new StoreError("Cannot decide: a run is under way, try again when it has ended", "busy");
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}
