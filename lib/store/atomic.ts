import { dirname, join } from "node:path";
import { createShared, share } from "./sharing.ts";
import { StoreError } from "./store_error.ts";
import { space } from "./volume.ts";

/** An open temporary file. */
export interface TempFile {
  /** Writes some of the bytes and resolves to how many. */
  write(bytes: Uint8Array): Promise<number>;
  /** Until the bytes are on the medium. */
  sync(): Promise<void>;
  stat(): Promise<Deno.FileInfo>;
  close(): void;
}

/** What a write asks of the file system; a test passes one that fails where it wants. */
export interface Disk {
  /** Creates a file that no other process takes for a leftover, or `null` when one was just about to. */
  create(path: string): Promise<TempFile | null>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Until a rename in the folder survives a power cut. */
  syncFolder(path: string): Promise<void>;
  /** What is free for this process, and what there is, bytes. */
  space(path: string): Promise<{ freeBytes: number; totalBytes: number }>;
}

/** The real one. */
export const DISK: Disk = {
  async create(path) {
    const file = await Deno.open(path, { write: true, createNew: true });
    // Who clears leftovers removes only what it can lock: the lock of a killed process is free.
    try {
      if (await file.tryLock(true)) {
        await share(path);
        return file;
      }
    } catch (error) {
      file.close();
      // Cleared away before it was locked.
      if (error instanceof Deno.errors.NotFound) return null;
      throw error;
    }
    file.close();
    return null;
  },
  rename: (from, to) => Deno.rename(from, to),
  remove: (path) => Deno.remove(path),
  space,
  async syncFolder(path) {
    // Windows opens no folders; its rename is in the journal already.
    if (Deno.build.os === "windows") return;
    const folder = await Deno.open(path, { read: true });
    try {
      await folder.sync();
    } finally {
      folder.close();
    }
  },
};

/** A way through the bytes of a file, from the beginning each time. */
export type Pieces = () => AsyncIterable<Uint8Array>;

/** Replaces whole files: a reader, or a start after a power cut, sees the old bytes or the new, never some of each. */
export class AtomicWriter {
  readonly #temp: string;
  readonly #disk: Disk;
  #count = 0;
  #failure: StoreError | null = null;

  /** @param temp folder for temporary files, on the same file system as everything written */
  constructor(temp: string, disk: Disk = DISK) {
    this.#temp = temp;
    this.#disk = disk;
  }

  /** Why the last write failed; `null` when it did not. */
  get failure(): StoreError | null {
    return this.#failure;
  }

  /**
   * Temporary file, fsync, rename, fsync of the folder.
   * @param content the bytes, or a way to get them piece by piece; it may be gone twice
   * @param label name of the file for messages and for the temporary file: letters, digits, `_`, `.` and `-`
   * @returns the file as it now stands
   * @throws {StoreError} nothing of the temporary file is left then
   */
  async write(path: string, content: Uint8Array | Pieces, label: string): Promise<Deno.FileInfo> {
    try {
      const info = await this.#attempt(path, content, label) ?? await this.#attempt(path, content, label);
      if (info === null) throw new Error("another process took the temporary file twice");
      this.#failure = null;
      return info;
    } catch (error) {
      throw this.#failure = StoreError.from(`write "${label}"`, error);
    }
  }

  /** Removes a file; one that is gone already is as good. */
  async remove(path: string): Promise<void> {
    try {
      await this.#disk.remove(path).catch(ignoreMissing);
    } catch (error) {
      throw StoreError.from(`remove "${path}"`, error);
    }
  }

  /** Space on the file system of a folder, bytes. */
  space(folder: string): Promise<{ freeBytes: number; totalBytes: number }> {
    return this.#disk.space(folder);
  }

  /** Until what was done in a folder survives a power cut. */
  async sync(folder: string): Promise<void> {
    await this.#disk.syncFolder(folder);
  }

  /**
   * Creates a folder where there is none.
   * @throws {StoreError} also where something else has its name: a link could lead anywhere
   */
  async createFolder(path: string): Promise<void> {
    try {
      await createShared(path);
      await this.#disk.syncFolder(dirname(path));
      if (!(await Deno.lstat(path)).isDirectory) throw new Error("it is a link, wanted a folder");
    } catch (error) {
      throw StoreError.from(`create "${path}"`, error);
    }
  }

  /**
   * Resolves to `null` where another process, just starting, cleared the temporary file away between its creation
   * and its lock, or between its close and its rename.
   */
  async #attempt(path: string, content: Uint8Array | Pieces, label: string): Promise<Deno.FileInfo | null> {
    const temp = join(
      this.#temp,
      `${label}.${Deno.pid}.${++this.#count}.${crypto.randomUUID().slice(0, 8)}.tmp`,
    );
    const file = await this.#disk.create(temp);
    if (file === null) return null;
    let info: Deno.FileInfo;
    try {
      info = await fill(file, content);
      await this.#disk.rename(temp, path);
    } catch (error) {
      await this.#disk.remove(temp).catch(ignoreMissing);
      if (error instanceof Deno.errors.NotFound && await exists(dirname(path))) return null;
      throw error;
    }
    await this.#disk.syncFolder(dirname(path));
    return info;
  }
}

async function fill(file: TempFile, content: Uint8Array | Pieces): Promise<Deno.FileInfo> {
  try {
    for await (const bytes of content instanceof Uint8Array ? [content] : content()) {
      for (let done = 0; done < bytes.length;) done += await file.write(bytes.subarray(done));
    }
    await file.sync();
    return await file.stat();
  } finally {
    file.close();
  }
}

async function exists(path: string): Promise<boolean> {
  return await Deno.lstat(path).then(() => true, () => false);
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}

/**
 * Removes the temporary files of processes that are gone.
 * @returns how many there were
 */
export async function removeLeftovers(temp: string): Promise<number> {
  let count = 0;
  for await (const entry of Deno.readDir(temp)) {
    if (entry.isFile && entry.name.endsWith(".tmp") && await removeUnlessHeld(join(temp, entry.name))) {
      count++;
    }
  }
  return count;
}

async function removeUnlessHeld(path: string): Promise<boolean> {
  let file: Deno.FsFile;
  try {
    file = await Deno.open(path, { write: true });
  } catch (error) {
    ignoreMissing(error);
    return false;
  }
  try {
    if (!await file.tryLock(true)) return false;
    await Deno.remove(path).catch(ignoreMissing);
    return true;
  } finally {
    file.close();
  }
}
