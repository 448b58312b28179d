import { hash } from "node:crypto";
import type { FileRecord } from "./records.ts";

/**
 * Puts the files of a month together: the last row of each key in one file, the versions it had before in another.
 * It is shown all records three times, in the order of files, so that it need not keep them: a month of 500 symbols'
 * quotes has 280,000. What is shown may have been put together before, in part or whole: it comes to the same.
 */
export class MonthMerge {
  readonly #once = new Set<string>();
  /** Keys that come more than once. */
  readonly #several = new Set<string>();
  /** Of those: the last record of each. */
  readonly #last = new Map<string, string>();
  /** Of their records: where each comes last, counted over all. */
  readonly #lastPlace = new Map<string, number>();

  /** How many keys there are. */
  get keys(): number {
    return this.#once.size;
  }

  /** Whether some keys come more than once: if not, there is nothing to learn. */
  get isSeveral(): boolean {
    return this.#several.size > 0;
  }

  /** How many versions there were before the last, when that was learned. */
  get versionCount(): number {
    return this.#lastPlace.size - this.#last.size;
  }

  /** First: sees which keys there are. */
  count(records: Iterable<FileRecord>): void {
    for (const { key } of records) {
      if (this.#once.has(key)) this.#several.add(key);
      else this.#once.add(copyOf(key));
    }
  }

  /**
   * Second: sees what comes last.
   * @param place of the first record, counted over all
   * @returns place after the last
   */
  learn(records: Iterable<FileRecord>, place: number): number {
    for (const { key, text } of records) {
      if (this.#several.has(key)) {
        this.#last.set(key, copyOf(text));
        this.#lastPlace.set(nameOf(text), place);
      }
      place++;
    }
    return place;
  }

  /** Third: the last record of each key, in the order in which the keys come first. */
  *rows(records: Iterable<FileRecord>, written: Set<string>): Generator<string> {
    for (const { key, text } of records) {
      if (!this.#several.has(key)) yield text;
      else if (!written.has(key)) {
        written.add(key);
        yield this.#last.get(key) ?? text;
      }
    }
  }

  /** Also third: the others, each once: of equal ones the last, which is the one that counted. */
  *versions(records: Iterable<FileRecord>, place: number): Generator<string> {
    for (const { key, text } of records) {
      if (
        this.#several.has(key) && this.#last.get(key) !== text && this.#lastPlace.get(nameOf(text)) === place
      ) yield text;
      place++;
    }
  }
}

/** A name of a text that is shorter than it. */
function nameOf(text: string): string {
  return hash("sha256", text, "base64");
}

/** The text in memory of its own: a piece of a file keeps the file. */
function copyOf(text: string): string {
  return JSON.parse(JSON.stringify(text));
}
