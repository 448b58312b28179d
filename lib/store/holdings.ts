import type { Dataset, DatasetName, Row } from "@/lib/datasets/dataset.ts";
import type { Logger } from "@/lib/telemetry/logger.ts";
import { Catalog, type CatalogFile } from "./catalog.ts";
import { createLedger } from "./create_ledger.ts";
import { type DamagedFile, describe, loadFile } from "./data_file.ts";
import type { Ledger, Span, Withdrawal } from "./ledger.ts";
import { readFiles } from "./read_files.ts";
import { orderOf } from "./stamp.ts";
import { type FileName, parseFileName } from "./file_name.ts";
import { type FileState, type FoundFile, isSame, type Listing, statesOf } from "./listing.ts";

/** What became another truth by one file. */
export interface Change {
  readonly dataset: DatasetName;
  /** Name of the file that brought it, or that is gone. */
  readonly path: string;
  /** New last rows of their keys. */
  readonly rows: readonly Row[];
  /** How many keys are gone, when a file was removed or lost rows. */
  readonly removed?: number;
}

/** What a look at the files came to. */
interface Taken {
  readonly changes: Change[];
  /** Datasets that lost a file's rows: by which file, and in which other files the rows may stand too. */
  readonly losses: Map<DatasetName, { readonly path: string; readonly span: Span | null }>;
  /** Paths that were read. */
  readonly read: Set<string>;
}

/** What the data files hold, in memory: catalog, ledgers, and which files cannot be read. */
export class Holdings {
  readonly catalog = new Catalog();
  /** Files of ours that cannot be read, by path. */
  readonly damaged = new Map<string, DamagedFile>();
  readonly datasets: readonly Dataset[];
  /** Listed files that were gone when they were to be read, at the last look. */
  missed = 0;
  readonly #dir: string;
  readonly #logger: Logger;
  readonly #ledgers: ReadonlyMap<string, Ledger>;
  /** Which state of each file is held. */
  readonly #held = new Map<string, FileState>();

  constructor(dir: string, datasets: readonly Dataset[], logger: Logger) {
    this.#dir = dir;
    this.#logger = logger;
    this.datasets = datasets;
    this.#ledgers = new Map(datasets.map((dataset) => [dataset.name, createLedger(dataset)]));
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

  /**
   * Takes over every difference between a whole listing and what is held.
   * @param isTold whether to answer what changed: not where everything is new
   * @param known what `catalog.json` said; it is believed of earlier versions alone, which only a look back shows
   */
  async follow(
    listing: Listing,
    isTold = true,
    known: ReadonlyMap<string, Partial<CatalogFile>> = new Map(),
  ): Promise<Change[]> {
    this.missed = 0;
    const there = new Set([...listing.ours, ...listing.versions].map(({ path }) => path));
    const gone = this.#held.keys().filter((path) => !there.has(path)).toArray();
    const changes = await this.#take(listing.ours.filter((file) => this.#isOther(file)), gone, isTold);
    await this.#takeVersions(listing.versions, known);
    if (!isTold) { for (const ledger of this.#ledgers.values()) ledger.trim(); }
    return changes;
  }

  /** Takes over what happened to one file: `state` is `null` when it is not there. */
  async followFile(name: FileName, state: FileState | null): Promise<Change[]> {
    if (state === null) return this.#held.has(name.path) ? await this.#take([], [name.path], true) : [];
    const file = { ...name, state };
    return this.#isOther(file) ? await this.#take([file], [], true) : [];
  }

  /**
   * Takes over archives that were just written, and that the files are gone whose rows are in them.
   * @param isSought whether rows that are gone may stand in other files: not, where the archives have them all
   * @returns what is another truth now
   */
  async swap(
    archives: readonly FoundFile[],
    gone: readonly string[],
    isSought = false,
  ): Promise<Change[]> {
    const main = archives.filter(({ superseded }) => !superseded);
    const changes = await this.#take(main, gone, true, isSought);
    const versions = archives.filter(({ superseded }) => superseded);
    const others = this.catalog.versions().flatMap(({ path }) => {
      const [name, state] = [parseFileName(path, this.datasets), this.#held.get(path)];
      const isOther = name !== null && state !== undefined && !versions.some((file) => file.path === path);
      return isOther && !gone.includes(path) ? [{ ...name, state }] : [];
    });
    await this.#takeVersions([...others, ...versions], new Map());
    return changes;
  }

  /**
   * Takes over a file that was just written.
   * @param rows as they are read back from it: what stood there before, and more
   * @returns the rows that changed the truth
   */
  hold(name: FileName, bytes: Uint8Array, rows: readonly Row[], state: FileState): readonly Row[] {
    const portion = this.ledger(name.dataset).readRows(rows);
    this.#note(describe(name, bytes, portion, state), state);
    return portion.apply(name.order, true);
  }

  /**
   * @param isTold whether to answer what changed
   * @param isSought whether rows whose file is gone may stand in others than those found
   */
  async #take(
    found: readonly FoundFile[],
    gone: readonly string[],
    isTold: boolean,
    isSought = true,
  ): Promise<Change[]> {
    const taken: Taken = { changes: [], losses: new Map(), read: new Set() };
    // What is held of the files that went stays until the others have been asked for it.
    this.#withdraw(gone, taken);
    const expected = isTold ? null : new Expected(found, (dataset) => this.ledger(dataset));
    await readFiles(this.#dir, found, (file, bytes) => {
      expected?.tell(this.ledger(file.dataset), file.state.size);
      this.#takeFile(file, bytes, isTold, taken);
    });
    for (const [dataset, { path, span }] of taken.losses) {
      const rows = isSought ? await this.#readAgain(dataset, span, taken.read) : [];
      const removed = this.ledger(dataset).settle();
      if (rows.length + removed > 0) taken.changes.push({ dataset, path, rows, removed });
    }
    return taken.changes;
  }

  #withdraw(gone: readonly string[], { losses }: Taken): void {
    const files = gone.flatMap((path) => {
      const file = this.catalog.get(path);
      this.#held.delete(path);
      this.damaged.delete(path);
      this.catalog.delete(path);
      return file ?? [];
    });
    for (const [dataset, lost] of Map.groupBy(files, (file) => file.dataset)) {
      const orders = lost.map(({ stamp }) => orderOf(stamp));
      addLoss(losses, dataset, lost.at(-1)?.path ?? "", this.ledger(dataset).withdraw(orders));
    }
  }

  #takeFile(file: FoundFile, bytes: Uint8Array | Error, isTold: boolean, taken: Taken): void {
    const { dataset, path, order, state } = file;
    if (bytes instanceof Deno.errors.NotFound) {
      this.missed++;
      return;
    }
    const ledger = this.ledger(dataset);
    const isKnown = this.catalog.get(path) !== undefined;
    const loaded = loadFile(ledger, file, state, bytes);
    if ("reason" in loaded) {
      this.damaged.set(path, loaded);
      this.#logger.error("Data file is damaged", { file: path, reason: loaded.reason });
      // What the system could not read it may read the next time; what is held of it is the best there is.
      if (bytes instanceof Error) return;
      this.#held.set(path, state);
      this.catalog.delete(path);
      if (isKnown) addLoss(taken.losses, dataset, path, ledger.withdraw([order]));
      return;
    }
    taken.read.add(path);
    const forget = isKnown ? ledger.replace(order) : null;
    const rows = loaded.portion.apply(order, isTold);
    this.#note(loaded.file, state);
    if (rows.length > 0) taken.changes.push({ dataset, path, rows });
    if (forget !== null) addLoss(taken.losses, dataset, path, forget());
  }

  /** Applies once more the files in which rows may stand whose file is gone. */
  async #readAgain(
    dataset: DatasetName,
    span: Span | null,
    read: ReadonlySet<string>,
  ): Promise<readonly Row[]> {
    if (span === null) return [];
    const ledger = this.ledger(dataset);
    const names = this.catalog.files().flatMap(({ path }) => parseFileName(path, [ledger.dataset]) ?? [])
      .filter(({ path, order }) => order >= span.from && order <= span.to && !read.has(path));
    const rows: Row[] = [];
    await readFiles(this.#dir, await statesOf(this.#dir, names), (file, bytes) => {
      const loaded = loadFile(ledger, file, file.state, bytes);
      // Gone or spoilt since it was listed: the next look tells.
      if ("reason" in loaded) this.#held.delete(file.path);
      else for (const row of loaded.portion.apply(file.order, true)) rows.push(row);
    });
    return rows;
  }

  /** Earlier versions are only described: nothing but a look back reads them. */
  async #takeVersions(
    files: readonly FoundFile[],
    known: ReadonlyMap<string, Partial<CatalogFile>>,
  ): Promise<void> {
    if (files.length === 0 && this.catalog.versions().length === 0) return;
    const described = new Map(this.catalog.versions().map((file) => [file.path, file]));
    const others = files.filter((file) => {
      const before = known.get(file.path);
      if (!this.#isOther(file)) return false;
      if (!isComplete(before) || !isOf(before, file.state)) return true;
      described.set(file.path, before);
      this.#held.set(file.path, file.state);
      return false;
    });
    await readFiles(this.#dir, others, (file, bytes) => {
      if (bytes instanceof Deno.errors.NotFound) {
        this.missed++;
        return;
      }
      const loaded = loadFile(this.ledger(file.dataset), file, file.state, bytes);
      this.#held.set(file.path, file.state);
      if ("reason" in loaded) {
        this.damaged.set(file.path, loaded);
        this.#logger.error("Data file is damaged", { file: file.path, reason: loaded.reason });
        described.delete(file.path);
      } else {
        this.damaged.delete(file.path);
        described.set(file.path, loaded.file);
      }
    });
    this.catalog.setVersions(files.flatMap(({ path }) => described.get(path) ?? []));
  }

  #note(file: CatalogFile, state: FileState): void {
    this.damaged.delete(file.path);
    this.catalog.set(file);
    this.#held.set(file.path, state);
  }

  #isOther({ path, state }: FoundFile): boolean {
    const held = this.#held.get(path);
    return held === undefined || !isSame(held, state);
  }
}

/** How much of each dataset is to be read and was. */
class Expected {
  readonly #bytes = new Map<string, { all: number; read: number; largest: number }>();

  constructor(files: readonly FoundFile[], ledgerOf: (dataset: DatasetName) => Ledger) {
    for (const [dataset, all] of Map.groupBy(files, (file) => file.dataset)) {
      const sizes = all.map(({ state }) => state.size);
      const largest = sizes.reduce((a, b) => Math.max(a, b), 0);
      this.#bytes.set(dataset, { all: sizes.reduce((a, b) => a + b, 0), read: 0, largest });
      ledgerOf(dataset).expect(1, largest);
    }
  }

  /** Tells a ledger, before it takes a file. */
  tell(ledger: Ledger, size: number): void {
    const bytes = this.#bytes.get(ledger.dataset.name);
    if (bytes === undefined) return;
    bytes.read += size;
    ledger.expect(bytes.all / Math.max(1, bytes.read), bytes.largest);
  }
}

function addLoss(
  losses: Taken["losses"],
  dataset: DatasetName,
  path: string,
  { rows, span }: Withdrawal,
): void {
  if (rows === 0) return;
  const before = losses.get(dataset)?.span ?? null;
  const both = span === null || before === null
    ? span ?? before
    : { from: Math.min(span.from, before.from), to: Math.max(span.to, before.to) };
  losses.set(dataset, { path, span: both });
}

function isComplete(file: Partial<CatalogFile> | undefined): file is CatalogFile {
  return file !== undefined && typeof file.sha256 === "string" && typeof file.rows === "number" &&
    typeof file.oldestMs === "number" && typeof file.dataset === "string" && typeof file.stamp === "string";
}

function isOf(file: CatalogFile, { size, mtimeMs }: FileState): boolean {
  return file.bytes === size && file.mtimeMs === mtimeMs;
}
