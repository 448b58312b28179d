import type { Cell, Column, Dataset, Row } from "./dataset.ts";
import { isDay } from "./time.ts";

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATETIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** Why a row breaks the dataset's schema, in words; null when it keeps it. */
export function checkRow(dataset: Dataset, row: Row): string | null {
  for (const column of dataset.columns) {
    const reason = checkCell(column, row[column.name], dataset.key.includes(column.name));
    if (reason !== null) return reason;
  }
  for (const name of Object.keys(row)) {
    if (!dataset.columns.some((column) => column.name === name)) {
      return `Column "${name}" is unknown, expected a column of "${dataset.name}"`;
    }
  }
  return null;
}

function checkCell(column: Column, cell: Cell | undefined, isKey: boolean): string | null {
  if (cell === undefined) return `Column "${column.name}" is missing`;
  if (cell === null || cell === "") {
    return column.required || isKey ? `Column "${column.name}" is empty, expected a value` : null;
  }
  const expected = mismatch(column, cell);
  return expected === null
    ? null
    : `Column "${column.name}" is ${JSON.stringify(cell) ?? cell}, expected ${expected}`;
}

/** What the cell should have been; null when it is. */
function mismatch(column: Column, cell: string | number | boolean): string | null {
  switch (column.type) {
    case "number":
      return Number.isFinite(cell) ? null : "a finite number";
    case "integer":
      return Number.isSafeInteger(cell) ? null : "an integer";
    case "boolean":
      return typeof cell === "boolean" ? null : "true or false";
    case "date":
      return typeof cell === "string" && DATE.test(cell) && isDay(cell) ? null : "a date like 2026-05-22";
    case "datetime":
      return typeof cell === "string" && DATETIME.test(cell) && isDay(cell.slice(0, 10)) &&
          !Number.isNaN(Date.parse(cell))
        ? null
        : "a time like 2026-05-22T20:00:00.000Z";
    case "string":
      // A lone surrogate cannot be stored as UTF-8 and would come back as another text.
      return typeof cell === "string" && cell.isWellFormed() ? null : "a text";
  }
}
