import { type Cells, cellsOf, type Line, linesOf } from "./lines.ts";
import { type Layout, layoutOf } from "./layout.ts";
import { Refusal } from "./refusal.ts";

/** A price file as a table. */
export interface Table {
  readonly separator: string;
  /** Names of the columns. */
  readonly header: readonly string[];
  readonly layout: Layout;
  /** Line of the header, from 1. */
  readonly headerLine: number;
  /** Lines below it, none of them read yet. */
  readonly lines: readonly Line[];
}

const SEPARATORS = [",", ";", "\t", "|"];
/** Some exports say what they are before the header. */
const HEADER_WITHIN = 20;
/** Rows looked at to see whether they are wider than the header. */
const SAMPLE = 20;

/**
 * Finds separator and header: the first line in which, cut by one of the separators, all columns that bars need
 * are named.
 * @throws {Refusal} saying what the likeliest header lacks
 */
export function tableOf(text: string, isSymbol: (text: string) => boolean): Table {
  const lines = linesOf(text);
  let best: { matches: number; missing: string } = { matches: 0, missing: "no line names its columns" };
  for (const separator of SEPARATORS) {
    const start = [...cellsOf(lines.slice(0, HEADER_WITHIN), separator)];
    for (const [index, [line, cells]] of start.entries()) {
      if (cells === null || cells.length < 2) continue;
      const levels = levelsOf(start.slice(index).map(([, cells]) => cells));
      const used = levels === null ? 1 : 3;
      const names = levels ?? cells;
      const rows = start.slice(index + used, index + used + SAMPLE);
      for (const header of isNarrower(names, rows) ? [names, ["", ...names]] : [names]) {
        const layout = layoutOf(header, isSymbol);
        if (typeof layout !== "string") {
          return { separator, header, layout, headerLine: line.number, lines: lines.slice(index + used) };
        }
        if (cells.length > best.matches && index === 0) best = { matches: cells.length, missing: layout };
      }
    }
  }
  throw new Refusal(`${best.missing}, wanted a header such as Date,Open,High,Low,Close,Volume`);
}

/**
 * The names that yfinance spreads over three lines (prices, tickers, then the index's name alone) as names in one
 * line, `Close AAPL`; `null` where the lines are no such header.
 */
function levelsOf([first, second, third]: readonly Cells[]): string[] | null {
  if (!first || !second || !third || third[0] === undefined) return null;
  const isIndexName = third[0] !== "" && third.slice(1).every((cell) => cell === "");
  const isLevel = (cells: readonly string[]) =>
    /^(price|attributes|tickers?|symbols?|)$/i.test(cells[0] ?? "");
  if (!isIndexName || !isLevel(first) || !isLevel(second) || second.length !== first.length) return null;
  return [third[0], ...first.slice(1).map((cell, index) => `${cell} ${second[index + 1] ?? ""}`.trim())];
}

/** R leaves the name of its index out: rows are then one wider than the header. */
function isNarrower(header: readonly string[], rows: readonly [Line, Cells][]): boolean {
  return rows.length > 0 && rows.every(([, cells]) => cells?.length === header.length + 1);
}
