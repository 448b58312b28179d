import { join } from "node:path";
import type { Dataset } from "@/lib/datasets/dataset.ts";
import { formatRows, header } from "@/lib/datasets/format.ts";
import type { Logger } from "@/lib/telemetry/logger.ts";
import { AtomicWriter } from "../atomic.ts";
import { createLedger } from "../create_ledger.ts";
import { parseFileName } from "../file_name.ts";
import { acquire } from "../lease.ts";
import { recordsOf } from "../records.ts";
import { RUN_COLUMNS } from "../run_record.ts";
import { Store } from "../store.ts";
import { messageOf, StoreError } from "../store_error.ts";
import { createFolders, INTERNAL, RUNS } from "../volume.ts";
import { Aside } from "./aside.ts";
import type { Finding, VerifyReport } from "./finding.ts";
import { readRunLines } from "./records_of_runs.ts";
import { verify } from "./verify.ts";

/** What `deno task repair` did. */
export interface RepairReport {
  /** What was found before. */
  readonly before: VerifyReport;
  /** What was done, a sentence each. */
  readonly done: readonly string[];
  /** What is found now. */
  readonly after: VerifyReport;
}

/** What a repair needs. */
export interface RepairOptions {
  readonly dir: string;
  readonly datasets: readonly Dataset[];
  readonly now: () => number;
  readonly logger: Logger;
}

/**
 * Mends what can be mended: writes descriptions anew, takes torn lines out of the record of runs and second rows of a
 * key out of files, keeps what can be read of a damaged file. What a file was before is kept aside with a note: no
 * byte is lost.
 * @throws {StoreError} `busy` while a run is under way
 */
export async function repair(options: RepairOptions): Promise<RepairReport> {
  const { dir } = options;
  await createFolders(dir);
  const lease = await acquire(join(dir, INTERNAL, "lease"));
  if (lease === null) throw new StoreError("Cannot repair the volume: a run is under way", "busy");
  try {
    return await new Repair(options).run();
  } finally {
    await lease.release();
  }
}

class Repair {
  readonly #options: RepairOptions;
  readonly #writer: AtomicWriter;
  readonly #aside: Aside;
  readonly #done: string[] = [];

  constructor(options: RepairOptions) {
    this.#options = options;
    this.#writer = new AtomicWriter(join(options.dir, INTERNAL, "tmp"));
    this.#aside = new Aside(options.dir, this.#writer, options.now);
  }

  async run(): Promise<RepairReport> {
    const { dir, datasets, now, logger } = this.#options;
    const before = await verify(dir, datasets, now, true);
    for (const finding of before.findings) {
      // What one file costs, the others do not.
      await this.#mend(finding).catch((error) => this.#done.push(`${finding.path}: ${messageOf(error)}`));
    }
    // Opening clears leftovers; what describes the files is made of them.
    const store = await Store.open({ dir, datasets, now, logger });
    await store.writeDataPackage();
    const stale = before.findings.filter(({ kind }) => kind === "catalog" || kind === "package");
    if (stale.length > 0) this.#done.push("Catalog and datapackage.json written anew");
    return { before, done: this.#done, after: await verify(dir, datasets, now, true) };
  }

  async #mend(finding: Finding): Promise<void> {
    const { kind, path, message } = finding;
    if (kind === "damaged") await this.#salvage(path, message);
    else if (kind === "duplicate") await this.#keepLast(path, message);
    else if (kind === "runs") await this.#mendRuns();
    else if (kind === "altered") {
      const kept = await this.#aside.copy(path, message);
      this.#done.push(
        `${path}: nobody can tell which content was right; it stays, a copy is kept as ${kept}`,
      );
    } else if (kind === "missing") {
      this.#done.push(`${path} is gone and cannot be made again; the catalog no longer names it`);
    }
  }

  /** Keeps the rows that can be read, if there are any. */
  async #salvage(path: string, reason: string): Promise<void> {
    const dataset = this.#datasetOf(path);
    const bytes = await Deno.readFile(join(this.#options.dir, path));
    const rows = dataset === undefined ? [] : readableRows(dataset, bytes);
    if (dataset === undefined || rows.length === 0) {
      const kept = await this.#aside.move(path, reason);
      this.#done.push(`${path} moved to ${kept}: no row of it can be read`);
      return;
    }
    const kept = await this.#aside.copy(path, reason);
    await this.#replace(path, textOf(dataset, lastOfKeys(dataset, textOf(dataset, rows))));
    this.#done.push(`${path} keeps its ${rows.length} readable rows; as it was it is kept as ${kept}`);
  }

  async #keepLast(path: string, reason: string): Promise<void> {
    const dataset = this.#datasetOf(path);
    if (dataset === undefined) return;
    const isVersions = parseFileName(path, [dataset])?.superseded ?? false;
    const text = await Deno.readTextFile(join(this.#options.dir, path));
    const rows = lastOfKeys(dataset, text, isVersions);
    const kept = await this.#aside.copy(path, reason);
    await this.#replace(path, textOf(dataset, rows));
    this.#done.push(`${path} keeps the last row of each key; as it was it is kept as ${kept}`);
  }

  async #mendRuns(): Promise<void> {
    const lines = await readRunLines(this.#options.dir);
    if (lines === null) return;
    const reason = "the record of runs is not sound";
    if (!lines.isOurs) {
      this.#done.push(
        `${RUNS} moved to ${await this.#aside.move(RUNS, reason)}: it is not the record of runs`,
      );
      return;
    }
    const kept = await this.#aside.copy(RUNS, reason);
    await this.#replace(RUNS, `${RUN_COLUMNS.join(",")}\n${lines.sound.join("")}`);
    this.#done.push(`${RUNS} keeps its ${lines.sound.length} sound lines; as it was it is kept as ${kept}`);
  }

  async #replace(path: string, text: string): Promise<void> {
    const bytes = new TextEncoder().encode(text);
    await this.#writer.write(join(this.#options.dir, path), bytes, path.replaceAll("/", "_"));
  }

  #datasetOf(path: string): Dataset | undefined {
    const name = parseFileName(path, this.#options.datasets)?.dataset;
    return this.#options.datasets.find((dataset) => dataset.name === name);
  }
}

/** Text of a file with these lines. */
function textOf(dataset: Dataset, rows: readonly string[]): string {
  return formatRows(dataset, []) + rows.map((row) => `${row}\n`).join("");
}

/** The last line of each key, in the order of the first; of earlier versions each line once. */
function lastOfKeys(dataset: Dataset, text: string, isVersions = false): string[] {
  const last = new Map<string, string>();
  for (const { key, text: row } of recordsOf(dataset, new TextEncoder().encode(text))) {
    last.set(isVersions ? row : key, row);
  }
  return [...last.values()];
}

/** Lines of a damaged file that are rows, each on its own; none where its header is another. */
function readableRows(dataset: Dataset, bytes: Uint8Array): string[] {
  const [first, ...lines] = new TextDecoder().decode(bytes).split("\n");
  if (first !== header(dataset).join(",")) return [];
  const ledger = createLedger(dataset);
  // What follows the last line feed was being written, or is nothing.
  return lines.slice(0, -1).filter((line) => {
    // What was no UTF-8 is not what it was.
    if (line.includes("\ufffd")) return false;
    try {
      return ledger.read(new TextEncoder().encode(textOf(dataset, [line]))).rows === 1;
    } catch (error) {
      if (error instanceof SyntaxError) return false;
      throw error;
    }
  });
}
