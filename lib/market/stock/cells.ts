import type { Row } from "@/lib/datasets/dataset.ts";

const DAY = /^\d{4}-\d{2}-\d{2}/;

/** The number in a column; `null` where the cell is empty, or no number. */
export function numberIn(row: Row | undefined, column: string): number | null {
  const cell = row?.[column];
  return typeof cell === "number" && Number.isFinite(cell) ? cell : null;
}

/** The text in a column; empty where there is none. */
export function textIn(row: Row | undefined, column: string): string {
  const cell = row?.[column];
  return typeof cell === "string" ? cell.trim() : "";
}

/** The day in a column of dates or times, `YYYY-MM-DD`; empty where there is none. */
export function dayIn(row: Row | undefined, column: string): string {
  const text = textIn(row, column);
  return DAY.test(text) && !Number.isNaN(Date.parse(text.slice(0, 10))) ? text.slice(0, 10) : "";
}

/** Orders rows by the text of a column, greatest first; of equal ones the order stays. */
export function newestFirst(column: string): (a: Row, b: Row) => number {
  return (a, b) => {
    const [left, right] = [textIn(a, column), textIn(b, column)];
    return left < right ? 1 : left > right ? -1 : 0;
  };
}
