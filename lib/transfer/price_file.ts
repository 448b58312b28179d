import { datingOf } from "./dating.ts";
import { barsOf, type ImportedBar } from "./imported_bars.ts";
import type { DateOrder } from "./moments.ts";
import { namingOf } from "./naming.ts";
import { styleOf } from "./numbers.ts";
import { place, type PricedRow } from "./placing.ts";
import { pricedRowsOf } from "./priced_rows.ts";
import { textOf } from "./price_text.ts";
import { type Pause, type Rejection, rejectionOf, rowsOf, type TableRow } from "./records.ts";
import { Refusal } from "./refusal.ts";
import { isSymbol } from "./symbols.ts";
import { type Table, tableOf } from "./table.ts";
import { type Understood, understoodOf } from "./understood.ts";
import { isZone } from "./zones.ts";

/** Rows looked at to see how numbers are written. */
const STYLE_SAMPLE = 2_000;

/** What helps to read a price file. */
export interface ReadOptions {
  /** Whose prices they are, where the file does not say; of a file of several symbols, which to take. */
  readonly symbol?: string | undefined;
  /** Order of day and month, where the file can be read both ways. */
  readonly dates?: DateOrder | undefined;
  /** IANA name of the zone of times that name none. */
  readonly timezone?: string | undefined;
  /** Symbols that a file may be named after in small letters. */
  readonly watchlist: readonly string[];
  /** Epoch milliseconds: what has not ended by then is not imported. */
  readonly now: number;
  /**
   * Lets other work pass.
   * @default does not
   */
  readonly pause?: Pause;
}

/** A price file, understood. */
export interface PriceFile {
  readonly understood: Understood;
  /** By symbol, interval and time; no two of one. */
  readonly bars: readonly ImportedBar[];
  /** In the order of lines. */
  readonly rejected: readonly Rejection[];
  /** What else there is to say: sentences without a full stop. */
  readonly notes: readonly string[];
}

/**
 * Reads a price file, whatever its origin.
 * @param name without folders; may tell whose prices it has
 * @throws {Refusal} when the file as a whole cannot be imported
 */
export async function readPriceFile(
  name: string,
  bytes: Uint8Array,
  options: ReadOptions,
): Promise<PriceFile> {
  const { timezone, pause = () => Promise.resolve() } = options;
  if (timezone !== undefined && !isZone(timezone)) {
    throw new Refusal(`there is no time zone "${timezone}", wanted a name such as America/New_York`);
  }
  const { rows, understood, rejected, notes } = await readRows(name, bytes, { ...options, pause });
  await pause();
  const placing = place(rows, options);
  await pause();
  const { bars, repeated, conflicts } = barsOf(placing.placed);
  return {
    understood,
    bars,
    rejected: [
      ...rejected,
      ...placing.rejected.map(({ row, reason }) => rejectionOf(row.line, reason)),
      ...conflicts.map(({ line, reason }) => rejectionOf(line, reason)),
    ].sort((a, b) => a.line - b.line),
    notes: [...placing.notes, ...notes, ...(repeated > 0 ? [`Rows that repeat another: ${repeated}`] : [])],
  };
}

/** The rows with their prices. What they were cut from is no longer needed when this is done: a file has many cells. */
async function readRows(
  name: string,
  bytes: Uint8Array,
  options: ReadOptions & { readonly pause: Pause },
): Promise<PriceRows> {
  const { watchlist, pause } = options;
  const table = tableOf(textOf(bytes), (text) => isSymbol(text) || watchlist.includes(text.toUpperCase()));
  const read = await rowsOf(table, pause);
  if (read.rows.length === 0) throw new Refusal("it has no rows of prices");
  const naming = namingOf(name, table, read.rows, options);
  const dating = await datingOf(read.rows, table, naming, options);
  const style = styleOf(priceCells(read.rows, table), table.separator);
  const priced = await pricedRowsOf(dating.rows, table, naming, style, pause);
  return {
    rows: priced.rows,
    understood: understoodOf(table, dating, naming, style),
    rejected: [...read.rejected, ...dating.rejected, ...priced.rejected],
    notes: [
      ...naming.notes,
      ...(read.events > 0 ? [`Rows of dividends and splits left out: ${read.events}`] : []),
    ],
  };
}

interface PriceRows extends Pick<PriceFile, "understood" | "rejected" | "notes"> {
  readonly rows: readonly PricedRow[];
}

/** The cells with prices, of a file of many rows only some: enough to see how numbers are written. */
function* priceCells(rows: readonly TableRow[], { layout }: Table): Generator<string> {
  const step = Math.ceil(rows.length / STYLE_SAMPLE);
  for (let index = 0; index < rows.length; index += step) {
    for (const { at } of layout.prices) {
      for (const column of Object.values(at)) yield rows[index]?.cells[column] ?? "";
    }
  }
}
