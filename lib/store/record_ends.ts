/** Finds where the records of a CSV text end: at line feeds that are not between quotes. It is asked from front to back. */
export class RecordEnds {
  readonly #text: string;
  /** The first quote at or after the place asked for last: most files have few, or none. */
  #quote: number;

  constructor(text: string) {
    this.#text = text;
    this.#quote = text.indexOf('"');
  }

  /**
   * Where the record that starts at a place ends.
   * @param start not before the one asked for last
   * @returns position of its line feed, that of the text's end for a torn one
   */
  endOf(start: number): number {
    let inQuotes = false;
    for (let from = start;;) {
      const feed = this.#text.indexOf("\n", from);
      const end = feed < 0 ? this.#text.length : feed;
      for (let quote = this.#quoteFrom(from); quote >= 0 && quote < end; quote = this.#quoteFrom(quote + 1)) {
        inQuotes = !inQuotes;
      }
      if (!inQuotes || feed < 0) return end;
      from = end + 1;
    }
  }

  #quoteFrom(from: number): number {
    if (this.#quote >= 0 && this.#quote < from) this.#quote = this.#text.indexOf('"', from);
    return this.#quote;
  }
}

/** Cells of a record of RFC 4180, without their quotes. */
export function cellsOf(record: string): string[] {
  if (!record.includes('"')) return record.split(",");
  const cells: string[] = [];
  let cell = "";
  let inQuotes = false;
  for (let at = 0; at < record.length; at++) {
    const character = record.charAt(at);
    if (character === '"' && inQuotes && record[at + 1] === '"') {
      cell += '"';
      at++;
    } else if (character === '"') inQuotes = !inQuotes;
    else if (character === "," && !inQuotes) {
      cells.push(cell);
      cell = "";
    } else cell += character;
  }
  return [...cells, cell];
}
