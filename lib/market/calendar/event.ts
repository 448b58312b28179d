/** Kinds of what a calendar shows, as addresses name them. */
export const KINDS = ["earnings", "dividend", "ipo", "holiday"] as const;

/** Kind of an event. */
export type CalendarKind = typeof KINDS[number];

/** What a reader calls the kinds. */
export const KIND_TITLES: Readonly<Record<CalendarKind, string>> = {
  earnings: "Earnings",
  dividend: "Dividends",
  ipo: "IPOs",
  holiday: "Market days",
};

/** What one of them is called. */
export const KIND_NAMES: Readonly<Record<CalendarKind, string>> = {
  earnings: "Earnings",
  dividend: "Dividend",
  ipo: "IPO",
  holiday: "Market day",
};

/** What every event has. Flat, so that tables of other programs can show it as it is. */
interface EventBase {
  /** Names the event for good, whatever its date or state becomes: `earnings-AAPL-2026-4`. */
  readonly id: string;
  /** Day in New York, `YYYY-MM-DD`. */
  readonly date: string;
  /** Empty where there is none. */
  readonly symbol: string;
  /** When this was learned, ISO 8601 UTC. */
  readonly updated_at: string;
}

/** A company's release of its figures. */
export interface EarningsEvent extends EventBase {
  readonly kind: "earnings";
  readonly status: "expected" | "reported";
  readonly year: number;
  readonly quarter: number;
  /** `bmo` before the open, `amc` after the close, `dmh` during the session; empty where nobody says. */
  readonly hour: string;
  readonly eps_estimate: number | null;
  readonly eps_actual: number | null;
  readonly surprise_percent: number | null;
  readonly revenue_estimate: number | null;
  readonly revenue_actual: number | null;
}

/** A dividend: the first day without it, or the day on which it is paid. */
export interface DividendEvent extends EventBase {
  readonly kind: "dividend";
  readonly status: "ex-date" | "payment";
  /** Per share; `null` where it is not known. */
  readonly amount: number | null;
  readonly currency: string;
  readonly ex_date: string;
  readonly pay_date: string | null;
}

/** A company that goes public. */
export interface IpoEvent extends EventBase {
  readonly kind: "ipo";
  readonly status: string;
  readonly name: string;
  readonly exchange: string;
  /** A price, or a range such as `18.00-20.00`, USD; empty where it is not known. */
  readonly price: string;
  readonly shares: number | null;
  /** Of all shares offered, USD. */
  readonly value_usd: number | null;
}

/** A day on which the exchange does not trade, or not as long as on others. */
export interface ExchangeDay extends EventBase {
  readonly kind: "holiday";
  readonly status: "closed" | "early close" | "late open";
  readonly name: string;
  /** Of the session, ISO 8601 UTC; `null` where there is none. */
  readonly opens_at: string | null;
  readonly closes_at: string | null;
}

/** Something on the calendar. */
export type CalendarEvent = EarningsEvent | DividendEvent | IpoEvent | ExchangeDay;

/** By day; on a day the exchange first, then one's own companies, then strangers that go public. */
export function inOrder(events: readonly CalendarEvent[]): CalendarEvent[] {
  const rank = ({ kind }: CalendarEvent) => ["holiday", "earnings", "dividend", "ipo"].indexOf(kind);
  return [...events].sort((a, b) =>
    compare(a.date, b.date) || rank(a) - rank(b) || compare(a.symbol, b.symbol) || compare(a.id, b.id)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
