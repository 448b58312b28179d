import type { Column } from "@/lib/datasets/dataset.ts";
import type { Batch } from "./batch.ts";
import { parseIso } from "./iso_time.ts";
import type { SeriesLayout } from "./layout.ts";
import type { SeriesNames } from "./series_names.ts";
import type { Texts } from "./texts.ts";

const LF = 10;
const QUOTE = 34;
const COMMA = 44;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
/** Length of `2026-05-22T20:15:00.000Z`. */
const TIME_LENGTH = 24;
/** Digits that a double holds whatever they are. */
const SAFE_DIGITS = 15;
/** Powers of ten that are exact: dividing by them rounds once, as reading the text would. */
const POWERS = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);

/** A column of the file, in the order they stand in. */
interface Cell {
  readonly kind: "key" | "time" | "date" | "number" | "text";
  /** Where its values go. */
  readonly target: Float64Array;
  /** Which of the key's texts it is. */
  readonly key: number;
  /** Whether it may be empty. */
  readonly mayBeEmpty: boolean;
  /** Code of the text in the row before. */
  last: number;
}

/**
 * Reads files of a series dataset into columns without making their texts. It takes what this project writes, and
 * says `false` to anything else, well-formed or not: then the reader of texts reads it, or says what is wrong.
 */
export class Scanner {
  readonly #layout: SeriesLayout;
  readonly #names: SeriesNames;
  readonly #texts: Texts;
  /** Of the file before, while the batch keeps its memory. */
  #cells: { columns: readonly Column[]; time: Float64Array; cells: readonly Cell[] } | null = null;

  constructor(layout: SeriesLayout, names: SeriesNames, texts: Texts) {
    this.#layout = layout;
    this.#names = names;
    this.#texts = texts;
  }

  /**
   * Adds the rows of a file to a batch, all or none.
   * @param bytes of the file
   * @param start where its header ends
   * @param columns that the header names, in order
   * @param largest bytes of the largest file there is to read: room for it is made once
   */
  scan(bytes: Uint8Array, start: number, columns: readonly Column[], batch: Batch, largest = 0): boolean {
    const before = batch.length;
    const rows = guessRows(bytes, start);
    batch.reserve(rows, Math.ceil(rows * Math.max(1, largest / bytes.length)));
    const isRead = this.#scan(bytes, start, columns, batch);
    if (!isRead) batch.length = before;
    return isRead;
  }

  #scan(bytes: Uint8Array, start: number, columns: readonly Column[], batch: Batch): boolean {
    const before = batch.length;
    try {
      for (let at = start; at < bytes.length;) {
        if (batch.length === batch.capacity) batch.grow();
        at = this.#rows(bytes, at, this.#cellsOf(columns, batch), batch);
        if (at < 0) return false;
      }
      for (const [index, { column }] of this.#layout.stored.entries()) {
        // The batch still has cells of other files there.
        if (!columns.includes(column)) batch.stored[index]?.fill(NaN, before, batch.length);
      }
      return true;
    } catch (error) {
      // A text that is no UTF-8.
      if (error instanceof TypeError) return false;
      throw error;
    }
  }

  /** Position after the last row that the batch has room for; -1 at the first that cannot be read. */
  #rows(bytes: Uint8Array, start: number, cells: readonly Cell[], batch: Batch): number {
    const texts = this.#texts;
    const codes = this.#layout.keys.map(() => -1);
    let at = start;
    let row = batch.length;
    for (; row < batch.capacity && at < bytes.length; row++) {
      let left = cells.length;
      for (const cell of cells) {
        left--;
        const after = left === 0 ? LF : COMMA;
        // Most cells are numbers and times: read in one go with the search for their end.
        if (cell.kind === "number") {
          const value = numberAt(bytes, at);
          if (numberEnd >= 0) {
            if (bytes[numberEnd] !== after) return -1;
            cell.target[row] = value;
            at = numberEnd + 1;
            continue;
          }
        } else if (cell.kind === "time" && bytes[at + TIME_LENGTH] === after) {
          const value = parseIso(bytes, at, at + TIME_LENGTH, false);
          if (value === value) {
            cell.target[row] = value;
            at += TIME_LENGTH + 1;
            continue;
          }
        }
        const isQuoted = bytes[at] === QUOTE;
        const end = isQuoted ? endOfQuoted(bytes, at) : endOfPlain(bytes, at);
        if (end < 0 || bytes[end] !== after) return -1;
        if (cell.kind === "key" || cell.kind === "text") {
          const code = isQuoted
            ? texts.codeOfQuoted(bytes, at + 1, end - 1)
            : texts.codeOfBytes(bytes, at, end, cell.last);
          cell.last = code;
          if (cell.kind === "key") codes[cell.key] = code;
          else cell.target[row] = texts.text(code) === "" ? NaN : code;
        } else {
          if (isQuoted) return -1;
          const value = cell.kind === "number"
            ? slowNumber(bytes, at, end)
            : parseIso(bytes, at, end, cell.kind === "date");
          if (value !== value && !(end === at && cell.mayBeEmpty)) return -1;
          cell.target[row] = value;
        }
        at = end + 1;
      }
      batch.series[row] = this.#names.numberOf(codes);
    }
    batch.length = row;
    return at;
  }

  /** What the cells are, found once for files of the same columns. */
  #cellsOf(columns: readonly Column[], batch: Batch): readonly Cell[] {
    const known = this.#cells;
    if (known !== null && known.columns === columns && known.time === batch.time) return known.cells;
    const cells = columns.map((column) => this.#cellOf(column, batch));
    this.#cells = { columns, time: batch.time, cells };
    return cells;
  }

  #cellOf(column: Column, batch: Batch): Cell {
    const { dataset, places, stored } = this.#layout;
    const place = places[dataset.columns.indexOf(column)] ?? { kind: "time" };
    const time = column.type === "date" ? "date" : "time";
    if (place.kind === "key") {
      return { kind: "key", target: batch.time, key: place.index, mayBeEmpty: true, last: -1 };
    }
    if (place.kind === "time") {
      return { kind: time, target: batch.time, key: -1, mayBeEmpty: false, last: -1 };
    }
    const kind = stored[place.index]?.kind ?? "number";
    return {
      kind: kind === "time" ? time : kind,
      target: batch.stored[place.index] ?? batch.time,
      key: -1,
      mayBeEmpty: true,
      last: -1,
    };
  }
}

/** Position after a cell without quotes, -1 where the file ends before, or a quote stands in it. */
function endOfPlain(bytes: Uint8Array, start: number): number {
  for (let at = start;; at++) {
    const byte = bytes[at];
    if (byte === COMMA || byte === LF) return at;
    if (byte === undefined || byte === QUOTE) return -1;
  }
}

/** Bytes looked at to guess the length of a row. */
const SAMPLE_BYTES = 32_768;

/** A row has one time at least, and a line feed. */
const LEAST_ROW_BYTES = 25;

/** A few more rows than a file has, where they are as long as the first. */
function guessRows(bytes: Uint8Array, start: number): number {
  // Too many does no harm where few are read at once.
  if (bytes.length < SAMPLE_BYTES) return Math.ceil(bytes.length / LEAST_ROW_BYTES);
  const end = start + SAMPLE_BYTES;
  let rows = 0;
  let last = start;
  for (let at = bytes.indexOf(LF, start); at >= 0 && at < end; at = bytes.indexOf(LF, at + 1)) {
    rows++;
    last = at + 1;
  }
  return rows === 0 ? 0 : Math.ceil((bytes.length - start) * rows / (last - start) * 1.04) + 8;
}

/** Position after the closing quote, -1 where there is none. */
function endOfQuoted(bytes: Uint8Array, start: number): number {
  for (let at = bytes.indexOf(QUOTE, start + 1); at >= 0; at = bytes.indexOf(QUOTE, at + 2)) {
    if (bytes[at + 1] !== QUOTE) return at + 1;
  }
  return -1;
}

/** Where the number that {@linkcode numberAt} read ends, -1 where it read none. */
let numberEnd = -1;

/**
 * The number that the bytes of a cell are, to the last bit; it leaves what is not the usual form to
 * {@linkcode slowNumber}.
 */
function numberAt(bytes: Uint8Array, start: number): number {
  numberEnd = -1;
  let at = start;
  const isNegative = bytes[at] === MINUS;
  if (isNegative) at++;
  const first = at;
  let digits = 0;
  let point = -1;
  for (;; at++) {
    const byte = bytes[at];
    if (byte === undefined) return NaN;
    if (byte >= ZERO && byte <= ZERO + 9) digits = digits * 10 + (byte - ZERO);
    else if (byte === POINT && point < 0 && at > first) point = at;
    else if (byte === COMMA || byte === LF) break;
    else return NaN;
  }
  const count = at - first - (point < 0 ? 0 : 1);
  if (count < 1 || count > SAFE_DIGITS || point === at - 1) return NaN;
  numberEnd = at;
  const value = point < 0 ? digits : digits / (POWERS[at - point - 1] ?? NaN);
  return isNegative ? -value : value;
}

/** The same of any bytes; `NaN` where they are no number, or empty. */
function slowNumber(bytes: Uint8Array, start: number, end: number): number {
  if (end === start) return NaN;
  let text = "";
  for (let at = start; at < end; at++) text += String.fromCharCode(bytes[at] ?? 0);
  const value = Number(text);
  // Number("  ") is 0 and Number("1e999") infinite, and neither was written here.
  return Number.isFinite(value) && text.trim() === text ? value : NaN;
}
