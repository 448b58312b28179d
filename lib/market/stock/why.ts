import { counted, formatPercent, formatTime } from "../format.ts";
import type { QuoteView } from "../quote_view.ts";
import { type EarningsView, resultText } from "./earnings.ts";
import { dateText, daysBetween, distanceText } from "./words.ts";

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
  /** Headlines of today and the day before, newest first. */
  readonly news: readonly ScoredHeadline[];
  readonly earnings: EarningsView;
  readonly currency: string;
  /** Splits and dividends that take effect on a day, newest first. */
  readonly events: readonly { readonly date: string; readonly text: string }[];
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

function newsReason({ news }: DayOfStock): Reason {
  const reason = { kind: "news", label: "In the news", href: "#news" } as const;
  // The one whose words say most, of equal ones the newest.
  const [loudest] = [...news].sort((a, b) => Math.abs(b.score) - Math.abs(a.score));
  if (loudest === undefined) {
    return { ...reason, text: "No headline today or yesterday", note: "", tone: "flat" };
  }
  const good = news.filter(({ score }) => score >= 0.2).length;
  const bad = news.filter(({ score }) => score <= -0.2).length;
  return {
    ...reason,
    text: loudest.headline,
    note: `${formatTime(loudest.published_at)}; ${
      counted(news.length, "headline")
    }: ${good} good, ${bad} bad`,
    tone: Math.abs(loudest.score) < 0.2 ? "flat" : toneOf(loudest.score),
  };
}

function earningsReason({ earnings, currency, today }: DayOfStock): Reason {
  const reason = { kind: "earnings", label: "Earnings", href: "#earnings" } as const;
  const recent = earnings.results.find(({ date }) =>
    date !== "" && date <= today && daysBetween(date, today) <= RECENT_DAYS
  );
  if (recent !== undefined) {
    return {
      ...reason,
      text: `Reported ${distanceText(today, recent.date)}`,
      note: `${recent.label}: ${resultText(recent, currency)}`,
      tone: toneOf(recent.surprisePercent ?? 0),
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

function eventReason({ events, today }: DayOfStock): Reason {
  const reason = { kind: "event", label: "Splits and dividends", tone: "flat" } as const;
  const [recent] = events.filter(({ date }) => Math.abs(daysBetween(date, today)) <= RECENT_DAYS);
  if (recent === undefined) {
    return { ...reason, text: "None these days", note: "", href: "#dividends" };
  }
  return {
    ...reason,
    text: recent.text,
    note: `${dateText(recent.date)}, ${distanceText(today, recent.date)}`,
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
