import type { DatasetName } from "@/lib/datasets/dataset.ts";
import { orderOf, type Stamp } from "./stamp.ts";

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
  readonly #standing = new Map<DatasetName, CatalogFile>();
  #sorted: readonly CatalogFile[] | null = null;
  #newest: Stamp = "";
  #revision = 0;

  /** All files, archives first, then by stamp, then by name. A snapshot. */
  files(): readonly CatalogFile[] {
    return this.#sorted ??= [...this.#files.values()].sort(byOrder);
  }

  get(path: string): CatalogFile | undefined {
    return this.#files.get(path);
  }

  /** Newest file of a dataset. */
  standing(dataset: DatasetName): CatalogFile | null {
    return this.#standing.get(dataset) ?? null;
  }

  /** Latest stamp that was ever in it, empty when none was; archives have none. */
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
    return bytes;
  }

  set(file: CatalogFile): void {
    this.#revision++;
    this.#files.set(file.path, file);
    this.#sorted = null;
    const standing = this.#standing.get(file.dataset);
    if (standing === undefined || byOrder(standing, file) <= 0) this.#standing.set(file.dataset, file);
    if (!file.archived && file.stamp > this.#newest) this.#newest = file.stamp;
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
    return `{"version":1,"files":[\n${this.files().map((file) => JSON.stringify(file)).join(",\n")}\n]}\n`;
  }

  /** Compares with what `catalog.json` said. */
  compare(text: string): Disagreement {
    const said = read(text);
    let unknown = 0;
    let changed = 0;
    const silently: string[] = [];
    for (const file of this.#files.values()) {
      const before = said.get(file.path);
      if (before === undefined) unknown++;
      else if (JSON.stringify(before) !== JSON.stringify(file)) {
        changed++;
        if (before.bytes === file.bytes && before.mtimeMs === file.mtimeMs) silently.push(file.path);
      }
    }
    const missing = said.keys().filter((path) => !this.#files.has(path)).toArray().length;
    return { unknown, missing, changed, silently };
  }
}

function byOrder(a: CatalogFile, b: CatalogFile): number {
  return orderOf(a.stamp) - orderOf(b.stamp) || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
}

/** Entries by path; a text that is no catalog, torn for instance, has none. */
function read(text: string): Map<string, Partial<CatalogFile>> {
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
