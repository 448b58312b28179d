/** Stands for `null` where numbers are kept as integers. */
const EMPTY_16 = -32768;
const EMPTY_32 = -2147483648;

type Numbers = Int16Array | Int32Array | Float64Array;

/**
 * Numbers by position, in as little memory as they allow: decimals of a fixed number of places as integers of 16 or
 * 32 bits, anything else as doubles. What is read is what was written, to the last bit, but for -0, which is 0.
 * `NaN` is an empty cell.
 */
export class NumberColumn {
  #data: Numbers;
  readonly #scale: number;
  /** Room to be made when there is something to write, and it is known for what. */
  #room = 0;

  /** @param scale 10 to the power of the decimal places that most of the numbers have at most */
  constructor(scale: number, data: Numbers = new Int16Array(0)) {
    this.#scale = scale;
    this.#data = data;
    this.#room = data.length;
  }

  /** Bytes that it takes. */
  get bytes(): number {
    return this.#data.byteLength;
  }

  get(at: number): number {
    const data = this.#data;
    const raw = data[at] ?? NaN;
    if (data instanceof Float64Array) return raw;
    return raw === (data instanceof Int16Array ? EMPTY_16 : EMPTY_32) ? NaN : raw / this.#scale;
  }

  /** @param at below the capacity */
  set(at: number, value: number): void {
    if (at >= this.#data.length) this.#data = resized(this.#data, this.#room);
    while (!write(this.#data, at, value, this.#scale)) this.#data = wider(this.#data, this.#scale);
  }

  /**
   * Writes the numbers that a source has in some places, one after the other.
   * @param at where the first goes; from 0 on all that was there before is forgotten
   * @param places in the source, from `from` up to before `to`
   * @param less what each is diminished by, by place
   */
  fill(
    at: number,
    source: Float64Array | Int32Array,
    places: Uint32Array,
    from: number,
    to: number,
    less?: Float64Array,
  ): void {
    // Begun in the room that they need, they need not move.
    if (at === 0) this.#data = narrowest(this.#room, source, places, from, to, this.#scale, less);
    for (let i = from; i < to;) {
      i = fill(this.#data, at - from, source, places, i, to, this.#scale, less);
      if (i < to) this.#data = wider(this.#data, this.#scale);
    }
  }

  /** Makes room for `capacity` numbers, keeping as many as fit. */
  resize(capacity: number): void {
    this.#room = capacity;
    if (this.#data.length > 0) this.#data = resized(this.#data, capacity);
  }

  /** The numbers at some positions, in that order, with room for `capacity`. */
  gather(positions: Uint32Array, capacity: number = positions.length): NumberColumn {
    const from = this.#data;
    const to = emptyLike(from, capacity);
    for (let i = 0; i < positions.length; i++) to[i] = from[positions[i] ?? 0] ?? 0;
    return new NumberColumn(this.#scale, to);
  }

  /** A copy that later changes of this one do not reach. */
  clone(): NumberColumn {
    return new NumberColumn(this.#scale, this.#data.slice());
  }
}

/** An array of another length, keeping as many numbers as fit. */
export function resized<T extends Numbers>(data: T, capacity: number): T;
export function resized(data: Numbers, capacity: number): Numbers {
  const larger = emptyLike(data, capacity);
  larger.set(capacity < data.length ? data.subarray(0, capacity) : data);
  return larger;
}

/** Whether the number could be written as the data keeps numbers. */
function write(data: Numbers, at: number, value: number, scale: number): boolean {
  if (data instanceof Float64Array) {
    // -0 becomes 0, as a file has it.
    data[at] = value + 0;
    return true;
  }
  const empty = data instanceof Int16Array ? EMPTY_16 : EMPTY_32;
  if (value !== value) {
    data[at] = empty;
    return true;
  }
  const integer = Math.round(value * scale);
  if (integer / scale !== value || integer <= empty || integer >= -empty) return false;
  data[at] = integer;
  return true;
}

/** As {@linkcode write} for many, of one kind of data at a time; up to the first that cannot be written so. */
function fill(
  data: Numbers,
  shift: number,
  source: Float64Array | Int32Array,
  places: Uint32Array,
  from: number,
  to: number,
  scale: number,
  less: Float64Array | undefined,
): number {
  const isDouble = data instanceof Float64Array;
  const empty = data instanceof Int16Array ? EMPTY_16 : EMPTY_32;
  for (let i = from; i < to; i++) {
    const place = places[i] ?? 0;
    const value = less === undefined ? source[place] ?? NaN : (source[place] ?? NaN) - (less[place] ?? NaN);
    if (isDouble) data[shift + i] = value + 0;
    else if (value !== value) data[shift + i] = empty;
    else {
      const integer = Math.round(value * scale);
      if (integer / scale !== value || integer <= empty || integer >= -empty) return i;
      data[shift + i] = integer;
    }
  }
  return to;
}

/** Data of the least room for each that some numbers need. */
function narrowest(
  capacity: number,
  source: Float64Array | Int32Array,
  places: Uint32Array,
  from: number,
  to: number,
  scale: number,
  less: Float64Array | undefined,
): Numbers {
  let most = 0;
  for (let i = from; i < to; i++) {
    const place = places[i] ?? 0;
    const value = less === undefined ? source[place] ?? NaN : (source[place] ?? NaN) - (less[place] ?? NaN);
    if (value !== value) continue;
    const integer = Math.round(value * scale);
    if (integer / scale !== value) return new Float64Array(capacity);
    most = Math.max(most, Math.abs(integer));
  }
  if (most >= -EMPTY_32) return new Float64Array(capacity);
  return most < -EMPTY_16 ? new Int16Array(capacity) : new Int32Array(capacity);
}

/** The same numbers with the next larger room for each. */
function wider(data: Numbers, scale: number): Numbers {
  const wide = data instanceof Int16Array ? new Int32Array(data.length) : new Float64Array(data.length);
  // `from` with a function takes ten times as long.
  for (let i = 0; i < data.length; i++) {
    const raw = data[i] ?? 0;
    if (data instanceof Int16Array) wide[i] = raw === EMPTY_16 ? EMPTY_32 : raw;
    else wide[i] = raw === EMPTY_32 ? NaN : raw / scale;
  }
  return wide;
}

function emptyLike(data: Numbers, length: number): Numbers {
  if (data instanceof Float64Array) return new Float64Array(length);
  return data instanceof Int32Array ? new Int32Array(length) : new Int16Array(length);
}
