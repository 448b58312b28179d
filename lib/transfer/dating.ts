import { newYorkDate } from "@/lib/exchange/mod.ts";
import { orderOf } from "./date_order.ts";
import { type DateForm, type DateOrder, type Moment, readMoment, readTimeOfDay } from "./moments.ts";
import type { Naming } from "./naming.ts";
import { isNothing } from "./numbers.ts";
import { type Pause, type Rejection, rejectionOf, ROWS_PER_TURN, type TableRow } from "./records.ts";
import { Refusal } from "./refusal.ts";
import type { Table } from "./table.ts";

/** A row whose date is known. */
export interface DatedRow extends TableRow {
  /** `YYYY-MM-DD`, as written. */
  readonly date: string;
  /** Milliseconds since midnight, as written; null where there is a date alone. */
  readonly time: number | null;
  /** Milliseconds to add to UTC; null where the file does not say. */
  readonly offset: number | null;
}

/** The dates of a file. */
export interface Dating {
  readonly rows: readonly DatedRow[];
  readonly rejected: readonly Rejection[];
  /** How most of them are written. */
  readonly form: DateForm;
}

/** What decides beside the rows. */
export interface DatingOptions {
  /** What the user says of day and month. */
  readonly dates?: DateOrder | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly pause: Pause;
}

/** Before this nobody sells prices of; a year that was misread is mostly earlier. */
const FIRST = "1900-01-01";

/**
 * Reads the dates of all rows, with one order of day and month for the whole file.
 * @throws {Refusal} when there are none, or they can be read in two ways
 */
export async function datingOf(
  rows: readonly TableRow[],
  { layout, header }: Table,
  naming: Naming,
  { dates: wanted, now, pause }: DatingOptions,
): Promise<Dating> {
  const name = `"${header[layout.date]}"`;
  const nowYear = Number(newYorkDate(now).slice(0, 4));
  const rejected: Rejection[] = [];
  const read: { row: TableRow; moment: Moment; text: string; symbol: string }[] = [];
  for (const [index, row] of rows.entries()) {
    if (index % ROWS_PER_TURN === 0) await pause();
    const text = row.cells[layout.date] ?? "";
    const time = layout.time === null ? "" : row.cells[layout.time] ?? "";
    const moment = withTime(readMoment(text, nowYear), time);
    if (moment === null) {
      const found = isNothing(text)
        ? "is empty"
        : `is ${JSON.stringify(`${text} ${time}`.trim().slice(0, 40))}`;
      rejected.push(rejectionOf(row.line, `${name} ${found}, wanted a date`));
      continue;
    }
    const [columns] = layout.prices;
    const named = columns === undefined ? null : naming.symbolOf(row, columns);
    read.push({ row, moment, text, symbol: named !== null && "symbol" in named ? named.symbol : "" });
  }
  if (read.length === 0) {
    throw new Refusal(
      `its column ${name} has no dates, but for instance "${rows[0]?.cells[layout.date] ?? ""}"`,
    );
  }
  const isAmerican = header.includes("Close/Last") ||
    rows.slice(0, 50).some(({ cells }) => cells.some((cell) => cell.startsWith("$")));
  const order = orderOf(read, { wanted, isAmerican, now });
  const dated: DatedRow[] = [];
  const forms = new Map<DateForm, number>();
  for (const { row, moment, text } of read) {
    const date = moment.date[order];
    if (date === null) rejected.push(rejectionOf(row.line, `${name} is "${text}", which no calendar has`));
    else if (date < FIRST) rejected.push(rejectionOf(row.line, `${name} is "${text}", wanted 1900 or later`));
    else dated.push({ ...row, date, time: moment.time, offset: moment.offset });
    forms.set(moment.form(order), (forms.get(moment.form(order)) ?? 0) + 1);
  }
  const [[form] = ["YYYY-MM-DD" as const]] = [...forms].sort((a, b) => b[1] - a[1]);
  return { rows: dated, rejected, form };
}

/** A date with the time of a column of its own; `null` where one of them is none. */
function withTime(moment: Moment | null, text: string): Moment | null {
  if (moment === null || text === "" || moment.time !== null) return moment;
  const time = readTimeOfDay(text);
  return time === null ? null : { ...moment, time };
}
