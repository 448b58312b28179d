import { join } from "node:path";
import { statfs } from "node:fs/promises";
import type { Dataset, DatasetName } from "@/lib/datasets/dataset.ts";
import { isStamp, orderOf, type Stamp } from "./stamp.ts";
import { StoreError } from "./store_error.ts";

/** Folder for what is internal or can be rebuilt. */
export const INTERNAL = ".quarterhour";
/** Folder of closed months. */
export const ARCHIVE = "archive";
/** The record of runs. */
export const RUNS = "runs.csv";
/** Frictionless description of the volume. */
export const PACKAGE = "datapackage.json";

const FILE_NAME = /^([a-z][a-z0-9_]*)_(\d{8}_\d{6})\.csv$/;
const ARCHIVE_NAME = /^([a-z][a-z0-9_]*)_(\d{4}(?:0[1-9]|1[0-2]))\.csv$/;

/** A data file's name, taken apart. */
export interface FileName {
  readonly dataset: DatasetName;
  /** Below the data folder, with `/`. */
  readonly path: string;
  /** `YYYYMMDD_HHMMSS`, in the archive `YYYYMM`. */
  readonly stamp: Stamp;
  readonly archived: boolean;
  /** Place in the order of files. */
  readonly order: number;
}

/** A data file as the folder lists it. */
export interface FoundFile extends FileName {
  readonly info: Deno.FileInfo;
}

/** What the data folder holds. */
export interface Listing {
  readonly ours: readonly FoundFile[];
  /** Everything else but folders and the project's own records; links are among it, they are not followed. */
  readonly foreign: readonly string[];
  /** Bytes of the foreign files. */
  readonly foreignBytes: number;
}

/** Takes a path below the data folder apart, or `null` when no file of ours would be named so. */
export function parseFileName(path: string, datasets: readonly Dataset[]): FileName | null {
  const archived = path.startsWith(`${ARCHIVE}/`);
  const match = archived ? ARCHIVE_NAME.exec(path.slice(ARCHIVE.length + 1)) : FILE_NAME.exec(path);
  const [, name = "", stamp = ""] = match ?? [];
  const dataset = datasets.find((dataset) => dataset.name === name)?.name;
  if (dataset === undefined || !(archived || isStamp(stamp))) return null;
  return { dataset, path, stamp, archived, order: orderOf(stamp) };
}

/** Name of the file that a dataset has for a stamp. */
export function fileNameOf(dataset: DatasetName, stamp: Stamp): FileName {
  return { dataset, path: `${dataset}_${stamp}.csv`, stamp, archived: false, order: orderOf(stamp) };
}

/** Creates the folders, where they are missing. */
export async function createFolders(dir: string): Promise<void> {
  try {
    await Deno.mkdir(dir, { recursive: true });
    for (const path of [INTERNAL, `${INTERNAL}/tmp`, `${INTERNAL}/state`, `${INTERNAL}/quarantine`]) {
      await Deno.mkdir(join(dir, path), { recursive: true });
      // What we write must stay on the volume: a link could lead anywhere.
      if ((await Deno.lstat(join(dir, path))).isSymlink) {
        throw new StoreError(`Cannot use "${path}": it is a link, wanted a folder`, "denied");
      }
    }
  } catch (error) {
    throw StoreError.from(`create the data folder "${dir}"`, error);
  }
}

/** Lists the data folder and its archive. Follows no link, descends into no other folder. */
export async function list(dir: string, datasets: readonly Dataset[]): Promise<Listing> {
  const ours: FoundFile[] = [];
  const foreign: string[] = [];
  let foreignBytes = 0;
  const names = await namesIn(dir, "");
  if (names.folders.includes(ARCHIVE)) {
    names.files.push(...(await namesIn(join(dir, ARCHIVE), `${ARCHIVE}/`)).files);
  }
  await forEach(names.files.sort(), async (path) => {
    const info = await infoOf(join(dir, path));
    if (info === null) return;
    const name = info.isFile ? parseFileName(path, datasets) : null;
    if (name !== null) ours.push({ ...name, info });
    else if (path !== RUNS && path !== PACKAGE) {
      foreign.push(path);
      foreignBytes += info.size;
    }
  });
  return { ours: ours.sort((a, b) => a.order - b.order), foreign: foreign.sort(), foreignBytes };
}

async function namesIn(folder: string, prefix: string): Promise<{ files: string[]; folders: string[] }> {
  const files: string[] = [];
  const folders: string[] = [];
  try {
    for await (const entry of Deno.readDir(folder)) {
      (entry.isDirectory ? folders : files).push(prefix + entry.name);
    }
  } catch (error) {
    throw StoreError.from(`list "${folder}"`, error);
  }
  return { files, folders };
}

/** A file's information without following a link, or `null` when it is gone. */
export async function infoOf(path: string): Promise<Deno.FileInfo | null> {
  try {
    return await Deno.lstat(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw StoreError.from(`look at "${path}"`, error);
  }
}

/** Does some work for each item, a few at a time: more would not be faster, and hold as many files open. */
export async function forEach<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
  concurrency = 32,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const item = items[next++];
      if (item !== undefined) await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, worker));
}

/** Bytes and number of the files that are the project's own records. */
export async function sizeOfRecords(dir: string): Promise<{ bytes: number; files: number }> {
  const infos = [
    await infoOf(join(dir, RUNS)),
    await infoOf(join(dir, PACKAGE)),
    ...await infosBelow(join(dir, INTERNAL)),
  ];
  const files = infos.filter((info) => info !== null);
  return { bytes: files.reduce((sum, { size }) => sum + size, 0), files: files.length };
}

async function infosBelow(folder: string): Promise<(Deno.FileInfo | null)[]> {
  const { files, folders } = await namesIn(folder, `${folder}/`);
  const infos = await Promise.all(files.map(infoOf));
  for (const inner of folders) infos.push(...await infosBelow(inner));
  return infos;
}

/** Space on the file system of a folder, bytes; `free` is what an unprivileged process may use. */
export async function space(dir: string): Promise<{ freeBytes: number; totalBytes: number }> {
  const { bsize, bavail, blocks } = await statfs(dir);
  return { freeBytes: bsize * bavail, totalBytes: bsize * blocks };
}
