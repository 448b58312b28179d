import type { Cell, Column } from "@/lib/datasets/dataset.ts";
import { formatAmount, formatDateTime } from "./format.ts";

/** Longest text shown in a table; the file has the whole. */
const LONGEST = 160;

/** A cell of a dataset as a page shows it: separators in amounts, none in years; the reader's time. */
export function formatCell(cell: Cell, column: Pick<Column, "name" | "type">): string {
  if (cell === null) return "–";
  if (typeof cell === "number") return isPlainNumber(column.name) ? String(cell) : formatAmount(cell);
  if (typeof cell === "boolean") return cell ? "yes" : "no";
  // Midnight UTC stands for a whole day in the datasets; in New York it would be the evening before.
  if (column.type === "datetime") {
    return cell.endsWith("T00:00:00.000Z") ? cell.slice(0, 10) : formatDateTime(cell);
  }
  return cell.length > LONGEST ? `${cut(cell)}…` : cell;
}

/** Not in the middle of a character that takes two places. */
function cut(text: string): string {
  return text.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, "");
}

/** Whether a number is a name or a year, which has no separators. */
export function isPlainNumber(name: string): boolean {
  return name === "id" || name === "year" || name === "quarter" || name.endsWith("_id");
}
