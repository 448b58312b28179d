import { join } from "node:path";
import type { Dataset, DatasetName, Row } from "@/lib/datasets/dataset.ts";
import type { Logger } from "@/lib/telemetry/logger.ts";
import { AtomicWriter, type Disk, removeLeftovers } from "./atomic.ts";
import type { CatalogFile } from "./catalog.ts";
import { type Commit, commit } from "./commit.ts";
import { Contents } from "./contents.ts";
import type { DamagedFile } from "./data_file.ts";
import type { Change } from "./holdings.ts";
import { examine, type VolumeCondition } from "./condition.ts";
import { acquire, type Lease } from "./lease.ts";
import type { Ledger } from "./ledger.ts";
import { Quarantine } from "./quarantine.ts";
import { Presence } from "./presence.ts";
import type { RetentionOptions } from "./retention.ts";
import { placeOf, type RowPlace } from "./row_place.ts";
import { RunLog } from "./run_log.ts";
import { type Stamp, stampOf, timeOfStamp } from "./stamp.ts";
import { StateFiles } from "./state.ts";
import { messageOf, unlessRefused } from "./store_error.ts";
import { Upkeep } from "./upkeep.ts";
import { TimeMachine, type TruthAt } from "./time_machine.ts";
import { createFolders, infoOf, INTERNAL, sizeOfRecords } from "./volume.ts";

export type { CatalogFile } from "./catalog.ts";
export type { VolumeCondition, VolumeState } from "./condition.ts";
export type { Commit } from "./commit.ts";
export type { DamagedFile } from "./data_file.ts";
export type { Change } from "./holdings.ts";
export type { TruthAt } from "./time_machine.ts";
export type { UpkeepStatus } from "./upkeep.ts";

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
  /**
   * How much is kept.
   * @default 400 days, 2 GiB
   */
  readonly retention?: RetentionOptions;
}

const RETENTION: RetentionOptions = { days: 400, bytes: 2 * 1024 ** 3 };

/** What the volume uses, bytes. */
export interface Usage {
  /** Of all files below the data folder that are known here: ours, foreign and internal ones. */
  readonly bytes: number;
  readonly files: number;
  /** What this process may still write; it and the total are 0 while the volume cannot be asked. */
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
  /** Archive, retention, room: for who has the lease. */
  readonly upkeep: Upkeep;
  readonly #contents: Contents;
  readonly #past: TimeMachine;
  readonly #state: StateFiles;
  readonly #logger: Logger;
  readonly #now: () => number;
  #lastIssued: Stamp = "";
  #condition: VolumeCondition;

  private constructor(contents: Contents, runs: RunLog, quarantine: Quarantine, options: StoreOptions) {
    this.dir = contents.dir;
    this.datasets = contents.datasets;
    this.runs = runs;
    this.quarantine = quarantine;
    this.#contents = contents;
    this.#logger = contents.logger;
    this.#past = new TimeMachine(contents);
    this.#state = new StateFiles(contents.dir, contents.writer, contents.logger);
    const { now, logger, retention = RETENTION } = options;
    this.#now = now;
    this.#condition = { state: "ok", detail: "", since: now() };
    this.upkeep = new Upkeep({ contents, state: this.#state, retention, now, logger });
  }

  /**
   * Opens a volume: creates its folders, clears what killed processes left, reads all files. One that takes no writes
   * is read as it is.
   * @throws {StoreError} when the folder cannot be used; a file that cannot be read only counts as damaged
   */
  static async open(options: StoreOptions): Promise<Store> {
    const { dir, now, logger } = options;
    const temp = join(dir, INTERNAL, "tmp");
    const writer = new AtomicWriter(temp, options.disk);
    const presence = new Presence(dir);
    const refusal = await unlessRefused("write to the volume", async () => {
      await createFolders(dir);
      const leftovers = await removeLeftovers(temp);
      if (leftovers > 0) logger.warning("Unfinished writes removed", { files: leftovers });
      await presence.remember(true);
    });
    if (refusal !== null) {
      // Where there is no folder to read there is nothing to serve.
      if (await infoOf(dir) === null) throw refusal;
      await presence.remember(false);
      logger.warning("Volume takes no writes", { reason: refusal.message });
    }
    const runs = await RunLog.open(dir, now, logger, presence, refusal === null);
    const quarantine = await Quarantine.open(dir, writer, now, logger, presence);
    const contents = new Contents(dir, options.datasets, writer, logger, presence);
    await contents.open();
    return new Store(contents, runs, quarantine, options);
  }

  /**
   * Writes what one run learned about a dataset: the rows that are new or say something else than before. A file
   * that a run of the same stamp left is completed; nothing new writes nothing. Rows for keys about which a later
   * file speaks are dropped: they could not change the truth.
   * @param rows in the order of arrival; of equal keys the last counts
   * @throws {RangeError} for a dataset that is not of this store, or a stamp that is none
   * @throws {StoreError} the volume and the ledger are as before then
   */
  commit(dataset: DatasetName, stamp: Stamp, rows: readonly Row[]): Promise<Commit> {
    return commit(this.#contents, dataset, stamp, rows);
  }

  /** The truth about a dataset. The same object for the life of the store. */
  ledger(dataset: DatasetName): Ledger {
    return this.#contents.holdings.ledger(dataset);
  }

  /** Data files, archives first, then by stamp. */
  files(): readonly CatalogFile[] {
    return this.#contents.holdings.catalog.files();
  }

  /** Bytes of all files in the data folder but the project's own records. */
  get bytes(): number {
    return this.#contents.bytes;
  }

  /** Names of files that are not ours; they are left alone. Links are among them, they are not followed. */
  foreign(): readonly string[] {
    return this.#contents.foreign.paths;
  }

  /** Files of ours that cannot be read; they are left alone and count for nothing. */
  damaged(): readonly DamagedFile[] {
    return [...this.#contents.holdings.damaged.values()];
  }

  /** Newest file of a dataset, `null` when it has none. */
  standing(dataset: DatasetName): CatalogFile | null {
    return this.#contents.holdings.catalog.standing(dataset);
  }

  /** Where a file of the catalog is on disk; `undefined` for every other text, so that a request never names a path. */
  pathOf(fileName: string): string | undefined {
    const file = this.#contents.holdings.catalog.get(fileName);
    return file === undefined ? undefined : join(this.dir, file.path);
  }

  /** Latest time in a stamp or at the end of the last run, epoch milliseconds; 0 on an empty volume. */
  get newestAt(): number {
    const { newestStamp } = this.#contents.holdings.catalog;
    const ended = Date.parse(this.runs.last()?.finished_at ?? "");
    return Math.max(newestStamp === "" ? 0 : timeOfStamp(newestStamp), Number.isNaN(ended) ? 0 : ended);
  }

  /** Stamp for a run on demand: that second, or the first one later than every stamp on the volume and issued before. */
  nextStamp(ms: number): Stamp {
    const { newestStamp } = this.#contents.holdings.catalog;
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
    return await this.#contents.exclusively(() => this.#contents.look());
  }

  /**
   * Calls a listener after each commit and refresh that changed the truth.
   * @returns ends that
   */
  onChange(listener: (change: Change) => void): () => void {
    return this.#contents.onChange(listener);
  }

  /**
   * The right to ingest; `null` when another process has it.
   * @throws {StoreError} `away` or `denied` where there is nothing to write to
   */
  async lease(): Promise<Lease | null> {
    try {
      return await acquire(join(this.dir, INTERNAL, "lease"));
    } catch (error) {
      await this.#contents.presence.require();
      throw error;
    }
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
    const { descriptions, holdings } = this.#contents;
    await this.#contents.exclusively(() => descriptions.write(this.datasets, holdings.catalog));
  }

  /** What the volume uses and has left. */
  async usage(): Promise<Usage> {
    const { holdings, foreign, bytes } = this.#contents;
    const { catalog, damaged } = holdings;
    const [records, space] = await Promise.all([
      sizeOfRecords(this.dir),
      this.#contents.writer.space(this.dir),
    ]).catch((error) => {
      this.#logger.warning("Use of the volume not known", { reason: messageOf(error) });
      return [{ bytes: 0, files: 0 }, { freeBytes: 0, totalBytes: 0 }] as const;
    });
    const files = catalog.files().length + catalog.versions().length + damaged.size + foreign.paths.length;
    return {
      bytes: bytes + records.bytes,
      files: files + records.files,
      ...space,
    };
  }

  /** State of the volume when it was last examined. */
  get condition(): VolumeCondition {
    return this.#condition;
  }

  /**
   * Looks how the volume is. Never throws.
   * @param mustWrite whether this process writes
   */
  async examine(mustWrite: boolean): Promise<VolumeCondition> {
    const before = this.#condition;
    const found = await examine(this.#contents, mustWrite);
    const since = found.state === before.state ? before.since : this.#now();
    this.#condition = { ...found, since };
    if (found.state !== before.state) {
      this.#logger.warning("Volume is in another state", { ...this.#condition });
    }
    return this.#condition;
  }

  /**
   * What was known at an instant, of each key the last row that had been fetched by then: ledgers to read from as from
   * {@linkcode Store.ledger}. Nothing that came later is seen, corrections included. It costs little after the first
   * time; a few instants are kept.
   * @param instant epoch milliseconds
   * @throws {StoreError} when a file that is needed cannot be read
   */
  at(instant: number): Promise<TruthAt> {
    return this.#past.at(instant);
  }

  /** File and line that hold the row of a key, now or as it was known at an instant: see `placeOf` in row_place.ts. */
  placeOf(dataset: DatasetName, key: string, at: number | null = null): Promise<RowPlace | null> {
    return placeOf(this.#contents, dataset, key, at);
  }
}
