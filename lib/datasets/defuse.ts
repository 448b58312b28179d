import type { Cell, Row } from "./dataset.ts";

/** What makes a spreadsheet take a text for a formula, full-width forms included (OWASP, "CSV injection"). */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/**
 * A cell as a *download* carries it: a text that a spreadsheet would run as a formula gets an apostrophe in front.
 * Numbers stay as they are, also negative ones. The volume keeps text exactly as it came.
 */
export function defuse(cell: Cell): Cell {
  return typeof cell === "string" && FORMULA.test(cell) ? `'${cell}` : cell;
}

/** A row with every cell defused. */
export function defuseRow(row: Row): Row {
  return Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, defuse(cell)]));
}
