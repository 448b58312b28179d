import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { AtomicWriter } from "./atomic.ts";
import { withLock } from "./lease.ts";
import { messageOf, StoreError } from "./store_error.ts";
import { INTERNAL } from "./volume.ts";

/** Name of the file that tells one volume from another. */
const MARK = "volume";

/**
 * Tells whether the data folder still is the one that was opened. An unmounted volume leaves an empty folder, or the
 * one it was mounted over: what is missing there was not deleted, and must not be taken for that.
 */
export class Presence {
  readonly #dir: string;
  /** Text of the mark; `null` where the folder has none. */
  #mark: string | null = null;
  /** Whether the folder of what is internal was there. */
  #isMarked = false;

  constructor(dir: string) {
    this.#dir = dir;
  }

  /**
   * Remembers what was opened; gives it a mark where it has none.
   * @param mayWrite whether the volume takes writes
   * @throws {StoreError}
   */
  async remember(mayWrite: boolean): Promise<void> {
    this.#isMarked = await isFolder(join(this.#dir, INTERNAL));
    const path = join(this.#dir, INTERNAL, MARK);
    this.#mark = await textOf(path);
    if (this.#mark !== null || !mayWrite) return;
    // Of two processes on a new volume, one gives the mark.
    await withLock(join(this.#dir, INTERNAL, "commit.lock"), async () => {
      this.#mark = await textOf(path);
      if (this.#mark !== null) return;
      const mark = `${crypto.randomUUID()}\n`;
      await new AtomicWriter(join(this.#dir, INTERNAL, "tmp")).write(
        path,
        new TextEncoder().encode(mark),
        MARK,
      );
      this.#mark = mark;
    });
  }

  /** What is there instead of the volume, in a sentence without its full stop; `null` where it is there. */
  async absence(): Promise<string | null> {
    const dir = `The data folder "${this.#dir}"`;
    try {
      if (!await isFolder(this.#dir)) return `${dir} is not there`;
      if (!this.#isMarked) return null;
      if (!await isFolder(join(this.#dir, INTERNAL))) {
        return `${dir} is empty or another one: it does not hold what was read from it`;
      }
      const mark = await textOf(join(this.#dir, INTERNAL, MARK));
      // A mark that somebody removed is no other volume; one that another process gave is this one's from now on.
      if (mark === null || mark === (this.#mark ??= mark)) return null;
      return `${dir} holds another volume than the one that was read`;
    } catch (error) {
      return `${dir} cannot be read: ${messageOf(error)}`;
    }
  }

  /** @throws {StoreError} `away` where the volume is not there */
  async require(): Promise<void> {
    const absence = await this.absence();
    if (absence !== null) throw new StoreError(absence, "away");
  }
}

async function isFolder(path: string): Promise<boolean> {
  return await stat(path).then((info) => info.isDirectory(), missing(false));
}

async function textOf(path: string): Promise<string | null> {
  return await readFile(path, "utf8").catch(missing(null));
}

/** The answer where there is nothing; any other error is thrown on. */
function missing<T>(answer: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return answer;
    throw error;
  };
}
