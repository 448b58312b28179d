import { stringify as stringifyRecords } from "csv-stringify/sync";
import { rejectOptions } from "./options.ts";

/** One row: its cells in order, or an object whose properties `columns` names. */
export type DataItem = Readonly<Record<string, unknown>> | readonly unknown[];

/** A column: the property to read, or the property and the header to write over it. */
export type Column = string | { readonly prop: string; readonly header?: string };

/** Options of {@linkcode stringify}, as in `@std/csv`. */
export interface StringifyOptions {
  /** Writes the header, when there are columns. @default {true} */
  readonly headers?: boolean;
  /** Which properties to write, in order. Needed when rows are objects. @default {[]} */
  readonly columns?: readonly Column[];
  /** @default {","} */
  readonly separator?: string;
  /** Starts with a byte order mark, which some spreadsheets want. @default {false} */
  readonly bom?: boolean;
  /** Ends lines with CRLF instead of LF. @default {false} */
  readonly crlf?: boolean;
}

const SUPPORTED = ["headers", "columns", "separator", "bom", "crlf"];

/**
 * Writes rows as CSV (RFC 4180), each line ended. A cell is quoted only where it must be; null and undefined are
 * empty cells; objects are written as JSON.
 *
 * @throws {TypeError} for rows that are objects when no columns are given, and for unsupported options.
 */
export function stringify(data: readonly DataItem[], options: StringifyOptions = {}): string {
  rejectOptions("stringify", options, SUPPORTED);
  const { headers = true, columns = [], separator = ",", bom = false, crlf = false } = options;
  const rows = data.map((item) => cellsOf(item, columns));
  if (headers && columns.length > 0) {
    rows.unshift(columns.map((column) => typeof column === "string" ? column : column.header ?? column.prop));
  }
  // csv-stringify writes its mark with the first record only, and knows no empty file with a mark.
  const mark = bom ? "\ufeff" : "";
  return mark + stringifyRecords(rows, {
    delimiter: separator,
    record_delimiter: crlf ? "\r\n" : "\n",
    // Once the line end is given, csv-stringify leaves a lone CR bare; most readers would end the row there.
    quoted_match: /[\r\n]/,
  });
}

function cellsOf(item: DataItem, columns: readonly Column[]): string[] {
  if (isCells(item)) return item.map(cellText);
  if (columns.length === 0) {
    throw new TypeError('Cannot stringify CSV: rows are objects, expected option "columns"');
  }
  return columns.map((column) => cellText(item[typeof column === "string" ? column : column.prop]));
}

/** `Array.isArray` does not narrow a readonly array. */
function isCells(item: DataItem): item is readonly unknown[] {
  return Array.isArray(item);
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "object") return JSON.stringify(value);
  return String(value);
}
