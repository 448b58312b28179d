import { parse } from "@std/csv";
import { DATASETS } from "@/lib/datasets/mod.ts";
import type { QuarantinedRow } from "@/lib/store/quarantine.ts";
import { recordOf, type RunRecord } from "@/lib/store/run_record.ts";
import { readFile } from "../_volume.ts";

/** A row as the text of a file has it, cells by column. */
export type TextRow = Readonly<Record<string, string>>;

/** A data file of a volume. */
export interface TextFile {
  /** Below the data folder. */
  readonly path: string;
  readonly dataset: string;
  /** `YYYYMMDD_HHMMSS`, in the archive `YYYYMM`. */
  readonly stamp: string;
  readonly kind: "loose" | "archive" | "versions";
  readonly rows: readonly TextRow[];
}

/** Folders in which data files are. */
const FOLDERS = [["loose", ""], ["archive", "archive/"], ["versions", "archive/versions/"]] as const;

/**
 * Reads data files with another parser than the program's own, those that count for less first: earlier versions,
 * archives, then loose files by stamp.
 * @param wanted which, by name of the dataset and stamp
 */
export async function dataFiles(
  dir: string,
  wanted: (dataset: string, stamp: string, kind: TextFile["kind"]) => boolean,
): Promise<TextFile[]> {
  const files: TextFile[] = [];
  for (const [kind, folder] of FOLDERS) {
    for (const name of namesIn(`${dir}/${folder}`)) {
      const match = /^([a-z_]+?)_(\d{6}|\d{8}_\d{6})\.csv$/.exec(name);
      const [, dataset = "", stamp = ""] = match ?? [];
      const definition = DATASETS.find((each) => each.name === dataset);
      if (definition === undefined || !wanted(dataset, stamp, kind)) continue;
      const path = folder + name;
      const text = await Deno.readTextFile(`${dir}/${path}`);
      // In the folder of earlier versions a key stands as often as it changed.
      const { rows } = kind === "versions" ? { rows: versionsOf(text) } : readFile(path, definition, text);
      files.push({ path, dataset, stamp, kind, rows });
    }
  }
  const rank = { versions: 0, archive: 1, loose: 2 };
  return files.sort((a, b) => rank[a.kind] - rank[b.kind] || (a.stamp < b.stamp ? -1 : 1));
}

/** The key of a row, as text. */
export function keyText(dataset: string, row: TextRow): string {
  const definition = DATASETS.find((each) => each.name === dataset);
  return JSON.stringify(definition?.key.map((column) => row[column]) ?? null);
}

/** All records of `runs.csv`. */
export async function runRecords(dir: string): Promise<RunRecord[]> {
  const [, ...lines] = (await Deno.readTextFile(`${dir}/runs.csv`)).trimEnd().split("\n");
  return lines.map((line) => {
    const record = recordOf(line);
    if (record === null) throw new Error(`No record of a run: ${line}`);
    return record;
  });
}

/** All rows that are kept aside, those decided about too. */
export async function quarantinedRows(dir: string): Promise<QuarantinedRow[]> {
  const text = await Deno.readTextFile(`${dir}/.quarterhour/quarantine/rows.jsonl`);
  return text.trimEnd().split("\n").map((line) => JSON.parse(line));
}

/** Bytes of all files in a folder and below. */
export async function bytesIn(dir: string): Promise<number> {
  let bytes = 0;
  for await (const { name, isDirectory } of Deno.readDir(dir)) {
    const path = `${dir}/${name}`;
    bytes += isDirectory ? await bytesIn(path) : (await Deno.stat(path)).size;
  }
  return bytes;
}

function namesIn(folder: string): string[] {
  try {
    return Deno.readDirSync(folder).filter(({ isFile }) => isFile).map(({ name }) => name).toArray();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

function versionsOf(text: string): TextRow[] {
  const [header = [], ...records] = parse(text);
  return records.map((cells) =>
    Object.fromEntries(header.map((column, index) => [column, cells[index] ?? ""]))
  );
}
