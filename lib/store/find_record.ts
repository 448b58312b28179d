import type { Dataset, Row } from "@/lib/datasets/dataset.ts";
import { columnsIn, parseRows } from "@/lib/datasets/format.ts";
import { lineAt } from "@/lib/datasets/structure.ts";
import { decode } from "./decode.ts";
import { cellsOfKey } from "./key_cells.ts";
import { cellsOf, RecordEnds } from "./record_ends.ts";
import { isKnown } from "./shelf.ts";

/** A row of a data file as it stands there. */
export interface FoundRecord {
  /** The line that it begins on, from 1, as editors count. */
  readonly line: number;
  /** Its line, or lines, without the last line feed. */
  readonly text: string;
  readonly row: Row;
}

/**
 * The record that counts of a key in one file: the last that was known at an instant. No other cell of the file is
 * read than those of lines that may be it.
 * @param at epoch milliseconds; `Infinity` for any
 * @throws {SyntaxError} for a file that is none of the dataset
 */
export function findRecord(dataset: Dataset, bytes: Uint8Array, key: string, at: number): FoundRecord | null {
  const text = decode(bytes);
  const head = text.slice(0, text.indexOf("\n") + 1);
  const names = columnsIn(dataset, head).map(({ name }) => name);
  const wanted = cellsOfKey(key).map((cell, index) => {
    const name = dataset.key[index] ?? "";
    return { cell, place: names.indexOf(name), isNumber: isNumber(dataset, name) };
  });
  const isIt = (record: string) => {
    const cells = cellsOf(record);
    return wanted.every(({ cell, place, isNumber }) => isSame(cells[place] ?? "", cell, isNumber));
  };
  let found: { readonly at: number; readonly text: string; readonly row: Row } | null = null;
  for (const { at: position, record } of recordsWith(text, head.length, clueOf(wanted))) {
    if (!isIt(record)) continue;
    const [row] = parseRows(dataset, `${head}${record}\n`);
    if (row !== undefined && (at === Infinity || isKnown(row, at))) {
      found = { at: position, text: record, row };
    }
  }
  return found && { line: lineAt(text, found.at), text: found.text, row: found.row };
}

/** Records in which a text stands, and the position of each. */
function* recordsWith(
  text: string,
  start: number,
  clue: string,
): Generator<{ readonly at: number; readonly record: string }> {
  // Without quotes every line is a record: those between need not be looked at.
  const ends = text.includes('"') ? new RecordEnds(text) : null;
  for (
    let at = start, hit = text.indexOf(clue, at);
    hit >= 0 && at < text.length;
    hit = text.indexOf(clue, at)
  ) {
    if (ends === null) at = Math.max(at, text.lastIndexOf("\n", hit - 1) + 1);
    let end = ends?.endOf(at) ?? lineEnd(text, at);
    while (end < hit) {
      at = end + 1;
      end = ends?.endOf(at) ?? lineEnd(text, at);
    }
    yield { at, record: text.slice(at, end) };
    at = end + 1;
  }
}

function lineEnd(text: string, from: number): number {
  const feed = text.indexOf("\n", from);
  return feed < 0 ? text.length : feed;
}

interface KeyCell {
  readonly cell: string;
  readonly isNumber: boolean;
}

/** The longest text of the key that stands in a file as it is: numbers may be written in several ways, quotes are doubled. */
function clueOf(cells: readonly KeyCell[]): string {
  return cells.filter(({ cell, isNumber }) => !isNumber && !cell.includes('"'))
    .reduce((longest, { cell }) => cell.length > longest.length ? cell : longest, "");
}

function isSame(cell: string, wanted: string, isNumber: boolean): boolean {
  return cell === wanted || (isNumber && cell !== "" && wanted !== "" && Number(cell) === Number(wanted));
}

function isNumber({ columns }: Dataset, name: string): boolean {
  const type = columns.find((column) => column.name === name)?.type;
  return type === "number" || type === "integer" || type === "boolean";
}
