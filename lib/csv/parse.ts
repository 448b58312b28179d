import { parse as parseRecords } from "csv-parse/sync";
import { rejectOptions } from "./options.ts";

/** Options of {@linkcode parse}, as in `@std/csv`. */
export interface ParseOptions {
  /** Takes the first row as the names of the columns. @default {false} */
  readonly skipFirstRow?: boolean;
  /** Names of the columns; rows become objects. */
  readonly columns?: readonly string[];
  /** One character, or several, between cells. @default {","} */
  readonly separator?: string;
  /** Lines that start with it are left out. */
  readonly comment?: string;
  /** Drops spaces at the start of a cell. @default {false} */
  readonly trimLeadingSpace?: boolean;
  /** Cells each row must have: `0` takes the first row as the measure; absent or negative: no check. */
  readonly fieldsPerRecord?: number;
  /** Not supported but as `false`. @default {false} */
  readonly lazyQuotes?: false;
}

const SUPPORTED = [
  "skipFirstRow",
  "columns",
  "separator",
  "comment",
  "trimLeadingSpace",
  "fieldsPerRecord",
  "lazyQuotes",
];

/**
 * Parses CSV (RFC 4180; LF or CRLF; empty lines are skipped) into rows of strings, or into one object a row when
 * `skipFirstRow` or `columns` is given.
 *
 * @throws {SyntaxError} for an unclosed or misplaced quote, or a row of another width than asked for.
 * @throws {TypeError} for an option that this adapter does not support.
 */
export function parse(text: string): string[][];
export function parse(
  text: string,
  options: ParseOptions & ({ readonly skipFirstRow: true } | { readonly columns: readonly string[] }),
): Record<string, string>[];
export function parse(text: string, options: ParseOptions): string[][] | Record<string, string>[];
export function parse(text: string, options: ParseOptions = {}): string[][] | Record<string, string>[] {
  rejectOptions("parse", options, SUPPORTED);
  if (options.lazyQuotes) throw new TypeError('Cannot parse CSV: option "lazyQuotes" is not supported');
  const rows = records(text, options);
  checkWidth(rows, options.fieldsPerRecord);
  if (!options.skipFirstRow && options.columns === undefined) return rows;
  const body = options.skipFirstRow ? rows.slice(1) : rows;
  const names = options.columns ?? rows[0];
  if (names === undefined) throw new SyntaxError("Cannot parse CSV: it is empty, expected a header");
  return body.map((row, index) => named(row, names, index + (options.skipFirstRow ? 2 : 1)));
}

function records(text: string, options: ParseOptions): string[][] {
  try {
    return parseRecords(text, {
      bom: true,
      delimiter: options.separator ?? ",",
      // Not discovered: a lone CR is part of a cell, never the end of a row.
      record_delimiter: ["\r\n", "\n"],
      comment: options.comment ?? null,
      ltrim: options.trimLeadingSpace ?? false,
      relax_column_count: true,
      skip_empty_lines: true,
    });
  } catch (cause) {
    throw new SyntaxError(`Cannot parse CSV: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

function checkWidth(rows: readonly string[][], fieldsPerRecord: number | undefined): void {
  if (fieldsPerRecord === undefined || fieldsPerRecord < 0) return;
  const width = fieldsPerRecord || (rows[0]?.length ?? 0);
  const at = rows.findIndex((row) => row.length !== width);
  if (at >= 0) throw new SyntaxError(widthMessage(at + 1, rows[at]?.length ?? 0, width));
}

function named(row: readonly string[], names: readonly string[], record: number): Record<string, string> {
  if (row.length !== names.length) throw new SyntaxError(widthMessage(record, row.length, names.length));
  return Object.fromEntries(names.map((name, index) => [name, row[index] ?? ""]));
}

function widthMessage(record: number, actual: number, expected: number): string {
  return `Cannot parse CSV: record ${record} has ${actual} fields, expected ${expected}`;
}
