import { newYorkDate } from "@/lib/exchange/mod.ts";
import { counted, formatPercent } from "../format.ts";
import type { QuoteView } from "../quote_view.ts";
import { textIn } from "./cells.ts";
import { type EarningsResult, type EarningsView, resultText } from "./earnings.ts";
import { dateText, daysBetween, distanceText, momentText } from "./words.ts";

/** A headline with the score of its words, -1 to 1. */
export interface ScoredHeadline {
  readonly headline: string;
  /** ISO 8601 UTC. */
  readonly published_at: string;
  readonly score: number;
}

/** What can be said about a move without inventing anything. */
export interface Reason {
  readonly kind: "market" | "news" | "earnings" | "event";
  readonly label: string;
  readonly text: string;
  /** Further words: how good or bad, when. */
  readonly note: string;
  /** Direction of what it says; `flat` where it has none. */
  readonly tone: "up" | "down" | "flat";
  /** Where on the page it is from. */
  readonly href: string;
}

/** What is known of a stock's day. */
export interface DayOfStock {
  readonly quote: Pick<QuoteView, "symbol" | "change_percent" | "price">;
  /** Of the watchlist, the stock itself included or not. */
  readonly others: readonly Pick<QuoteView, "symbol" | "change_percent">[];
  /** Headlines, newest first. */
  readonly news: readonly ScoredHeadline[];
  readonly earnings: EarningsView;
  readonly currency: string;
  /** Splits and dividends that take effect on a day, newest first. */
  readonly events: readonly { readonly date: string; readonly text: string }[];
  /** When the close was that the change counts from, epoch milliseconds: what was known then explains no move. */
  readonly since: number;
  /** The price's own time, epoch milliseconds: what came later explains it neither. */
  readonly until: number;
  /** Epoch milliseconds. */
  readonly now: number;
  /** `YYYY-MM-DD` in New York. */
  readonly today: string;
}

/** Days within which a result or a split still moves a price. */
const RECENT_DAYS = 4;

/** `Why is AAPL down 3.21 %?`; where it did not move, what is known of it. */
export function whyQuestion({ symbol, change_percent: percent }: DayOfStock["quote"]): string {
  if (percent === null) return `What is known of ${symbol} today`;
  const size = formatPercent(Math.abs(percent)).replace("+", "");
  if (Math.abs(percent) < 0.005) return `${symbol} has not moved today`;
  return `Why is ${symbol} ${percent > 0 ? "up" : "down"} ${size}?`;
}

/** The same four things always, so that nothing moves on the page: the market, the news, earnings, splits. */
export function reasonsOf(day: DayOfStock): Reason[] {
  return [marketReason(day), newsReason(day), earningsReason(day), eventReason(day)];
}

function marketReason({ quote, others }: DayOfStock): Reason {
  const reason = { kind: "market", label: "Against the watchlist", href: "/#movers" } as const;
  const rest = others.filter(({ symbol }) => symbol !== quote.symbol)
    .flatMap(({ change_percent }) => change_percent ?? []);
  const median = medianOf(rest);
  if (quote.change_percent === null || median === null) {
    return { ...reason, text: "Nothing to compare its day with", note: "", tone: "flat" };
  }
  const apart = quote.change_percent - median;
  const size = Math.abs(apart).toFixed(2);
  const text = Math.abs(apart) < 0.005
    ? "Moves as the watchlist does"
    : `${size} points ${apart > 0 ? "above" : "below"} the median of the others`;
  const isSharedMove = Math.sign(quote.change_percent) === Math.sign(median) &&
    Math.abs(apart) < Math.abs(median);
  return {
    ...reason,
    text,
    note: `median of ${rest.length}: ${formatPercent(median)}${
      isSharedMove ? ", so most of the move is theirs too" : ""
    }`,
    tone: toneOf(apart),
  };
}

function newsReason({ news, since, until, now }: DayOfStock): Reason {
  const reason = { kind: "news", label: "In the news", href: "#news" } as const;
  const timeOf = ({ published_at }: ScoredHeadline) => Date.parse(published_at);
  const during = news.filter((item) => timeOf(item) > since && timeOf(item) <= until);
  const laterCount = news.filter((item) => timeOf(item) > until).length;
  const later = laterCount === 0 ? "" : `${counted(laterCount, "headline")} after this price`;
  // The one whose words say most, of equal ones the newest.
  const [loudest] = [...during].sort((a, b) => Math.abs(b.score) - Math.abs(a.score));
  if (loudest === undefined) {
    const text = "No headline from the previous close to this price";
    return { ...reason, text, note: later, tone: "flat" };
  }
  const good = during.filter(({ score }) => score >= 0.2).length;
  const bad = during.filter(({ score }) => score <= -0.2).length;
  const count = `${counted(during.length, "headline")}: ${good} good, ${bad} bad`;
  return {
    ...reason,
    text: loudest.headline,
    note: [momentText(loudest.published_at, now), count, later].filter((part) => part !== "").join("; "),
    tone: Math.abs(loudest.score) < 0.2 ? "flat" : toneOf(loudest.score),
  };
}

function earningsReason(day: DayOfStock): Reason {
  const { earnings, currency, today } = day;
  const reason = { kind: "earnings", label: "Earnings", href: "#earnings" } as const;
  const recent = earnings.results.find(({ date }) =>
    date !== "" && date <= today && daysBetween(date, today) <= RECENT_DAYS
  );
  if (recent !== undefined) {
    const place = placeOf(recent, day);
    return {
      ...reason,
      text: `Reported ${distanceText(today, recent.date)}${
        place === "during" ? "" : `, ${place === "before" ? "before this move" : "after this price"}`
      }`,
      note: `${recent.label}: ${resultText(recent, currency)}`,
      tone: place === "during" ? toneOf(recent.surprisePercent ?? 0) : "flat",
    };
  }
  const { next } = earnings;
  if (next === null) return { ...reason, text: "No report these days", note: "", tone: "flat" };
  const text = next.date === today
    ? "Reports today"
    : next.date < today
    ? "Its report is late"
    : `None these days; next ${distanceText(today, next.date)}`;
  return { ...reason, text, note: next.words.replace(/, (in|today|tomorrow).*$/, ""), tone: "flat" };
}

/** Whether a result came before the move that is explained, while it was made, or after the price. */
function placeOf(
  { date, row }: EarningsResult,
  { since, until }: DayOfStock,
): "before" | "during" | "after" {
  const [first, last] = [newYorkDate(since), newYorkDate(until)];
  const hour = textIn(row, "report_hour");
  if (date > last || (date === last && hour === "amc")) return "after";
  // Around the clock the close is the beginning of the price's own day.
  const isOver = date < first || (date === first && first < last && (hour === "bmo" || hour === "dmh"));
  return isOver ? "before" : "during";
}

function eventReason({ events, until, today }: DayOfStock): Reason {
  const reason = { kind: "event", label: "Splits and dividends", tone: "flat" } as const;
  const last = newYorkDate(until);
  const near = events.filter(({ date }) => Math.abs(daysBetween(date, today)) <= RECENT_DAYS);
  // What takes effect later than the price is told where nothing did before; its date says so.
  const recent = near.find(({ date }) => date <= last) ?? near.at(-1);
  if (recent === undefined) {
    return { ...reason, text: "None these days", note: "", href: "#dividends" };
  }
  return {
    ...reason,
    text: recent.text,
    note: `${dateText(recent.date)}, ${distanceText(today, recent.date)}${
      recent.date > last && recent.date <= today ? ", after this price" : ""
    }`,
    href: recent.text.toLowerCase().includes("split") ? "#chart" : "#dividends",
  };
}

function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) return null;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

function toneOf(value: number): "up" | "down" | "flat" {
  return value > 0 ? "up" : value < 0 ? "down" : "flat";
}
