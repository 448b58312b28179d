import type { Cell, Dataset, Row } from "./dataset.ts";

/** Between cells (ASCII unit separator) and in front of a separator that is part of a text (ASCII escape). */
const SEPARATOR = "\u001f";
const ESCAPE = "\u001b";
// deno-lint-ignore no-control-regex -- these two are exactly what must not pass unescaped
const ESCAPED = /[\u001b\u001f]/g;

/** The key of a row as text: equal for two rows exactly when all their key cells are. */
export function keyOf(dataset: Dataset, row: Row): string {
  let key = "";
  for (const name of dataset.key) key += cellText(row[name]) + SEPARATOR;
  return key;
}

/**
 * All that a row says, as text: every cell but `fetched_at`. Two rows of equal content are the same fact learned
 * twice. An empty text counts as null and -0 as 0, because a file cannot tell them apart.
 */
export function contentOf(dataset: Dataset, row: Row): string {
  let content = "";
  for (const column of dataset.columns) {
    if (column.name !== "fetched_at") content += cellText(row[column.name]) + SEPARATOR;
  }
  return content;
}

function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell !== "string") return String(cell);
  return cell.includes(SEPARATOR) || cell.includes(ESCAPE)
    ? cell.replaceAll(ESCAPED, (character) => ESCAPE + character)
    : cell;
}
