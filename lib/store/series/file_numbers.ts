/** No file: what no file has any more. */
const NONE = 0;

/** Small numbers for the files of a dataset, by their place in the order of files. */
export class FileNumbers {
  readonly #orders: number[] = [NaN];
  readonly #numbers = new Map<number, number>();

  /** Number of the file of that order. */
  numberOf(order: number): number {
    return this.#numbers.get(order) ?? this.renew(order);
  }

  /** Another number for the file of that order, which is another file now: what has the old one is not in it. */
  renew(order: number): number {
    this.#numbers.set(order, this.#orders.length);
    this.#orders.push(order);
    return this.#orders.length - 1;
  }

  /** Number of the file of that order, where it has one. */
  find(order: number): number | undefined {
    return this.#numbers.get(order);
  }

  /** Order of the latest file that has a row; before all where none has. */
  lastOrder(number: number): number {
    return number === NONE ? -Infinity : this.#orders[number] ?? -Infinity;
  }

  /** Order of the earliest file that has a key; after all where none has. */
  firstOrder(number: number): number {
    return number === NONE ? Infinity : this.#orders[number] ?? Infinity;
  }
}
