import { ByteWriter, ParquetWriter, type SchemaElement } from "hyparquet-writer";
import type { Cell, Column, Dataset, Row } from "@/lib/datasets/dataset.ts";

/** Rows of a row group: what a reader skips as a whole, and what is in memory at a time. */
const ROWS_PER_GROUP = 20_000;

/** Types of Parquet by a column's; a `datetime` is in milliseconds UTC, a `date` in days. */
const TYPES: Readonly<Record<Column["type"], Omit<SchemaElement, "name">>> = {
  string: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  integer: { type: "INT64" },
  number: { type: "DOUBLE" },
  boolean: { type: "BOOLEAN" },
  date: { type: "INT32", converted_type: "DATE" },
  datetime: {
    type: "INT64",
    converted_type: "TIMESTAMP_MILLIS",
    logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MILLIS" },
  },
};

/** Rows as a Parquet file, a row group at a time. A column that must be filled is required, any other nullable. */
export function* parquetOf(dataset: Dataset, rows: readonly Row[]): Generator<Uint8Array<ArrayBuffer>> {
  const { columns, key } = dataset;
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({
    writer: bytes,
    schema: [
      { name: "root", num_children: columns.length },
      ...columns.map((column): SchemaElement => ({
        ...TYPES[column.type],
        name: column.name,
        repetition_type: column.required || key.includes(column.name) ? "REQUIRED" : "OPTIONAL",
      })),
    ],
    createdBy: "quarterhour",
  });
  for (let start = 0; start < rows.length; start += ROWS_PER_GROUP) {
    const group = rows.slice(start, start + ROWS_PER_GROUP);
    const columnData = columns.map((column) => ({
      name: column.name,
      data: group.map((row) => valueOf(column, row[column.name] ?? null)),
    }));
    writer.write({ columnData, rowGroupSize: ROWS_PER_GROUP });
    yield taken(bytes);
  }
  writer.finish();
  yield taken(bytes);
}

/** What the writer takes for a cell of such a column. */
function valueOf({ type }: Column, cell: Cell): unknown {
  if (cell === null) return null;
  switch (type) {
    case "integer":
      return BigInt(Number(cell));
    case "date":
      return Date.parse(`${cell}T00:00:00Z`) / DAY_MS;
    case "datetime":
      return BigInt(Date.parse(String(cell)));
    default:
      return cell;
  }
}

const DAY_MS = 86_400_000;

/** The bytes written so far; the writer goes on with an empty buffer, at the offset that it had. */
function taken(bytes: ByteWriter): Uint8Array<ArrayBuffer> {
  const chunk = new Uint8Array(bytes.getBuffer());
  bytes.index = 0;
  return chunk;
}
