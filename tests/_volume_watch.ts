import { readFile, recordedRuns } from "./_volume.ts";
import { DATASETS } from "@/lib/datasets/mod.ts";

/** What is on a volume. */
export interface Counts {
  /** Ids of the runs on record. */
  readonly ids: ReadonlySet<string>;
  readonly files: number;
  readonly rows: number;
}

/** Looks at a volume again and again: each time everything is whole, and nothing that was there is gone. */
export class VolumeWatch {
  readonly dir: string;
  /** Files as they were last read, by path. */
  #files = new Map<string, WatchedFile>();
  #keys: ReadonlySet<string> = new Set();
  #ids: ReadonlySet<string> = new Set();

  constructor(dir: string) {
    this.dir = dir;
  }

  /** @throws {Error} for a partial or doubled row, a torn line, an unknown file, or a row or run that is gone */
  async check(): Promise<Counts> {
    const files = new Map<string, WatchedFile>();
    for (const path of [...await namesIn(this.dir, ""), ...await namesIn(this.dir, "archive/")]) {
      if (!OTHERS.has(path)) files.set(path, await this.#read(path));
    }
    // A file may go into the archive; the rows it had may not go anywhere.
    const keys = new Set(files.values().flatMap((file) => file.keys));
    for (const key of this.#keys) if (!keys.has(key)) throw new Error(`The row ${key} is gone`);
    const ids = new Set(await recordedRuns(this.dir));
    for (const id of this.#ids) if (!ids.has(id)) throw new Error(`Run ${id} is gone from runs.csv`);
    [this.#files, this.#keys, this.#ids] = [files, keys, ids];
    return { ids, files: files.size, rows: files.values().reduce((sum, file) => sum + file.keys.length, 0) };
  }

  /** Whether there were quotes of a symbol at the last look. */
  hasQuotesOf(symbol: string): boolean {
    const start = JSON.stringify(["stock_quotes", symbol]).slice(0, -1);
    return this.#keys.values().some((key) => key.startsWith(start));
  }

  async #read(path: string): Promise<WatchedFile> {
    const { ino, size, mtime } = await Deno.stat(`${this.dir}/${path}`);
    const version = `${ino} ${size} ${mtime?.getTime()}`;
    const before = this.#files.get(path);
    if (before?.version === version) return before;
    const match = /^(?:archive\/)?([a-z_]+)_(?:\d{8}_)?\d{6}\.csv$/.exec(path);
    const dataset = DATASETS.find((dataset) => dataset.name === match?.[1]);
    if (dataset === undefined) throw new Error(`${path} has no business here`);
    const { rows } = readFile(path, dataset, await Deno.readTextFile(`${this.dir}/${path}`));
    const keyOf = (row: Readonly<Record<string, string>>) =>
      JSON.stringify([dataset.name, ...dataset.key.map((column) => row[column])]);
    return { version, keys: rows.map(keyOf) };
  }
}

interface WatchedFile {
  readonly version: string;
  /** With the dataset's name in front. */
  readonly keys: readonly string[];
}

async function namesIn(dir: string, prefix: string): Promise<string[]> {
  try {
    const entries = await Array.fromAsync(Deno.readDir(`${dir}/${prefix}`));
    return entries.filter(({ isFile }) => isFile).map(({ name }) => prefix + name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

/** What is on a volume beside data files. */
const OTHERS: ReadonlySet<string> = new Set(["runs.csv", "datapackage.json"]);
