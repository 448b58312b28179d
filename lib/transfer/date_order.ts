import { newYorkDate, sessionOn } from "@/lib/exchange/mod.ts";
import type { DateOrder, Moment } from "./moments.ts";
import { Refusal } from "./refusal.ts";

/** A row's date, and the symbol whose series it is in. */
export interface Dated {
  readonly symbol: string;
  readonly moment: Moment;
  /** The cell, to show. */
  readonly text: string;
}

/** What else can tell the order. */
export interface OrderOptions {
  /** What the user says. */
  readonly wanted?: DateOrder | undefined;
  /** Whether the file is one that only Americans write: prices with `$`, Nasdaq's columns. */
  readonly isAmerican: boolean;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * The order of day and month in a whole file. A day past the 12th proves it; without one, a reading in which every
 * date was a trading day and the dates run one way beats one in which they do not.
 * @throws {Refusal} when the file can be read both ways: a guess would move half its prices to other months
 */
export function orderOf(rows: readonly Dated[], { wanted, isAmerican, now }: OrderOptions): DateOrder {
  if (wanted !== undefined) return wanted;
  const numeric = rows.filter(({ moment }) => moment.isAmbiguous);
  const [first] = numeric;
  if (first === undefined) return "mdy";
  const proofs = (order: DateOrder, other: DateOrder) =>
    numeric.filter(({ moment: { date } }) => date[order] !== null && date[other] === null).length;
  const [mdy, dmy] = [proofs("mdy", "dmy"), proofs("dmy", "mdy")];
  if (mdy !== dmy) return mdy > dmy ? "mdy" : "dmy";
  const [american, other] = [contradictions(rows, "mdy", now), contradictions(rows, "dmy", now)];
  if (mdy === 0 && american === 0 && other > 0) return "mdy";
  if (mdy === 0 && other === 0 && american > 0) return "dmy";
  if (isAmerican) return "mdy";
  throw new Refusal(
    `its dates can be read in two ways: "${first.text}" as ${first.moment.date.mdy} and as ` +
      `${first.moment.date.dmy}; say which with --dates mdy or --dates dmy`,
  );
}

/** What speaks against a reading: days on which nothing was traded, days to come, series that turn around. */
function contradictions(rows: readonly Dated[], order: DateOrder, now: number): number {
  const today = newYorkDate(now);
  let count = 0;
  const series = new Map<string, { before: string; up: boolean; down: boolean }>();
  for (const { symbol, moment } of rows) {
    const date = moment.date[order];
    if (date === null) continue;
    if (date > today || (date >= "1970" && sessionOn(date) === null)) count++;
    const { before, up, down } = series.get(symbol) ?? { before: date, up: false, down: false };
    series.set(symbol, { before: date, up: up || date > before, down: down || date < before });
  }
  return count + series.values().filter(({ up, down }) => up && down).toArray().length;
}
