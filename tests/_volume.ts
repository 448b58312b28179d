import { parse } from "@std/csv";
import { type Dataset, DATASETS } from "@/lib/datasets/mod.ts";
import { recordOf, RUN_COLUMNS } from "@/lib/store/run_record.ts";

/** A data file as anybody sees it who opens the folder. */
export interface VisibleFile {
  readonly name: string;
  readonly dataset: Dataset;
  /** Cells by column, as text. */
  readonly rows: readonly Readonly<Record<string, string>>[];
}

/**
 * Reads every data file of a folder with another parser than the program's own bulk one.
 * @throws {Error} for a partial row, a missing last line feed, or two rows of one key in a file
 */
export function visibleFiles(dir: string): Promise<VisibleFile[]> {
  return untilNothingMoves(() => readVisible(dir));
}

/** Lists and reads again where a file went between the two: upkeep archives closed months when a run is over. */
async function untilNothingMoves<T>(read: () => Promise<T>): Promise<T> {
  for (let attempt = 1;; attempt++) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound) || attempt === 10) throw error;
    }
  }
}

async function readVisible(dir: string): Promise<VisibleFile[]> {
  const files: VisibleFile[] = [];
  for await (const { name } of Deno.readDir(dir)) {
    const match = /^([a-z_]+)_\d{8}_\d{6}\.csv$/.exec(name);
    const dataset = DATASETS.find((dataset) => dataset.name === match?.[1]);
    if (dataset !== undefined) files.push(readFile(name, dataset, await Deno.readTextFile(`${dir}/${name}`)));
  }
  return files.sort((a, b) => a.name < b.name ? -1 : 1);
}

/**
 * Reads a data file's text.
 * @throws {Error} as {@linkcode visibleFiles}
 */
export function readFile(name: string, dataset: Dataset, text: string): VisibleFile {
  if (!text.endsWith("\n")) throw new Error(`${name}: its last line is torn`);
  const [header = [], ...records] = parse(text);
  const columns = dataset.columns.map((column) => column.name);
  if (header.join() !== columns.join()) throw new Error(`${name}: its header is ${header.join()}`);
  const keys = new Set<string>();
  const rows = records.map((cells, index) => {
    if (cells.length !== columns.length) {
      throw new Error(`${name}: row ${index + 1} has ${cells.length} cells`);
    }
    const row = Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ""]));
    const key = JSON.stringify(dataset.key.map((column) => row[column]));
    if (keys.has(key)) throw new Error(`${name}: row ${index + 1} repeats the key ${key}`);
    keys.add(key);
    return row;
  });
  return { name, dataset, rows };
}

/**
 * Run ids of `runs.csv`, in its order; none where there is no such file yet.
 * @throws {Error} for a line that is torn or no record, or a run that is there twice
 */
export async function recordedRuns(dir: string): Promise<string[]> {
  let text: string;
  try {
    text = await Deno.readTextFile(`${dir}/runs.csv`);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
  // Made a moment before its first line is written: nothing in it is cut in half.
  if (text === "") return [];
  if (!text.endsWith("\n")) throw new Error("runs.csv: its last line is torn");
  const [header, ...lines] = text.slice(0, -1).split("\n");
  if (header !== RUN_COLUMNS.join()) throw new Error(`runs.csv: its header is ${header}`);
  const ids = lines.map((line) => {
    const record = recordOf(line);
    if (record === null) throw new Error(`runs.csv: no record in the line ${line}`);
    return record.run_id;
  });
  if (new Set(ids).size < ids.length) throw new Error("runs.csv: a run is there twice");
  return ids;
}

/** All files below a folder with their text, internal ones included. */
export function allTexts(dir: string): Promise<[path: string, text: string][]> {
  return untilNothingMoves(() => readTexts(dir));
}

async function readTexts(dir: string): Promise<[path: string, text: string][]> {
  const texts: [string, string][] = [];
  for await (const { name, isDirectory } of Deno.readDir(dir)) {
    const path = `${dir}/${name}`;
    if (isDirectory) texts.push(...await readTexts(path));
    else texts.push([path, await Deno.readTextFile(path)]);
  }
  return texts;
}
