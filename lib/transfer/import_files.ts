import { basename } from "node:path";
import type { DataIngested } from "@/lib/bus/bus.ts";
import { isoTime, keyOf, type Row } from "@/lib/datasets/mod.ts";
import type { Lease } from "@/lib/store/lease.ts";
import { timeOfStamp } from "@/lib/store/stamp.ts";
import type { Store } from "@/lib/store/store.ts";
import { StoreError } from "@/lib/store/store_error.ts";
import type { ImportedBar } from "./imported_bars.ts";
import { newsOf, rowOf } from "./import_rows.ts";
import { type PriceFile, type ReadOptions, readPriceFile } from "./price_file.ts";
import { Refusal } from "./refusal.ts";
import type { ImportReport } from "./report.ts";
import { noteOf, type ReadFile, reportOf } from "./reporting.ts";

/** A file to import. */
export interface ImportFile {
  /** With or without folders. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What an import needs. */
export interface ImportOptions extends Omit<ReadOptions, "now"> {
  readonly store: Store;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /**
   * How long to wait for a run under way to end, milliseconds.
   * @default 30000
   */
  readonly patienceMs?: number;
  /** Called once when it has to wait. */
  readonly onWait?: () => void;
}

/** What an import came to, and the event that tells others of it; `null` where nothing changed. */
export interface Imported {
  readonly report: ImportReport;
  readonly event: DataIngested | null;
}

const DATASET = "stock_historical";
/** Rows of one file on the volume: writing more at once would hold a server up for too long. */
const ROWS_PER_COMMIT = 20_000;
const RETRY_MS = 50;

/**
 * Imports price files into `stock_historical`, as one run of its own kind. A file that is refused costs the others
 * nothing; what is known already is not written again, so that importing twice changes no byte.
 * @throws {StoreError} when the volume cannot be written, or another run does not end (`busy`)
 */
export async function importFiles(files: readonly ImportFile[], options: ImportOptions): Promise<Imported> {
  const started = options.now();
  const read: ReadFile[] = [];
  for (const { name, bytes } of files) {
    const plain = plainName(name);
    read.push({ name: plain, file: await readOrRefuse(plain, bytes, { ...options, now: started }) });
  }
  if (read.every(({ file }) => file instanceof Refusal || file.bars.length === 0)) {
    return { report: reportOf(read, new Set(), null, options.watchlist), event: null };
  }
  const lease = await leaseOf(options);
  try {
    return await write(read, started, options);
  } finally {
    await lease.release();
  }
}

async function write(
  read: readonly ReadFile[],
  started: number,
  { store, now, watchlist }: ImportOptions,
): Promise<Imported> {
  await store.refresh();
  const news = newRowsOf(read, started, store);
  const fresh = new Set(news.keys());
  if (news.size === 0) return { report: reportOf(read, fresh, null, watchlist), event: null };
  const rows = [...news.values()];
  const stamp = store.nextStamp(now());
  for (let from = 0; from < rows.length; from += ROWS_PER_COMMIT) {
    const at = from === 0 ? stamp : store.nextStamp(now());
    await store.commit(DATASET, at, rows.slice(from, from + ROWS_PER_COMMIT));
  }
  const slot = isoTime(timeOfStamp(stamp));
  const attempt = store.runs.lastAttempt(slot) + 1;
  const run_id = `${stamp}-${attempt}`;
  const report = reportOf(read, fresh, run_id, watchlist);
  const status = report.rejected === 0 && report.files.every(({ reason }) => reason === null)
    ? "complete"
    : "partial";
  const finished = now();
  const standing = store.datasets.flatMap(({ name }) => store.standing(name) ?? []);
  await store.runs.append({
    run_id,
    slot,
    attempt,
    trigger: "import",
    status,
    started_at: isoTime(started),
    finished_at: isoTime(finished),
    duration_ms: finished - started,
    calls: 0,
    rows: rows.length,
    quarantined: 0,
    errors: 0,
    files: standing.map(({ path }) => path).join(" "),
    note: noteOf(report),
  });
  await store.writeDataPackage();
  const event: DataIngested = {
    run_id,
    slot,
    status,
    started_at: isoTime(started),
    finished_at: isoTime(finished),
    files: standing.map(({ dataset, path, rows, sha256 }) => (
      { dataset, path, rows, sha256, changed: dataset === DATASET }
    )),
    quarantined: 0,
    errors: [],
  };
  return { report, event };
}

/** The rows that say something new, by bar; of files that contradict each other the last counts. */
function newRowsOf(
  read: readonly ReadFile[],
  importedAt: number,
  store: Store,
): Map<ImportedBar, Row> {
  const ledger = store.ledger(DATASET);
  const last = new Map<string, { bar: ImportedBar; row: Row }>();
  for (const { name, file } of read) {
    if (file instanceof Refusal) continue;
    for (const bar of file.bars) {
      const row = rowOf(bar, name, importedAt);
      const key = keyOf(ledger.dataset, row);
      const fresh = newsOf(row, last.get(key)?.row);
      if (fresh !== null) last.set(key, { bar, row: fresh });
    }
  }
  const news = new Map<ImportedBar, Row>();
  for (const [key, { bar, row }] of last) {
    const fresh = newsOf(row, ledger.get(key));
    if (fresh !== null) news.set(bar, fresh);
  }
  return news;
}

async function readOrRefuse(
  name: string,
  bytes: Uint8Array,
  options: ReadOptions,
): Promise<PriceFile | Refusal> {
  try {
    return await readPriceFile(name, bytes, options);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** The right to write, as a run has it: an import and a run never write at once. */
async function leaseOf({ store, onWait, patienceMs = 30_000 }: ImportOptions): Promise<Lease> {
  for (let waited = 0;; waited += RETRY_MS) {
    const lease = await store.lease();
    if (lease !== null) return lease;
    if (waited === 0) onWait?.();
    if (waited >= patienceMs) {
      throw new StoreError("Cannot import: a run is under way, try again when it has ended", "busy");
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

/** A name without folders that can stand in a cell: no control characters, not too long. */
function plainName(name: string): string {
  const plain = basename(name.replaceAll("\\", "/")).replaceAll(/\p{Control}/gu, " ").trim();
  return plain.slice(-100).toWellFormed() || "prices.csv";
}
