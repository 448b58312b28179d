import { join } from "node:path";
import type { AtomicWriter } from "../atomic.ts";
import { share } from "../sharing.ts";
import { StoreError } from "../store_error.ts";
import { INTERNAL } from "../volume.ts";

/** Folder of what could not be kept where it was. */
export const DAMAGED = `${INTERNAL}/damaged`;

/** Keeps files that are not sound, each with a note that says what it was and why it is there. */
export class Aside {
  readonly #dir: string;
  readonly #writer: AtomicWriter;
  readonly #now: () => number;

  constructor(dir: string, writer: AtomicWriter, now: () => number) {
    this.#dir = dir;
    this.#writer = writer;
    this.#now = now;
  }

  /**
   * Moves a file there.
   * @returns where it is now, below the data folder
   * @throws {StoreError} it is where it was then
   */
  async move(path: string, reason: string): Promise<string> {
    return await this.#keep(path, reason, (to) => Deno.rename(join(this.#dir, path), to));
  }

  /** Puts a copy there, of a file that is going to be another. */
  async copy(path: string, reason: string): Promise<string> {
    return await this.#keep(path, reason, async (to) => {
      await this.#writer.write(to, await Deno.readFile(join(this.#dir, path)), nameOf(path));
    });
  }

  async #keep(path: string, reason: string, put: (to: string) => Promise<void>): Promise<string> {
    const at = new Date(this.#now()).toISOString();
    const kept = `${DAMAGED}/${at.replaceAll(/[:.]/g, "")}_${nameOf(path)}`;
    try {
      await this.#writer.createFolder(join(this.#dir, DAMAGED));
      await put(join(this.#dir, kept));
      await this.#writer.sync(join(this.#dir, DAMAGED));
      const note = `${JSON.stringify({ at, file: path, kept, reason })}\n`;
      const notes = join(this.#dir, DAMAGED, "notes.jsonl");
      await Deno.writeTextFile(notes, note, { append: true });
      await share(notes);
      return kept;
    } catch (error) {
      throw StoreError.from(`keep "${path}" aside`, error);
    }
  }
}

function nameOf(path: string): string {
  return path.replaceAll("/", "_");
}
