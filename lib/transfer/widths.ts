import { newYorkDate, sessionOn } from "@/lib/exchange/mod.ts";
import { Refusal } from "./refusal.ts";

/** Minutes of an intraday bar that can be imported. Finer ones than a quarter-hour are put together to such. */
const WIDTHS = [1, 3, 5, 15, 30, 60];
const MINUTE_MS = 60_000;

/** How wide a bar is: minutes, or a day. */
export type Width = number | "day";

/** Reads a cell such as Stooq's `D` and `5`, or `15m`, `1h`, `daily`; `null` for a width that is not imported. */
export function widthOfLabel(cell: string): Width | null {
  const text = cell.toLowerCase();
  if (/^(d|1d|1day|day|daily|1440)$/.test(text)) return "day";
  const [, count, unit = "m"] = /^(\d{1,3})\s*(m|min|mins|minute|minutes|h|hour)?$/.exec(text) ?? [];
  const minutes = Number(count) * (unit.startsWith("h") ? 60 : 1);
  return WIDTHS.includes(minutes) ? minutes : null;
}

/**
 * Minutes of a bar, by the commonest distance between the times of each series.
 * @param series epoch milliseconds, sorted
 * @throws {Refusal} when they tell no width, or one that is not imported
 */
export function widthOfTimes(series: readonly (readonly number[])[]): number {
  const counts = new Map<number, number>();
  for (const times of series) {
    for (let index = 1; index < times.length; index++) {
      const gap = (times[index] ?? 0) - (times[index - 1] ?? 0);
      if (gap > 0) counts.set(gap, (counts.get(gap) ?? 0) + 1);
    }
  }
  const [[gap] = [undefined]] = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  if (gap === undefined) throw new Refusal("one time alone does not tell how wide its bar is");
  const minutes = gap / MINUTE_MS;
  if (WIDTHS.includes(minutes)) return minutes;
  throw new Refusal(
    `its bars are ${round(minutes)} minutes wide, wanted a day or ${WIDTHS.join(", ")} minutes`,
  );
}

/**
 * Whether times mark the ends of bars: then every session's close is among them, and no opening.
 * @param times epoch milliseconds
 */
export function areEnds(times: readonly number[]): boolean {
  let [opens, closes] = [0, 0];
  for (const at of times) {
    const session = sessionOn(newYorkDate(at));
    if (at === session?.open) opens++;
    if (at === session?.close) closes++;
  }
  return opens === 0 && closes > 0;
}

/** Bars of weeks or months stand as days only by name. A file must be long enough to tell. */
export function refuseWiderThanDays(dates: readonly (readonly string[])[]): void {
  for (const series of dates) {
    const days = series.map((date) => Date.parse(date) / 86_400_000).sort((a, b) => a - b);
    const gaps = days.slice(1).map((day, index) => day - (days[index] ?? day)).filter((gap) => gap > 0);
    if (gaps.length < 8 || Math.min(...gaps.slice(0, 1_000)) < 5) continue;
    throw new Refusal(`its bars are ${gaps[0] === 7 ? "weeks" : "longer than days"}, wanted days or minutes`);
  }
}

function round(minutes: number): number {
  return Math.round(minutes * 100) / 100;
}
