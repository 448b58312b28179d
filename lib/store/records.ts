import type { Dataset, Row } from "@/lib/datasets/dataset.ts";
import { formatRows, header, parseRows } from "@/lib/datasets/format.ts";
import { keyOf } from "@/lib/datasets/keys.ts";
import { decode } from "./decode.ts";
import { layoutOf } from "./series/layout.ts";

/** A row of a data file as it stands there. */
export interface FileRecord {
  /** As `keyOf` names it. */
  readonly key: string;
  /** Its line, or lines, without the last line feed. */
  readonly text: string;
  /** Its cells as text, without their quotes. */
  cell(column: string): string;
}

/**
 * The rows of a data file, one after the other, as they stand there: no cell is read and written anew. A file of an
 * older version, without a column that came later, gives them with that column empty.
 * @throws {SyntaxError} for a file that is none of the dataset
 */
export function* recordsOf(dataset: Dataset, bytes: Uint8Array): Generator<FileRecord> {
  let text = decode(bytes);
  const first = `${header(dataset).join(",")}\n`;
  if (!text.startsWith(first)) text = formatRows(dataset, parseRows(dataset, text));
  // A series' key is what its cells say; others are few, and may have numbers in theirs.
  const rows = layoutOf(dataset) === null ? parseRows(dataset, text) : null;
  const names = header(dataset);
  const isPlain = !text.includes('"');
  for (let start = first.length, index = 0; start < text.length; index++) {
    const end = isPlain ? text.indexOf("\n", start) : endOfRecord(text, start);
    const record = text.slice(start, end);
    const row = rows?.[index];
    const cells = isPlain ? record.split(",") : cellsOf(record);
    const cell = (column: string) => cells[names.indexOf(column)] ?? "";
    yield {
      key: row === undefined ? keyOf(dataset, keyRow(dataset, cell)) : keyOf(dataset, row),
      text: record,
      cell,
    };
    start = end + 1;
  }
}

function keyRow(dataset: Dataset, cell: (column: string) => string): Row {
  return Object.fromEntries(dataset.key.map((name) => [name, cell(name)]));
}

/** Position of the line feed that ends a record: one that is not between quotes. */
function endOfRecord(text: string, start: number): number {
  let inQuotes = false;
  for (let at = start;; at++) {
    const character = text[at];
    if (character === '"') inQuotes = !inQuotes;
    else if ((character === "\n" && !inQuotes) || character === undefined) return at;
  }
}

/** Cells of a record of RFC 4180. */
function cellsOf(record: string): string[] {
  const cells: string[] = [];
  let cell = "";
  let inQuotes = false;
  for (let at = 0; at < record.length; at++) {
    const character = record.charAt(at);
    if (character === '"' && inQuotes && record[at + 1] === '"') {
      cell += '"';
      at++;
    } else if (character === '"') inQuotes = !inQuotes;
    else if (character === "," && !inQuotes) {
      cells.push(cell);
      cell = "";
    } else cell += character;
  }
  return [...cells, cell];
}
