/** Constants of MurmurHash3's 32-bit finalizer. */
function finish(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** A well mixed 32-bit integer of up to three integers: the simulator's only source of chance. */
export function mix(a: number, b = 0, c = 0): number {
  return finish(finish(finish(a + 0x9e3779b9) ^ Math.imul(b + 1, 0x9e3779b1)) ^ Math.imul(c + 1, 0x85ebca77));
}

/** A 32-bit integer of a text (FNV-1a, then mixed). */
export function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return finish(hash);
}

/** A hash as a number in [0, 1). */
export function unit(hash: number): number {
  return (hash >>> 0) / 4_294_967_296;
}

/**
 * A hash as a standard normal deviate: the sum of its four bytes (Irwin–Hall), standardised.
 * Bounded by ±3.46, which keeps simulated prices from absurd moves.
 */
export function normal(hash: number): number {
  const sum = (hash & 255) + ((hash >>> 8) & 255) + ((hash >>> 16) & 255) + (hash >>> 24);
  return (sum - 510) / 147.8;
}

/** Chance that is the same for the same keys, for making up documents. */
export class Chance {
  readonly #key: number;
  #drawn = 0;

  constructor(...keys: readonly (string | number)[]) {
    this.#key = keys.reduce<number>(
      (key, part) => mix(key, typeof part === "number" ? part : textHash(part)),
      0,
    );
  }

  /** The next number in [0, 1). */
  next(): number {
    return unit(mix(this.#key, this.#drawn++));
  }

  /** Whether something of this probability happens. */
  happens(probability: number): boolean {
    return this.next() < probability;
  }

  /** A number in [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  /** An integer from low to high, both included. */
  integer(low: number, high: number): number {
    return Math.floor(this.between(low, high + 1));
  }

  /** One of a list, which must not be empty. */
  pick<T>(list: readonly T[]): T {
    const picked = list[Math.floor(this.next() * list.length)];
    if (picked === undefined) throw new RangeError("Cannot pick from an empty list");
    return picked;
  }
}

/** Rounds to a number of decimals. */
export function round(value: number, decimals = 2): number {
  const scale = 10 ** decimals;
  return Math.round(value * scale) / scale;
}
