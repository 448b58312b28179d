import { join } from "node:path";
import type { Dataset } from "@/lib/datasets/dataset.ts";
import { Breath } from "./breathe.ts";
import { type FileName, parseFileName } from "./file_name.ts";
import { StoreError } from "./store_error.ts";
import { ARCHIVE, forEach, infoOf, namesIn, PACKAGE, RUNS, VERSIONS } from "./volume.ts";

/** Tells apart what may stand under one name: a rename brings another inode, an edit another time or size. */
export interface FileState {
  readonly ino: number | null;
  /** Bytes. */
  readonly size: number;
  /** Epoch milliseconds. */
  readonly mtimeMs: number;
}

/** A data file as the folder lists it. */
export interface FoundFile extends FileName {
  readonly state: FileState;
}

/** What the data folder holds. */
export interface Listing {
  readonly ours: readonly FoundFile[];
  /** Of earlier versions, oldest first. */
  readonly versions: readonly FoundFile[];
  /** Everything else but folders and the project's own records; links are among it, they are not followed. */
  readonly foreign: readonly string[];
  /** Bytes of the foreign files. */
  readonly foreignBytes: number;
}

/** Lists the data folder and its archive. Follows no link, descends into no other folder. */
export async function list(dir: string, datasets: readonly Dataset[]): Promise<Listing> {
  const ours: FoundFile[] = [];
  const versions: FoundFile[] = [];
  const foreign: string[] = [];
  let foreignBytes = 0;
  const paths = pathsIn(dir);
  await lookAt(dir, paths, (path, info) => {
    const name = info.isFile ? parseFileName(path, datasets) : null;
    if (name !== null) (name.superseded ? versions : ours).push({ ...name, state: stateOf(info) });
    else if (path !== RUNS && path !== PACKAGE) {
      foreign.push(path);
      foreignBytes += info.size;
    }
  });
  return {
    ours: ours.sort(byOrder),
    versions: versions.sort(byOrder),
    foreign: foreign.sort(),
    foreignBytes,
  };
}

function byOrder(a: FileName, b: FileName): number {
  return a.order - b.order || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
}

/** In this order: what moves into the archive meanwhile is listed twice rather than not at all. */
function pathsIn(dir: string): string[] {
  const { files, folders } = namesIn(dir, "");
  if (!folders.includes(ARCHIVE)) return files;
  const archive = namesIn(join(dir, ARCHIVE), `${ARCHIVE}/`);
  const versions = archive.folders.includes(VERSIONS)
    ? namesIn(join(dir, VERSIONS), `${VERSIONS}/`).files
    : [];
  return [...files, ...archive.files, ...versions];
}

/** Files looked at to learn how long it takes, and how long it may on a disk that answers at once, milliseconds. */
const SAMPLE = 64;
const SAMPLE_MS = 40;

/** Looks at files, one after the other where that is fast, else many at once; those that are gone are left out. */
async function lookAt(
  dir: string,
  paths: readonly string[],
  found: (path: string, info: Deno.FileInfo) => void,
): Promise<void> {
  const breath = new Breath();
  const started = performance.now();
  for (const [index, path] of paths.entries()) {
    if (index === SAMPLE && performance.now() - started > SAMPLE_MS) {
      return await forEach(paths.slice(index), async (path) => {
        const info = await infoOf(join(dir, path));
        if (info !== null) found(path, info);
      });
    }
    const info = infoOfSync(`${dir}/${path}`);
    if (info !== null) found(path, info);
    if (index % SAMPLE === 0) await breath.take();
  }
}

function infoOfSync(path: string): Deno.FileInfo | null {
  try {
    return Deno.lstatSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw StoreError.from(`look at "${path}"`, error);
  }
}

/** What the folder says of a file. */
export function stateOf(info: Deno.FileInfo): FileState {
  return { ino: info.ino, size: info.size, mtimeMs: info.mtime?.getTime() ?? 0 };
}

/** Whether a file is still the one that was seen before. */
export function isSame(a: FileState, b: FileState): boolean {
  return a.size === b.size && a.mtimeMs === b.mtimeMs && a.ino === b.ino;
}

/** Files as the folder lists them now, by order; those that are gone are left out. */
export async function statesOf(dir: string, files: readonly FileName[]): Promise<FoundFile[]> {
  const names = new Map(files.map((file) => [file.path, file]));
  const found: FoundFile[] = [];
  await lookAt(dir, [...names.keys()], (path, info) => {
    const name = names.get(path);
    if (name !== undefined) found.push({ ...name, state: stateOf(info) });
  });
  found.sort(byOrder);
  return found;
}
