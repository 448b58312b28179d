import { basename } from "node:path";
import type { DataIngested } from "@/lib/bus/bus.ts";
import { isoTime, keyOf, type Row } from "@/lib/datasets/mod.ts";
import type { Lease } from "@/lib/store/lease.ts";
import { importedFiles, rememberImports } from "@/lib/store/imports.ts";
import { type Stamp, timeOfStamp } from "@/lib/store/stamp.ts";
import type { Store } from "@/lib/store/store.ts";
import { StoreError } from "@/lib/store/store_error.ts";
import { fingerprintOf, importedFile } from "./imported_before.ts";
import { newsOf } from "./import_rows.ts";
import { mergedBars } from "./merge_files.ts";
import { type PriceFile, type ReadOptions, readPriceFile } from "./price_file.ts";
import { Refusal } from "./refusal.ts";
import type { ImportReport } from "./report.ts";
import { News, noteOf, type ReadFile, reportOf } from "./reporting.ts";

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
 * nothing; what is known already is not written again, so that importing twice changes no byte. Of a file that was
 * imported before only the bars are taken in whose place none of a file stands.
 * @throws {StoreError} when the volume cannot be written, or another run does not end (`busy`)
 */
export async function importFiles(files: readonly ImportFile[], options: ImportOptions): Promise<Imported> {
  const started = options.now();
  const read: ReadFile[] = [];
  for (const { name, bytes } of files) {
    const plain = plainName(name);
    const file = await readOrRefuse(plain, bytes, { ...options, now: started });
    read.push({ name: plain, file, fingerprint: fingerprintOf({ ...options, bytes }) });
  }
  if (read.every(({ file }) => file instanceof Refusal || file.bars.length === 0)) {
    return { report: reportOf(read, new News(), null, options.watchlist), event: null };
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
  { store, now, watchlist, pause }: ImportOptions,
): Promise<Imported> {
  await store.refresh();
  const ledger = store.ledger(DATASET);
  const before = new Set(importedFiles(store).map(({ fingerprint }) => fingerprint));
  const news = new News();
  const stamps: Stamp[] = [];
  let rows: Row[] = [];
  const commit = async () => {
    const stamp = store.nextStamp(now());
    stamps.push(stamp);
    await store.commit(DATASET, stamp, rows);
    rows = [];
  };
  const files = read.map(({ name, file }) => ({ name, bars: file instanceof Refusal ? [] : file.bars }));
  for (const { file, bar, row } of mergedBars(files, started)) {
    const known = ledger.get(keyOf(ledger.dataset, row));
    // What became of imported bars since, adjusted for a later split for instance, is not undone.
    if (isImported(known) && before.has(read[file]?.fingerprint ?? "")) continue;
    const fresh = newsOf(row, known);
    if (fresh === null) continue;
    rows.push(fresh);
    news.add(file, bar);
    if (rows.length < ROWS_PER_COMMIT) continue;
    await commit();
    await pause?.();
  }
  if (rows.length > 0) await commit();
  const [stamp] = stamps;
  if (stamp === undefined) return { report: reportOf(read, news, null, watchlist), event: null };
  const slot = isoTime(timeOfStamp(stamp));
  const attempt = store.runs.lastAttempt(slot) + 1;
  const run_id = `${stamp}-${attempt}`;
  const report = reportOf(read, news, run_id, watchlist);
  const isWhole = report.rejected === 0 && report.files.every(({ reason }) => reason === null);
  const finished = now();
  const standing = store.datasets.flatMap(({ name }) => store.standing(name) ?? []);
  const facts = {
    run_id,
    slot,
    status: isWhole ? "complete" as const : "partial" as const,
    started_at: isoTime(started),
    finished_at: isoTime(finished),
    quarantined: 0,
  };
  await store.runs.append({
    ...facts,
    attempt,
    trigger: "import",
    duration_ms: finished - started,
    calls: 0,
    rows: report.new_rows,
    errors: 0,
    files: standing.map(({ path }) => path).join(" "),
    note: noteOf(report),
  });
  await store.writeDataPackage();
  await rememberImports(
    store,
    read.map(({ name, file, fingerprint }) =>
      importedFile(fingerprint, name, file instanceof Refusal ? [] : file.bars, started)
    ),
  );
  const ingested = standing.map(({ dataset, path, rows, sha256 }) => (
    { dataset, path, rows, sha256, changed: dataset === DATASET }
  ));
  return { report, event: { ...facts, files: ingested, errors: [] } };
}

function isImported(row: Row | undefined): boolean {
  return String(row?.["source"]).startsWith("import:");
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
