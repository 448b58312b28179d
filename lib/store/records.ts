import type { Dataset, Row } from "@/lib/datasets/dataset.ts";
import { formatRows, header, parseRows } from "@/lib/datasets/format.ts";
import { keyOf } from "@/lib/datasets/keys.ts";
import { decode } from "./decode.ts";
import { cellsOf, RecordEnds } from "./record_ends.ts";
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
  const ends = new RecordEnds(text);
  for (let start = first.length, index = 0; start < text.length; index++) {
    const end = ends.endOf(start);
    const record = text.slice(start, end);
    const row = rows?.[index];
    const cells = cellsOf(record);
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
