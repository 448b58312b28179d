import { stringify } from "@std/csv";
import { initParser, type Schema } from "udsv";
import type { Column, Dataset, Row } from "./dataset.ts";
import { checkStructure, CsvFormatError, lineOfRecord } from "./structure.ts";

/** Names of the columns, in order: the first line of every file of the dataset. */
export function header(dataset: Dataset): string[] {
  return dataset.columns.map((column) => column.name);
}

/**
 * Rows as CSV with header: UTF-8, RFC 4180, LF; null is an empty cell, numbers are the shortest text that reads back
 * the same, text is exactly as it came.
 *
 * @throws {TypeError} for a number that is not finite: it has no text in CSV.
 */
export function formatRows(dataset: Dataset, rows: readonly Row[]): string {
  const names = header(dataset);
  const cells = rows.map((row) =>
    names.map((name) => {
      const cell = row[name] ?? null;
      if (typeof cell === "number" && !Number.isFinite(cell)) {
        throw new TypeError(`Cannot write dataset "${dataset.name}": column "${name}" is ${cell}`);
      }
      return cell;
    })
  );
  return stringify([names, ...cells]);
}

/**
 * Reads what {@linkcode formatRows} wrote. A file of an older version, without an optional column that came later,
 * reads with null there.
 *
 * @throws {SyntaxError} naming the line, for anything else: another header, another width, a torn last line, an
 * unclosed quote, a cell that is not of its column's type.
 */
export function parseRows(dataset: Dataset, text: string): Row[] {
  try {
    return readRows(dataset, text);
  } catch (error) {
    throw explained(dataset, error);
  }
}

/**
 * The columns that a file has, in order, by its first line with the line feed.
 *
 * @throws {SyntaxError} when that is no header of the dataset
 */
export function columnsIn(dataset: Dataset, line: string): readonly Column[] {
  try {
    return columnsOf(dataset, line);
  } catch (error) {
    throw explained(dataset, error);
  }
}

/** The error of a cell that a reader of files could not take, `row` counted from 0. */
export function unfitCell(dataset: Dataset, reason: string, row: number, text?: string): SyntaxError {
  if (text === undefined) {
    return new SyntaxError(`Cannot keep dataset "${dataset.name}": row ${row + 1} ${reason}`);
  }
  const width = columnsOf(dataset, text).length;
  return explained(dataset, new CsvFormatError(reason, lineOfRecord(text, row + 1, width)));
}

function explained(dataset: Dataset, error: unknown): SyntaxError {
  if (!(error instanceof CsvFormatError)) throw error;
  return new SyntaxError(`Cannot read dataset "${dataset.name}": ${error.message}`, { cause: error });
}

function readRows(dataset: Dataset, text: string): Row[] {
  const columns = columnsOf(dataset, text);
  const records = checkStructure(text, columns.length);
  // Looking through all cells once more would take longer than reading them.
  let isWrong = false;
  const rows = initParser(schemaOf(columns, text, () => isWrong = true)).typedObjs<Row>(text);
  if (isWrong) throw wrongCell(columns, rows, text);
  if (rows.length !== records - 1) {
    throw new CsvFormatError(`and after give ${rows.length} rows, expected ${records - 1}`, 2);
  }
  const missing = dataset.columns.filter((column) => !columns.includes(column));
  return missing.length === 0 ? rows : rows.map((row) => ({ ...emptyCells(missing), ...row }));
}

/** The file's columns by its first line, which is the dataset's header but for optional columns added since. */
function columnsOf(dataset: Dataset, text: string): readonly Column[] {
  const end = text.indexOf("\n");
  if (end < 0) throw new CsvFormatError("is torn or empty, expected the header", 1);
  const line = text.slice(0, end);
  const names = header(dataset);
  if (line === names.join(",")) return dataset.columns;
  const found = line.split(",").map((name) => dataset.columns.find((column) => column.name === name));
  const columns = found.filter((column) => column !== undefined);
  const complete = dataset.columns.every((column) =>
    columns.includes(column) || !(column.required || dataset.key.includes(column.name))
  );
  if (columns.length !== found.length || new Set(columns).size !== columns.length || !complete) {
    throw new CsvFormatError(`is ${JSON.stringify(line)}, expected the header "${names.join(",")}"`, 1);
  }
  return columns;
}

/** udsv's schema, given rather than guessed from the first rows; `skip` is missing from its type. */
function schemaOf(columns: readonly Column[], text: string, onWrong: () => void): Schema & { skip: number } {
  const quote = text.includes('"') ? '"' : "";
  return {
    skip: 1,
    col: ",",
    row: "\n",
    encl: quote,
    esc: quote,
    trim: false,
    cols: columns.map((column) => ({
      name: column.name,
      type: "s",
      repl: { empty: null, null: undefined, NaN: undefined },
      ...parserOf(column, onWrong),
    })),
  };
}

/** How a cell becomes a value; a text that is none becomes NaN, and is told. */
function parserOf(column: Column, onWrong: () => void): { parse?: (text: string) => number | boolean } {
  const parse = column.type === "number" || column.type === "integer"
    ? parseNumber
    : column.type === "boolean"
    ? parseBoolean
    : null;
  if (parse === null) return {};
  return {
    parse: (text) => {
      const value = parse(text);
      if (Number.isNaN(value)) onWrong();
      return value;
    },
  };
}

function parseNumber(text: string): number {
  const value = Number(text);
  // Number("  ") is 0 and Number("1e999") infinite, and neither was written here.
  return Number.isFinite(value) && text.trim() === text ? value : NaN;
}

function parseBoolean(text: string): boolean | number {
  return text === "true" ? true : text === "false" ? false : NaN;
}

/** Names the first cell, by column, that is not of its column's type. */
function wrongCell(columns: readonly Column[], rows: readonly Row[], text: string): CsvFormatError {
  for (const column of columns) {
    const at = rows.findIndex((row) => Number.isNaN(row[column.name]));
    if (at < 0) continue;
    const wanted = column.type === "boolean" ? "true or false" : "a number";
    return new CsvFormatError(
      `has no ${column.type} in column "${column.name}", expected ${wanted}`,
      lineOfRecord(text, at + 1, columns.length),
    );
  }
  return new CsvFormatError("and after have a cell of another type than its column", 2);
}

function emptyCells(columns: readonly Column[]): Row {
  return Object.fromEntries(columns.map((column) => [column.name, null]));
}
