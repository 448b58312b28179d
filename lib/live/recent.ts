/** The last events in their encoded form, found by sequence in O(1). */
export class Recent {
  readonly #slots: (Uint8Array<ArrayBuffer> | undefined)[];
  #last = 0;

  /** Keeps at most `capacity` events. */
  constructor(capacity: number) {
    this.#slots = new Array(capacity);
  }

  /** Sequence of the newest event; 0 before the first. */
  get last(): number {
    return this.#last;
  }

  /** Adds the event of sequence `last + 1`. */
  push(bytes: Uint8Array<ArrayBuffer>): void {
    this.#last++;
    this.#slots[this.#last % this.#slots.length] = bytes;
  }

  /** The events after `sequence`, oldest first; null when some are not kept any more, or it lies ahead. */
  after(sequence: number): Uint8Array<ArrayBuffer>[] | null {
    if (sequence > this.#last || this.#last - sequence > this.#slots.length) return null;
    const events: Uint8Array<ArrayBuffer>[] = [];
    for (let next = sequence + 1; next <= this.#last; next++) {
      const bytes = this.#slots[next % this.#slots.length];
      if (bytes !== undefined) events.push(bytes);
    }
    return events;
  }
}
