const LF = 10;
const QUOTE = 34;
const COMMA = 44;

/** A CSV file that is not what it should be; `line` counts from 1, as editors do. */
export class CsvFormatError extends SyntaxError {
  override readonly name = "CsvFormatError";
  constructor(readonly reason: string, readonly line: number) {
    super(`line ${line} ${reason}`);
  }
}

/**
 * Checks that `text` is RFC 4180 as this project writes it: LF ends every line, every record has `width` cells,
 * quotes enclose a whole cell or are doubled inside one. udsv reads such text fast and right, but answers any other
 * text with rows that are wrong in silence, so this stands before it.
 *
 * @returns the number of records, the header included.
 * @throws {CsvFormatError} for the first line that breaks this.
 */
export function checkStructure(text: string, width: number): number {
  let records = 0;
  let position = 0;
  while (position < text.length) {
    position = endOfRecord(text, position, width);
    records += 1;
  }
  return records;
}

/** The position after the record that starts at `start`. */
function endOfRecord(text: string, start: number, width: number): number {
  let cells = 1;
  let position = start;
  let atStart = true;
  for (;;) {
    if (position >= text.length) throw failure(text, start, "is torn, expected it to end with a line feed");
    const code = text.charCodeAt(position);
    if (code === LF) break;
    if (code === COMMA) {
      cells += 1;
      atStart = true;
    } else if (code === QUOTE) {
      if (!atStart) throw failure(text, position, "has a quote inside an unquoted cell");
      position = endOfQuoted(text, position) - 1;
      atStart = false;
    } else {
      atStart = false;
    }
    position += 1;
  }
  if (cells !== width) {
    const columns = start === position && width > 1 ? "is empty" : `has ${cells} columns`;
    throw failure(text, start, `${columns}, expected ${width}`);
  }
  return position + 1;
}

/** The position after the closing quote of the cell whose opening quote is at `open`. */
function endOfQuoted(text: string, open: number): number {
  let position = open + 1;
  for (;;) {
    const quote = text.indexOf('"', position);
    if (quote < 0) throw failure(text, open, "has a quote that is never closed");
    const next = text.charCodeAt(quote + 1);
    if (next !== QUOTE) {
      if (next === COMMA || next === LF || quote + 1 === text.length) return quote + 1;
      throw failure(text, quote, "has text after a closing quote");
    }
    position = quote + 2;
  }
}

function failure(text: string, position: number, reason: string): CsvFormatError {
  return new CsvFormatError(reason, lineAt(text, position));
}

/** The line, from 1, in which `position` of `text` lies. */
export function lineAt(text: string, position: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < position; at = text.indexOf("\n", at + 1)) line += 1;
  return line;
}

/** The line on which record `index` (0 is the header) of a well-formed text starts. */
export function lineOfRecord(text: string, index: number, width: number): number {
  let position = 0;
  for (let record = 0; record < index; record += 1) position = endOfRecord(text, position, width);
  return lineAt(text, position);
}
