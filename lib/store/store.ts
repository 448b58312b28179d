import { join } from "node:path";
import type { Dataset, DatasetName, Row } from "@/lib/datasets/dataset.ts";
import type { Logger } from "@/lib/telemetry/logger.ts";
import { AtomicWriter, type Disk, removeLeftovers } from "./atomic.ts";
import type { CatalogFile } from "./catalog.ts";
import { type DamagedFile, describe, encodeRows, readRows } from "./data_file.ts";
import { Descriptions } from "./descriptions.ts";
import { type Change, Holdings } from "./holdings.ts";
import { acquire, type Lease, withLock } from "./lease.ts";
import type { Ledger } from "./ledger.ts";
import { mergeRows, newRows } from "./merge.ts";
import { Quarantine } from "./quarantine.ts";
import { RunLog } from "./run_log.ts";
import { Serial } from "./serial.ts";
import { isStamp, type Stamp, stampOf, timeOfStamp } from "./stamp.ts";
import { StateFiles } from "./state.ts";
import { messageOf, StoreError } from "./store_error.ts";
import {
  createFolders,
  type FileName,
  fileNameOf,
  infoOf,
  INTERNAL,
  list,
  sizeOfRecords,
  space,
} from "./volume.ts";

export type { CatalogFile } from "./catalog.ts";
export type { DamagedFile } from "./data_file.ts";
export type { Change } from "./holdings.ts";

/** Options of {@linkcode Store.open}. */
export interface StoreOptions {
  /** The data folder, the demo's its own. Created where it is missing. */
  readonly dir: string;
  /** The datasets whose files are ours. */
  readonly datasets: readonly Dataset[];
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly logger: Logger;
  /**
   * What data files are written with.
   * @default the real file system
   */
  readonly disk?: Disk;
}

/** What a commit came to. */
export interface Commit {
  /** Whether a file was written. */
  readonly changed: boolean;
  /** The dataset's newest file after it; `null` when there is none. */
  readonly file: CatalogFile | null;
  /** The rows that were new. */
  readonly rows: readonly Row[];
}

/** What the volume uses, bytes. */
export interface Usage {
  /** Of all files below the data folder that are known here: ours, foreign and internal ones. */
  readonly bytes: number;
  readonly files: number;
  /** What this process may still write. */
  readonly freeBytes: number;
  readonly totalBytes: number;
}

/**
 * The files on the volume and the truth they hold. Several processes may have a store on one volume open; each sees
 * its own commits at once and the others' after {@linkcode Store.refresh}.
 *
 * Needs read and write permission for the folder, and `--allow-sys=statfs` for {@linkcode Store.usage}.
 */
export class Store {
  readonly dir: string;
  readonly datasets: readonly Dataset[];
  /** The record of runs. */
  readonly runs: RunLog;
  /** Rows that failed their check. */
  readonly quarantine: Quarantine;
  readonly #holdings: Holdings;
  readonly #writer: AtomicWriter;
  readonly #state: StateFiles;
  readonly #descriptions: Descriptions;
  readonly #logger: Logger;
  readonly #serial = new Serial();
  readonly #listeners = new Set<(change: Change) => void>();
  #foreign: readonly string[] = [];
  #foreignBytes = 0;
  #lastIssued: Stamp = "";

  private constructor(
    { dir, datasets, logger }: StoreOptions,
    parts: { runs: RunLog; quarantine: Quarantine; writer: AtomicWriter },
  ) {
    this.dir = dir;
    this.datasets = datasets;
    this.runs = parts.runs;
    this.quarantine = parts.quarantine;
    this.#writer = parts.writer;
    this.#logger = logger;
    this.#holdings = new Holdings(dir, datasets, logger);
    this.#descriptions = new Descriptions(dir, parts.writer, logger);
    this.#state = new StateFiles(dir, parts.writer, logger);
  }

  /**
   * Opens a volume: creates its folders, clears what killed processes left, reads all files.
   * @throws {StoreError} when the folder cannot be used; a file that cannot be read only counts as damaged
   */
  static async open(options: StoreOptions): Promise<Store> {
    const { dir, now, logger } = options;
    await createFolders(dir);
    const temp = join(dir, INTERNAL, "tmp");
    const leftovers = await removeLeftovers(temp);
    if (leftovers > 0) logger.warning("Unfinished writes removed", { files: leftovers });
    const writer = new AtomicWriter(temp, options.disk);
    const runs = await RunLog.open(dir, now, logger);
    const quarantine = await Quarantine.open(dir, writer, now, logger);
    const store = new Store(options, { runs, quarantine, writer });
    await store.#follow();
    await store.#descriptions.compare(store.#holdings.catalog);
    return store;
  }

  /**
   * Writes what one run learned about a dataset: the rows that are new or say something else than before. A file
   * that a run of the same stamp left is completed; nothing new writes nothing. Rows for keys about which a later
   * file speaks are dropped: they could not change the truth.
   * @param rows in the order of arrival; of equal keys the last counts
   * @throws {RangeError} for a dataset that is not of this store, or a stamp that is none
   * @throws {StoreError} the volume and the ledger are as before then
   */
  async commit(dataset: DatasetName, stamp: Stamp, rows: readonly Row[]): Promise<Commit> {
    const ledger = this.#holdings.ledger(dataset);
    if (!isStamp(stamp)) throw new RangeError(`Cannot commit "${stamp}": wanted a stamp as YYYYMMDD_HHMMSS`);
    const name = fileNameOf(dataset, stamp);
    const lock = join(this.dir, INTERNAL, "commit.lock");
    try {
      return await this.#serial.run(() => withLock(lock, () => this.#commit(name, ledger, rows)));
    } catch (error) {
      throw StoreError.from(`commit "${name.path}"`, error);
    }
  }

  async #commit(name: FileName, ledger: Ledger, rows: readonly Row[]): Promise<Commit> {
    await this.#followFile(name);
    const fresh = newRows(ledger, encodeRows(ledger.dataset, rows).rows, name.order);
    if (fresh.length === 0) return { changed: false, file: this.standing(name.dataset), rows: [] };
    const encoded = encodeRows(
      ledger.dataset,
      mergeRows(ledger.dataset, await readRows(this.dir, name, ledger.dataset), fresh),
    );
    let info: Deno.FileInfo;
    try {
      info = await this.#writer.write(join(this.dir, name.path), encoded.bytes, name.path);
    } catch (error) {
      // The rename may have worked and only the sync after it not: hold what is visible.
      await this.#followFile(name);
      throw error;
    }
    const file = describe(name, encoded.bytes, encoded.rows.length, info);
    const changed = this.#holdings.hold({ file, rows: encoded.rows }, info);
    this.#tell([{ dataset: name.dataset, path: name.path, rows: changed }]);
    return { changed: true, file: this.standing(name.dataset), rows: changed };
  }

  /** The truth about a dataset. The same object for the life of the store. */
  ledger(dataset: DatasetName): Ledger {
    return this.#holdings.ledger(dataset);
  }

  /** Data files, archives first, then by stamp. */
  files(): readonly CatalogFile[] {
    return this.#holdings.catalog.files();
  }

  /** Names of files that are not ours; they are left alone. Links are among them, they are not followed. */
  foreign(): readonly string[] {
    return this.#foreign;
  }

  /** Files of ours that cannot be read; they are left alone and count for nothing. */
  damaged(): readonly DamagedFile[] {
    return [...this.#holdings.damaged.values()];
  }

  /** Newest file of a dataset, `null` when it has none. */
  standing(dataset: DatasetName): CatalogFile | null {
    return this.#holdings.catalog.standing(dataset);
  }

  /** Where a file of the catalog is on disk; `undefined` for every other text, so that a request never names a path. */
  pathOf(fileName: string): string | undefined {
    const file = this.#holdings.catalog.get(fileName);
    return file === undefined ? undefined : join(this.dir, file.path);
  }

  /** Stamp for a run on demand: that second, or the first one later than every stamp on the volume and issued before. */
  nextStamp(ms: number): Stamp {
    const { newestStamp } = this.#holdings.catalog;
    const latest = newestStamp > this.#lastIssued ? newestStamp : this.#lastIssued;
    const wanted = stampOf(ms);
    this.#lastIssued = wanted > latest ? wanted : stampOf(timeOfStamp(latest) + 1000);
    return this.#lastIssued;
  }

  /**
   * Takes over what other processes, or somebody by hand, did to the files.
   * @returns what is another truth now
   * @throws {StoreError} when the folder cannot be listed
   */
  async refresh(): Promise<readonly Change[]> {
    await this.runs.refresh();
    await this.quarantine.refresh();
    return await this.#serial.run(() => this.#follow());
  }

  /**
   * Calls a listener after each commit and refresh that changed the truth.
   * @returns ends that
   */
  onChange(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The right to ingest; `null` when another process has it. */
  async lease(): Promise<Lease | null> {
    return await acquire(join(this.dir, INTERNAL, "lease"));
  }

  /** What was last written under a name, by whatever process; `undefined` when there is nothing that can be read. */
  readState(name: string): unknown {
    return this.#state.read(name);
  }

  /** Remembers a small value under a name. */
  async writeState(name: string, value: unknown): Promise<void> {
    await this.#state.write(name, value);
  }

  /** Brings what describes the files up to date, at the end of a run: `catalog.json` and `datapackage.json`. */
  async writeDataPackage(): Promise<void> {
    await this.#serial.run(() => this.#descriptions.write(this.datasets, this.#holdings.catalog));
  }

  /** What the volume uses and has left. */
  async usage(): Promise<Usage> {
    const { catalog, damaged } = this.#holdings;
    const other = await sizeOfRecords(this.dir);
    const bytes = catalog.bytes + damaged.values().reduce((sum, file) => sum + file.bytes, 0);
    const files = catalog.files().length + damaged.size + this.#foreign.length + other.files;
    return { bytes: bytes + this.#foreignBytes + other.bytes, files, ...await space(this.dir) };
  }

  /** Whether something can be written; tries it. */
  async writable(): Promise<boolean> {
    const path = join(this.dir, INTERNAL, "writable");
    try {
      await this.#writer.write(path, new TextEncoder().encode(`${Deno.pid}\n`), "writable");
      return true;
    } catch (error) {
      this.#logger.warning("Volume is not writable", { reason: messageOf(error) });
      return false;
    }
  }

  async #follow(): Promise<readonly Change[]> {
    const listing = await list(this.dir, this.datasets);
    this.#foreign = listing.foreign;
    this.#foreignBytes = listing.foreignBytes;
    return this.#tell(await this.#holdings.follow(listing));
  }

  async #followFile(name: FileName): Promise<void> {
    const info = await infoOf(join(this.dir, name.path));
    this.#tell(await this.#holdings.followFile(name, info?.isFile ? info : null));
  }

  #tell(changes: readonly Change[]): readonly Change[] {
    for (const change of changes) {
      for (const listener of this.#listeners) {
        try {
          listener(change);
        } catch (error) {
          // The commit stands, whatever a listener makes of it.
          this.#logger.error("Listener failed", { dataset: change.dataset, file: change.path, error });
        }
      }
    }
    return changes;
  }
}
