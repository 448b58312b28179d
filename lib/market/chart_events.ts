import type { Row } from "@/lib/datasets/dataset.ts";
import { firstNotBelow } from "./chart_axis.ts";
import { formatPercent, formatPrice } from "./format.ts";
import type { History, Interval } from "./history.ts";
import { newsOf } from "./news.ts";
import { reportHour } from "./report_hour.ts";

/** Something that happened to a company, for a marker below its bar. */
export interface ChartEvent {
  readonly kind: "earnings" | "dividend" | "split" | "news";
  /** Day in New York, `YYYY-MM-DD`. */
  readonly date: string;
  /** When it became known within the day, epoch seconds; `null` where nobody says. */
  readonly at: number | null;
  readonly text: string;
}

/** Letters of the markers: never colour alone. */
export const EVENT_LETTERS: Readonly<Record<ChartEvent["kind"], string>> = {
  earnings: "E",
  dividend: "D",
  split: "S",
  news: "N",
};

/** Rows that events are made of, of one symbol. */
export interface EventRows {
  readonly earnings: readonly Row[];
  readonly dividends: readonly Row[];
  readonly news: readonly Row[];
}

/** A factor between two bars that a dividend does not reach: the smallest usual split is three for two. */
const LEAST_SPLIT = 1.4;

/** The events of a symbol, oldest first; what is still to come is none. @param today `YYYY-MM-DD` */
export function eventsOf({ earnings, dividends, news }: EventRows, today: string): ChartEvent[] {
  return [
    ...earnings.flatMap(earningsEvent),
    ...dividends.flatMap(dividendEvent),
    ...newsEvents(news),
  ].filter(({ date }) => date <= today).sort((a, b) => a.date < b.date ? -1 : a.date > b.date ? 1 : 0);
}

/** Splits as the bars show them: where the adjusted prices and those traded part by more than a dividend does. */
export function splitsOf({ time, adjustment }: Pick<History, "time" | "adjustment">): ChartEvent[] {
  return time.flatMap((seconds, i) => {
    const [before, after] = [adjustment[i - 1] ?? null, adjustment[i] ?? null];
    if (before === null || after === null || before === 0 || after === 0) return [];
    const ratio = after / before;
    if (ratio < LEAST_SPLIT && ratio > 1 / LEAST_SPLIT) return [];
    const shares = sharesOf(ratio > 1 ? ratio : 1 / ratio);
    return [{
      kind: "split" as const,
      date: new Date(seconds * 1000).toISOString().slice(0, 10),
      at: null,
      text: ratio > 1 ? `Split, ${shares} for 1` : `Reverse split, 1 for ${shares}`,
    }];
  });
}

/** A dividend of the same day stands in the factor too: the split is the nearest usual one. */
function sharesOf(ratio: number): number {
  const usual = Math.round(ratio * 2) / 2;
  return Math.abs(usual / ratio - 1) < 0.03 ? usual : Number(ratio.toFixed(2));
}

/**
 * The events of each bar that has some, by the bar's index: that of its day or, where bars are shorter, the one in
 * which it was known; what happened while the exchange was closed belongs to the next bar.
 * @param wall New York's clock at each bar, see `wallTimes`
 */
export function eventsByBar(
  events: readonly ChartEvent[],
  { time, wall, interval }: { time: ArrayLike<number>; wall: ArrayLike<number>; interval: Interval },
): Map<number, ChartEvent[]> {
  const found = new Map<number, ChartEvent[]>();
  for (const event of events) {
    const day = Date.parse(`${event.date}T00:00:00Z`) / 1000;
    const index = interval === "1d" || event.at === null ? firstNotBelow(wall, day) : barOf(time, event.at);
    // Before the first bar nothing is shown; at the first only what is of its day.
    if (index >= time.length || (index === 0 && day < Math.floor((wall[0] ?? 0) / 86_400) * 86_400)) continue;
    found.set(index, [...found.get(index) ?? [], event]);
  }
  return found;
}

/** The bar that an instant lies in, or the next. */
function barOf(time: ArrayLike<number>, at: number): number {
  const next = firstNotBelow(time, at + 1);
  return at - (time[next - 1] ?? -Infinity) < 900 ? next - 1 : next;
}

/** What a bar's events come to in words, headlines counted. */
export function eventsText(events: readonly ChartEvent[]): string {
  const news = events.filter(({ kind }) => kind === "news");
  const texts = events.filter(({ kind }) => kind !== "news").map(({ text }) => text);
  const [first] = news;
  if (first !== undefined) {
    texts.push(news.length === 1 ? `News: ${first.text}` : `${news.length} headlines: ${first.text} …`);
  }
  return texts.join(" · ");
}

function earningsEvent(row: Row): ChartEvent[] {
  const { report_date: date, year, quarter, eps_actual: actual, eps_estimate: estimate } = row;
  if (typeof date !== "string") return [];
  const when = reportHour(row["report_hour"]);
  const eps = typeof actual === "number"
    ? `: ${formatPrice(actual)} a share` +
      (typeof estimate === "number" ? `, expected ${formatPrice(estimate)}` : "") +
      (typeof row["surprise_percent"] === "number" ? ` (${formatPercent(row["surprise_percent"])})` : "")
    : "";
  return [{
    kind: "earnings",
    date,
    at: null,
    text: `Earnings Q${quarter} ${year}${when === "" ? "" : ` ${when}`}${eps}`,
  }];
}

function dividendEvent({ date, kind, amount }: Row): ChartEvent[] {
  if (typeof date !== "string" || kind !== "payment" || typeof amount !== "number") return [];
  return [{ kind: "dividend", date, at: null, text: `Dividend ${formatPrice(amount)} a share` }];
}

const newYorkDay = new Intl.DateTimeFormat("en-CA", { timeZone: "America/New_York" });

function newsEvents(rows: readonly Row[]): ChartEvent[] {
  return newsOf(rows).flatMap(({ headline, published_at }) => {
    if (published_at === null || headline === "") return [];
    const at = Date.parse(published_at);
    return [{ kind: "news" as const, date: newYorkDay.format(at), at: at / 1000, text: headline }];
  });
}
