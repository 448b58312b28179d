import type { DatasetName } from "@/lib/datasets/dataset.ts";
import { lastStampOf, orderOf, type Stamp } from "./stamp.ts";

/** One data file on the volume. */
export interface CatalogFile {
  readonly dataset: DatasetName;
  /** Below the data folder, with `/`. */
  readonly path: string;
  /** `YYYYMMDD_HHMMSS`, in the archive `YYYYMM`. */
  readonly stamp: Stamp;
  readonly rows: number;
  readonly bytes: number;
  /** Of the bytes, hexadecimal. */
  readonly sha256: string;
  /** Time of last change, epoch milliseconds. */
  readonly mtimeMs: number;
  readonly archived: boolean;
  /** When the row that was fetched first was, epoch milliseconds; 0 where that is not known. */
  readonly oldestMs: number;
}

/** Where `catalog.json` and the files disagree. */
export interface Disagreement {
  /** Files that the catalog does not know. */
  readonly unknown: number;
  /** Files that the catalog knows and the folder does not have. */
  readonly missing: number;
  /** Files of another size, time or content than the catalog says. */
  readonly changed: number;
  /** Names of those whose content changed though size and time did not: nobody but a failing medium does that. */
  readonly silently: readonly string[];
}

/** The data files, by path, in memory. What is on disk of it, `catalog.json`, describes and never decides. */
export class Catalog {
  readonly #files = new Map<string, CatalogFile>();
  /** Files of earlier versions, by path: no part of the truth. */
  readonly #versions = new Map<string, CatalogFile>();
  readonly #standing = new Map<DatasetName, CatalogFile>();
  #sorted: readonly CatalogFile[] | null = null;
  #newest: Stamp = "";
  #revision = 0;

  /** All files that are part of the truth, an archive before the files of its month. A snapshot. */
  files(): readonly CatalogFile[] {
    return this.#sorted ??= [...this.#files.values()].sort(byOrder);
  }

  get(path: string): CatalogFile | undefined {
    return this.#files.get(path);
  }

  /** Files of earlier versions of archived rows. */
  versions(): readonly CatalogFile[] {
    return [...this.#versions.values()];
  }

  /** Newest file of a dataset. */
  standing(dataset: DatasetName): CatalogFile | null {
    return this.#standing.get(dataset) ?? null;
  }

  /** Latest stamp that was ever in it, empty when none was; an archive may have had its month's last. */
  get newestStamp(): Stamp {
    return this.#newest;
  }

  /** Another number after each change. */
  get revision(): number {
    return this.#revision;
  }

  /** Of all files. */
  get bytes(): number {
    let bytes = 0;
    for (const file of this.#files.values()) bytes += file.bytes;
    for (const file of this.#versions.values()) bytes += file.bytes;
    return bytes;
  }

  /** Takes the place of all files of earlier versions. */
  setVersions(files: readonly CatalogFile[]): void {
    this.#revision++;
    this.#versions.clear();
    for (const file of files) this.#versions.set(file.path, file);
  }

  set(file: CatalogFile): void {
    this.#revision++;
    this.#files.set(file.path, file);
    this.#sorted = null;
    const standing = this.#standing.get(file.dataset);
    if (standing === undefined || byOrder(standing, file) <= 0) this.#standing.set(file.dataset, file);
    const stamp = file.archived ? lastStampOf(file.stamp) : file.stamp;
    if (stamp > this.#newest) this.#newest = stamp;
  }

  delete(path: string): void {
    const file = this.#files.get(path);
    if (file === undefined) return;
    this.#revision++;
    this.#files.delete(path);
    this.#sorted = null;
    if (this.#standing.get(file.dataset)?.path !== path) return;
    this.#standing.delete(file.dataset);
    const next = this.files().findLast(({ dataset }) => dataset === file.dataset);
    if (next !== undefined) this.#standing.set(file.dataset, next);
  }

  /** Text of `catalog.json`. */
  toText(): string {
    const lines = [...this.files(), ...this.versions()].map((file) => JSON.stringify(file));
    return `{"version":1,"files":[\n${lines.join(",\n")}\n]}\n`;
  }

  /** Compares with what `catalog.json` said. */
  compare(said: ReadonlyMap<string, Partial<CatalogFile>>): Disagreement {
    let unknown = 0;
    let changed = 0;
    const silently: string[] = [];
    for (const file of [...this.#files.values(), ...this.#versions.values()]) {
      const before = said.get(file.path);
      if (before === undefined) unknown++;
      else if (!isEqual(before, file)) {
        changed++;
        if (before.bytes === file.bytes && before.mtimeMs === file.mtimeMs && before.sha256 !== file.sha256) {
          silently.push(file.path);
        }
      }
    }
    const missing = said.keys().filter((path) => !this.#files.has(path) && !this.#versions.has(path))
      .toArray().length;
    return { unknown, missing, changed, silently };
  }
}

function isEqual(a: Partial<CatalogFile>, b: CatalogFile): boolean {
  return a.sha256 === b.sha256 && a.bytes === b.bytes && a.mtimeMs === b.mtimeMs && a.rows === b.rows &&
    a.oldestMs === b.oldestMs && a.dataset === b.dataset && a.stamp === b.stamp && a.archived === b.archived;
}

function byOrder(a: CatalogFile, b: CatalogFile): number {
  return orderOf(a.stamp) - orderOf(b.stamp) || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
}

/** Entries of `catalog.json` by path; a text that is none, torn for instance, has none. */
export function entriesOf(text: string): Map<string, Partial<CatalogFile>> {
  const entries = new Map<string, Partial<CatalogFile>>();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Nothing is lost: every file counts as unknown then, and the catalog is written anew.
    return entries;
  }
  const files = typeof value === "object" && value !== null && "files" in value ? value.files : null;
  for (const file of Array.isArray(files) ? files : []) {
    if (typeof file?.path === "string") entries.set(file.path, file);
  }
  return entries;
}
