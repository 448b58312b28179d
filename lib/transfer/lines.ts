import { parse } from "@std/csv";

/** A line of a price file that is not empty. */
export interface Line {
  /** As editors count, from 1. */
  readonly number: number;
  readonly text: string;
}

/** A line's cells, without the spaces around them; `null` where the line is no CSV. */
export type Cells = readonly string[] | null;

/** Lines parsed at a time: one call to the parser costs as much as three lines. */
const BATCH = 500;

/** The lines of a text that have something in them; LF, CRLF and the CR of old spreadsheets end one. */
export function linesOf(text: string): Line[] {
  return text.split(/\r\n|\n|\r/).flatMap((line, index) =>
    line.trim() === "" ? [] : { number: index + 1, text: line }
  );
}

/**
 * The cells of each line. In a price file a row is a line: a quote that is never closed spoils its own line and not
 * the rest of the file.
 */
export function* cellsOf(lines: readonly Line[], separator: string): Generator<[Line, Cells]> {
  for (let start = 0; start < lines.length; start += BATCH) {
    const batch = lines.slice(start, start + BATCH);
    const cells = batchOf(batch, separator);
    for (const [index, line] of batch.entries()) yield [line, cells[index] ?? null];
  }
}

function batchOf(lines: readonly Line[], separator: string): Cells[] {
  if (!lines.some(({ text }) => text.includes('"'))) {
    return lines.map(({ text }) => trimmed(text.split(separator)));
  }
  const records = recordsOf(lines.map(({ text }) => text).join("\n"), separator);
  if (records?.length === lines.length) return records.map(trimmed);
  return lines.map(({ text }) => {
    const [record = null] = recordsOf(text, separator) ?? [];
    return record && trimmed(record);
  });
}

function recordsOf(text: string, separator: string): string[][] | null {
  try {
    // Without names for its columns a record is always an array.
    return parse(text, { separator }) as string[][];
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function trimmed(cells: readonly string[]): string[] {
  return cells.map((cell) => cell.trim());
}
