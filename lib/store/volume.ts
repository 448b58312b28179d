import { join } from "node:path";
import { statfs } from "node:fs/promises";
import { createShared } from "./sharing.ts";
import { StoreError } from "./store_error.ts";

/** Folder for what is internal or can be rebuilt. */
export const INTERNAL = ".quarterhour";
/** Folder of closed months. */
export const ARCHIVE = "archive";
/** Folder of the versions that archived rows had before their last. */
export const VERSIONS = `${ARCHIVE}/versions`;
/** The record of runs. */
export const RUNS = "runs.csv";
/** Frictionless description of the volume. */
export const PACKAGE = "datapackage.json";

/** Creates the folders, where they are missing. */
export async function createFolders(dir: string): Promise<void> {
  try {
    await createShared(dir);
    for (const path of [INTERNAL, `${INTERNAL}/tmp`, `${INTERNAL}/state`, `${INTERNAL}/quarantine`]) {
      await createShared(join(dir, path));
      // What we write must stay on the volume: a link could lead anywhere.
      if ((await Deno.lstat(join(dir, path))).isSymlink) {
        throw new StoreError(`Cannot use "${path}": it is a link, wanted a folder`, "damaged");
      }
    }
  } catch (error) {
    throw StoreError.from(`create the data folder "${dir}"`, error);
  }
}

/**
 * Names of what a folder holds; a link is no folder. Asked for at once: one name after the other would take a while.
 * @param prefix in front of each
 * @throws {StoreError}
 */
export function namesIn(folder: string, prefix: string): { files: string[]; folders: string[] } {
  const files: string[] = [];
  const folders: string[] = [];
  try {
    for (const entry of Deno.readDirSync(folder)) {
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
  const { files, folders } = namesIn(folder, `${folder}/`);
  const infos = await Promise.all(files.map(infoOf));
  for (const inner of folders) infos.push(...await infosBelow(inner));
  return infos;
}

/** Space on the file system of a folder, bytes; `free` is what an unprivileged process may use. */
export async function space(dir: string): Promise<{ freeBytes: number; totalBytes: number }> {
  const { bsize, bavail, blocks } = await statfs(dir);
  return { freeBytes: bsize * bavail, totalBytes: bsize * blocks };
}
