import type { FileNumbers } from "./file_numbers.ts";
import type { NumberColumn } from "./number_column.ts";

/** Rows that are summed up together: few enough to look at one by one, many enough to skip a year of them. */
const BLOCK = 128;

/** What is summed up of rows in columns. */
export interface Summed {
  /** When a row was fetched, epoch milliseconds. */
  fetchedAt(at: number): number;
  readonly first: NumberColumn;
  readonly last: NumberColumn;
  readonly place: NumberColumn;
}

/** Rows from one position up to before another, and between which instants they were fetched. */
export interface Block {
  readonly from: number;
  readonly to: number;
  readonly earliest: number;
  readonly latest: number;
  /** Whether a row is in more than one file. */
  readonly isRewritten: boolean;
  /** Order of the earliest file that has one of the keys, and of the earliest and latest that has one of the rows. */
  readonly first: number;
  readonly lastFrom: number;
  readonly lastTo: number;
}

/**
 * When the rows of a series came, block by block: who asks for an instant looks at the rows of one block, not at all.
 * It follows what is appended, and what is written over is summed up anew.
 */
export class Summary {
  #blocks: Block[] = [];
  /** The last one, cut short, as it was asked for last. */
  #tail: Block | null = null;
  /** Rows from the first on that came one after the other. */
  #inOrder = 0;

  /** Forgets what it knows of a row, and of those after. */
  spoil(at: number): void {
    const kept = Math.floor(at / BLOCK);
    if (kept < this.#blocks.length) this.#blocks.length = kept;
    if (this.#tail !== null && at < this.#tail.to) this.#tail = null;
    if (at < this.#inOrder) this.#inOrder = at;
  }

  /** A copy that later changes of this one do not reach. */
  clone(): Summary {
    const summary = new Summary();
    summary.#blocks = [...this.#blocks];
    summary.#inOrder = this.#inOrder;
    return summary;
  }

  /** The blocks of the rows before a position; the last one may be cut short. */
  *blocks(rows: Summed, files: FileNumbers, length: number): Generator<Block> {
    const whole = Math.floor(length / BLOCK);
    for (let index = 0; index < whole; index++) {
      yield this.#blocks[index] ??= sumUp(rows, files, index * BLOCK, (index + 1) * BLOCK);
    }
    if (whole * BLOCK === length) return;
    if (this.#tail?.to !== length) this.#tail = sumUp(rows, files, whole * BLOCK, length);
    yield this.#tail;
  }

  /** Whether the rows before a position came one after the other: by file, then by place in it. */
  isByArrival({ first, place }: Summed, files: FileNumbers, length: number): boolean {
    for (let at = Math.max(1, this.#inOrder); at < length; at++) {
      const [before, now] = [files.firstOrder(first.get(at - 1)), files.firstOrder(first.get(at))];
      if (now < before || (now === before && place.get(at) < place.get(at - 1))) return false;
      this.#inOrder = at + 1;
    }
    return true;
  }
}

function sumUp(rows: Summed, files: FileNumbers, from: number, to: number): Block {
  let [earliest, latest, first, lastFrom, lastTo] = [Infinity, -Infinity, Infinity, Infinity, -Infinity];
  let isRewritten = false;
  for (let at = from; at < to; at++) {
    const fetched = rows.fetchedAt(at);
    // Of which nobody knows when it came, that was known at no instant.
    const known = fetched === fetched ? fetched : Infinity;
    if (known < earliest) earliest = known;
    if (known > latest) latest = known;
    const [a, b] = [files.firstOrder(rows.first.get(at)), files.lastOrder(rows.last.get(at))];
    if (a !== b) isRewritten = true;
    if (a < first) first = a;
    if (b < lastFrom) lastFrom = b;
    if (b > lastTo) lastTo = b;
  }
  return { from, to, earliest, latest, isRewritten, first, lastFrom, lastTo };
}
