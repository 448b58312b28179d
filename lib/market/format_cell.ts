import type { Cell, Column, Row } from "@/lib/datasets/dataset.ts";
import { formatAmount, formatDateTime } from "./format.ts";

/** Longest text shown in a table; the file has the whole. */
const LONGEST = 160;

/**
 * A cell of a dataset as a page shows it: separators in amounts, none in years; the reader's time.
 * @param row the cell's row, which tells a day from a moment
 */
export function formatCell(cell: Cell, column: Pick<Column, "name" | "type">, row: Row): string {
  if (cell === null) return "–";
  if (typeof cell === "number") return isPlainNumber(column.name) ? String(cell) : formatAmount(cell);
  if (typeof cell === "boolean") return cell ? "yes" : "no";
  if (column.type === "datetime") {
    return isWholeDay(cell, column.name, row) ? cell.slice(0, 10) : formatDateTime(cell);
  }
  return cell.length > LONGEST ? `${cut(cell)}…` : cell;
}

/**
 * Midnight UTC stands for a whole day, which in New York would be the evening before, at the `time` of a daily bar and
 * of a day of headlines. Everywhere else it is a moment, 19:00 or 20:00 in New York.
 */
function isWholeDay(time: string, name: string, row: Row): boolean {
  return name === "time" && time.endsWith("T00:00:00.000Z") &&
    !/[mh]$/.test(String(row["interval"] ?? ""));
}

/** Not in the middle of a character that takes two places. */
function cut(text: string): string {
  return text.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, "");
}

/** Whether a number is a name or a year, which has no separators. */
export function isPlainNumber(name: string): boolean {
  return name === "id" || name === "year" || name === "quarter" || name.endsWith("_id");
}
