import { join } from "node:path";
import { Breath } from "./breathe.ts";
import type { FileState } from "./listing.ts";
import { forEach } from "./volume.ts";

/** A file to read. */
interface Readable {
  /** Below the folder. */
  readonly path: string;
  readonly state: FileState;
}

/**
 * A disk is slow when a file takes longer than this, milliseconds, and the time for its bytes: then reading many at
 * once hides the waiting. A fast one would lose more by that than it takes.
 */
const SLOW_MS = 2;
const SLOW_BYTES_PER_MS = 100_000;
/** Files of a slow disk that are read ahead, and their bytes. */
const AHEAD = 32;
const AHEAD_BYTES = 64 * 1024 ** 2;

/**
 * Reads files in order, each to be used before the next is given: the bytes may be those of a buffer that is used
 * again.
 * @param use gets the bytes, or the error that the system gave; it ends the reading by answering `false`
 */
export async function readFiles<T extends Readable>(
  dir: string,
  files: readonly T[],
  use: (file: T, bytes: Uint8Array | Error) => void | false,
): Promise<void> {
  const breath = new Breath();
  const buffer = new ReadBuffer(files.reduce((largest, { state }) => Math.max(largest, state.size), 0) + 1);
  let spentMs = 0;
  let allowedMs = 10 * SLOW_MS;
  for (const [index, file] of files.entries()) {
    const started = performance.now();
    const bytes = buffer.read(`${dir}/${file.path}`, file.state.size);
    spentMs += performance.now() - started;
    allowedMs += SLOW_MS + file.state.size / SLOW_BYTES_PER_MS;
    if (use(file, bytes) === false) return;
    if (spentMs > allowedMs) return await readAhead(dir, files.slice(index + 1), use);
    await breath.take();
  }
}

/** Reads into one piece of memory: a large file leaves none behind for the next. */
class ReadBuffer {
  #bytes: Uint8Array;

  /** @param size one byte more than the largest file is thought to have, so that one that grew is seen to */
  constructor(size: number) {
    this.#bytes = new Uint8Array(size);
  }

  /** @param size bytes that it is said to have: when it gives so many at once, that is all of it */
  read(path: string, size: number): Uint8Array | Error {
    try {
      using file = Deno.openSync(path, { read: true });
      let length = 0;
      for (;;) {
        const count = file.readSync(this.#bytes.subarray(length));
        if (count === null) return this.#bytes.subarray(0, length);
        length += count;
        // The system gives less than it is asked for at the end alone; asking once more is a fifth of the time.
        if (length === size && length < this.#bytes.length) return this.#bytes.subarray(0, length);
        if (length === this.#bytes.length) this.#double();
      }
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  #double(): void {
    const larger = new Uint8Array(this.#bytes.length * 2);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

async function readAhead<T extends Readable>(
  dir: string,
  files: readonly T[],
  use: (file: T, bytes: Uint8Array | Error) => void | false,
): Promise<void> {
  for (let start = 0; start < files.length;) {
    let [end, bytes] = [start, 0];
    while (end < files.length && end - start < AHEAD && (end === start || bytes < AHEAD_BYTES)) {
      bytes += files[end++]?.state.size ?? 0;
    }
    const some = files.slice(start, end);
    const results = new Map<T, Uint8Array | Error>();
    await forEach(some, async (file) => {
      results.set(file, await Deno.readFile(join(dir, file.path)).catch((error) => error));
    });
    for (const file of some) if (use(file, results.get(file) ?? new Error("not read")) === false) return;
    start = end;
  }
}
