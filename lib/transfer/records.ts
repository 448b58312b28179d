import { cellsOf, type Line } from "./lines.ts";
import type { Table } from "./table.ts";

/** A line that is not imported, and why; what is wrong with it costs no other. */
export interface Rejection {
  /** In the file, from 1. */
  readonly line: number;
  readonly reason: string;
  /** The line, cut where it is long. */
  readonly text: string;
}

/** A line with as many cells as the header. */
export interface TableRow {
  readonly line: Line;
  readonly cells: readonly string[];
}

/** The rows below a header. */
export interface TableRows {
  readonly rows: readonly TableRow[];
  readonly rejected: readonly Rejection[];
  /** Lines that tell of a dividend or split, as Yahoo puts them among the prices. */
  readonly events: number;
}

/** Lets a server do other things in the middle of long work; called every few milliseconds of it. */
export type Pause = () => Promise<void>;

/** Rows worked on between two pauses. */
export const ROWS_PER_TURN = 2_000;

const EVENT = /dividend|stock split|capital gain/i;
const SHOWN = 200;

/** Cuts the lines of a table into cells. */
export async function rowsOf(table: Table, pause: Pause): Promise<TableRows> {
  const { lines, separator, header } = table;
  const rows: TableRow[] = [];
  const rejected: Rejection[] = [];
  let events = 0;
  for (const [line, cells] of cellsOf(lines, separator)) {
    if ((rows.length + 1) % ROWS_PER_TURN === 0) await pause();
    if (cells === null) {
      rejected.push(rejectionOf(line, "it has a quote that is not closed, or one inside a cell"));
    } else if (isEvent(cells, table)) events++;
    // Files that were put together from several have several headers.
    else if (cells.every((cell, index) => cell === header[index])) continue;
    else if (cells.length < header.length || cells.slice(header.length).some((cell) => cell !== "")) {
      rejected.push(rejectionOf(line, `it has ${cells.length} cells, wanted ${header.length}`));
    } else rows.push({ line, cells });
  }
  return { rows, rejected, events };
}

/** Whether a row says "0.24 Dividend" where prices would be. */
function isEvent(cells: readonly string[], { header, layout }: Table): boolean {
  const isShort = cells.length < header.length;
  return isShort
    ? cells.slice(1).some((cell) => EVENT.test(cell))
    : layout.prices.some(({ at }) => Object.values(at).some((column) => EVENT.test(cells[column] ?? "")));
}

/** Says of a line why it is not imported. */
export function rejectionOf({ number, text }: Line, reason: string): Rejection {
  return { line: number, reason, text: text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text };
}
