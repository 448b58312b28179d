import {
  ARROWS,
  directionOf,
  formatCompact,
  formatDay,
  formatInteger,
  formatPercent,
  formatPrice,
  formatTime,
  zoneName,
} from "../format.ts";
import { reportHour } from "../report_hour.ts";
import type { CalendarEvent, DividendEvent, EarningsEvent, ExchangeDay, IpoEvent } from "./event.ts";

/** One thing that is known of an event, in words. */
export interface Fact {
  readonly text: string;
  /** Of a surprise: its direction; the text has sign and arrow too. */
  readonly direction?: ReturnType<typeof directionOf>;
}

/** What an event is, without its symbol: `Q4 2026 earnings`. */
export function titleOf(event: CalendarEvent): string {
  switch (event.kind) {
    case "earnings":
      return `Q${event.quarter} ${event.year} earnings`;
    case "dividend":
      return event.status === "ex-date" ? "First day without the dividend" : "Dividend paid";
    case "ipo":
      return event.name;
    case "holiday":
      return event.name;
  }
}

/** A few letters for a narrow cell of a month. */
export function shortTitleOf(event: CalendarEvent): string {
  switch (event.kind) {
    case "earnings":
      return event.symbol;
    case "dividend":
      return `${event.symbol} ${event.status === "ex-date" ? "ex" : "pays"}`;
    case "ipo":
      return event.symbol === "" ? event.name : `${event.symbol} ${event.name}`;
    case "holiday":
      return event.status === "closed"
        ? event.name
        : event.status === "late open"
        ? "Late open"
        : "Early close";
  }
}

/** What is known of an event, the most wanted first. What is not known is not there. */
export function factsOf(event: CalendarEvent): Fact[] {
  switch (event.kind) {
    case "earnings":
      return earningsFacts(event);
    case "dividend":
      return dividendFacts(event);
    case "ipo":
      return ipoFacts(event);
    case "holiday":
      return exchangeFacts(event);
  }
}

function earningsFacts(event: EarningsEvent): Fact[] {
  const { hour, eps_actual, eps_estimate, surprise_percent, revenue_actual, revenue_estimate } = event;
  const facts: Fact[] = [];
  const when = reportHour(hour);
  if (when !== "") facts.push({ text: when });
  const eps = against("EPS", eps_actual, eps_estimate, formatPrice);
  if (eps !== null) facts.push(eps);
  if (surprise_percent !== null && eps_actual !== null) {
    const direction = directionOf(surprise_percent);
    facts.push({ text: `${ARROWS[direction]} ${formatPercent(surprise_percent)} surprise`, direction });
  }
  const revenue = against("revenue", revenue_actual, revenue_estimate, formatCompact);
  if (revenue !== null) facts.push(revenue);
  return facts;
}

/** `EPS 2.10, 1.98 expected`. */
function against(
  what: string,
  actual: number | null,
  estimate: number | null,
  format: (value: number) => string,
): Fact | null {
  const parts = [
    ...(actual === null ? [] : [format(actual)]),
    ...(estimate === null ? [] : [`${format(estimate)} expected`]),
  ];
  return parts.length === 0 ? null : { text: `${what} ${parts.join(", ")}` };
}

function dividendFacts({ amount, currency, status, ex_date, pay_date }: DividendEvent): Fact[] {
  const facts: Fact[] = [];
  if (amount !== null) facts.push({ text: `${formatPrice(amount)} ${currency} a share`.replace("  ", " ") });
  if (status === "payment") facts.push({ text: `ex-date ${formatDay(ex_date)}` });
  else if (pay_date !== null) facts.push({ text: `paid ${formatDay(pay_date)}` });
  return facts;
}

function ipoFacts({ price, shares, value_usd, exchange }: IpoEvent): Fact[] {
  return [
    ...(price === "" ? [] : [{ text: `${price.replace("-", "–")} USD` }]),
    ...(shares === null ? [] : [{ text: `${formatInteger(shares)} shares` }]),
    ...(value_usd === null ? [] : [{ text: `${formatCompact(value_usd)} USD in all` }]),
    ...(exchange === "" ? [] : [{ text: exchange }]),
  ];
}

function exchangeFacts({ status, opens_at, closes_at }: ExchangeDay): Fact[] {
  if (status === "closed") return [{ text: "New York does not trade" }];
  return [
    {
      text: status === "late open"
        ? `opens at ${formatTime(opens_at)} ${zoneName()}`
        : `closes at ${formatTime(closes_at)} ${zoneName()}`,
    },
  ];
}

/** What the list says of an event's state, and how it looks. */
export const STATUS_TONES: Readonly<Record<string, string>> = {
  reported: "good",
  priced: "good",
  withdrawn: "bad",
  closed: "warn",
  "early close": "warn",
  "late open": "warn",
};
