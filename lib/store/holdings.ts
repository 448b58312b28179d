import { join } from "node:path";
import type { Dataset, DatasetName, Row } from "@/lib/datasets/dataset.ts";
import { keyOf } from "@/lib/datasets/keys.ts";
import type { Logger } from "@/lib/telemetry/logger.ts";
import { Catalog } from "./catalog.ts";
import { type DamagedFile, type Loaded, loadFile } from "./data_file.ts";
import { Ledger } from "./ledger.ts";
import { orderOf } from "./stamp.ts";
import { type FileName, forEach, type FoundFile, infoOf, type Listing, parseFileName } from "./volume.ts";

/** What became another truth by one file. */
export interface Change {
  readonly dataset: DatasetName;
  /** Name of the file that brought it, or that is gone. */
  readonly path: string;
  /** New last rows of their keys. */
  readonly rows: readonly Row[];
  /** How many keys are gone, when a file was removed or lost rows: the ledger was rebuilt then. */
  readonly removed?: number;
}

/** What the data files hold, in memory: catalog, ledgers, and which files cannot be read. */
export class Holdings {
  readonly catalog = new Catalog();
  /** Files of ours that cannot be read, by path. */
  readonly damaged = new Map<string, DamagedFile>();
  readonly datasets: readonly Dataset[];
  readonly #dir: string;
  readonly #logger: Logger;
  readonly #ledgers: ReadonlyMap<string, Ledger>;
  /** Which version of each file is held. */
  readonly #versions = new Map<string, string>();

  constructor(dir: string, datasets: readonly Dataset[], logger: Logger) {
    this.#dir = dir;
    this.#logger = logger;
    this.datasets = datasets;
    this.#ledgers = new Map(datasets.map((dataset) => [dataset.name, new Ledger(dataset)]));
  }

  /** @throws {RangeError} for a name that is no dataset of this store */
  ledger(name: string): Ledger {
    const ledger = this.#ledgers.get(name);
    if (ledger === undefined) {
      throw new RangeError(
        `Cannot find dataset "${name}": wanted one of ${[...this.#ledgers.keys()].join(", ")}`,
      );
    }
    return ledger;
  }

  /** Takes over every difference between a whole listing and what is held. */
  async follow(listing: Listing): Promise<Change[]> {
    const there = new Set(listing.ours.map(({ path }) => path));
    const gone = this.#versions.keys().filter((path) => !there.has(path)).toArray();
    const found = listing.ours.filter(({ path, info }) => this.#versions.get(path) !== versionOf(info));
    return await this.#take(found, gone);
  }

  /** Takes over what happened to one file: `info` is `null` when it is not there. */
  async followFile(name: FileName, info: Deno.FileInfo | null): Promise<Change[]> {
    const held = this.#versions.get(name.path);
    if (info === null) return held === undefined ? [] : await this.#take([], [name.path]);
    return held === versionOf(info) ? [] : await this.#take([{ ...name, info }], []);
  }

  /**
   * Takes over a file as it now stands.
   * @returns the rows that changed the truth
   */
  hold({ file, rows }: Loaded, info: Deno.FileInfo): readonly Row[] {
    this.damaged.delete(file.path);
    this.catalog.set(file);
    this.#versions.set(file.path, versionOf(info));
    return this.ledger(file.dataset).apply(rows, orderOf(file.stamp));
  }

  async #take(found: readonly FoundFile[], gone: readonly string[]): Promise<Change[]> {
    const changes: Change[] = [];
    /** Datasets that lost rows, with the file that did. */
    const losses = new Map<DatasetName, string>();
    for (const path of gone) {
      this.#versions.delete(path);
      this.damaged.delete(path);
      const file = this.catalog.get(path);
      if (file !== undefined) losses.set(file.dataset, path);
      this.catalog.delete(path);
    }
    await forEach(found, async (file) => {
      const { dataset, path, info } = file;
      const ledger = this.ledger(dataset);
      const result = await loadFile(this.#dir, file, ledger.dataset, info);
      // Gone since it was listed: the next look tells.
      if (result === null) return;
      const known = this.catalog.get(path) !== undefined;
      if ("reason" in result) {
        this.#versions.set(path, versionOf(info));
        this.damaged.set(path, result);
        this.#logger.error("Data file is damaged", { file: path, reason: result.reason });
        this.catalog.delete(path);
        if (known) losses.set(dataset, path);
        return;
      }
      if (known && lacksRows(ledger, result)) losses.set(dataset, path);
      const rows = this.hold(result, info);
      if (rows.length > 0) changes.push({ dataset, path, rows });
    });
    changes.sort((a, b) => this.#orderOf(a.path) - this.#orderOf(b.path));
    for (const [dataset, path] of losses) changes.push(await this.#rebuild(dataset, path));
    return changes;
  }

  /** Reads all files of a dataset again: the only way to know what stood behind a row that is gone. */
  async #rebuild(dataset: DatasetName, path: string): Promise<Change> {
    const ledger = this.ledger(dataset);
    const rebuilt = new Ledger(ledger.dataset);
    const files = this.catalog.files().filter((file) => file.dataset === dataset);
    await forEach(files, async (file) => {
      const name = { ...file, order: orderOf(file.stamp) };
      const info = await infoOf(join(this.#dir, file.path));
      const result = info === null ? null : await loadFile(this.#dir, name, ledger.dataset, info);
      // Gone or spoilt since it was listed: the next look tells.
      if (info === null || result === null || "reason" in result) return;
      this.catalog.set(result.file);
      this.#versions.set(file.path, versionOf(info));
      rebuilt.apply(result.rows, name.order);
    });
    const change = { dataset, path, ...rebuilt.since(ledger) };
    ledger.become(rebuilt);
    return change;
  }

  #orderOf(path: string): number {
    return parseFileName(path, this.datasets)?.order ?? 0;
  }
}

/** Whether a file no longer has a row that the ledger knows from it. */
function lacksRows(ledger: Ledger, { file, rows }: Loaded): boolean {
  const keys = new Set(rows.map((row) => keyOf(ledger.dataset, row)));
  return ledger.keysFrom(orderOf(file.stamp)).some((key) => !keys.has(key));
}

/** Tells apart what may stand under one name: a rename brings another inode, an edit another time or size. */
function versionOf(info: Deno.FileInfo): string {
  return `${info.ino} ${info.size} ${info.mtime?.getTime()}`;
}
