import { HttpError } from "fresh";
import { newYorkDate } from "@/lib/exchange/mod.ts";
import { correctionsOn } from "@/lib/ingest/exchange_calendar.ts";
import { dividendEvents, earningsEvents } from "@/lib/market/calendar/company_events.ts";
import { type CalendarEvent, type CalendarKind, inOrder, KINDS } from "@/lib/market/calendar/event.ts";
import { exchangeDays } from "@/lib/market/calendar/exchange_days.ts";
import { ipoEvents } from "@/lib/market/calendar/ipo_events.ts";
import { FIRST_MONTH, isMonth, LAST_MONTH, monthEnds } from "@/lib/market/calendar/month.ts";
import { listOf, symbolOf } from "./parameters.ts";
import type { Known, Services } from "./services.ts";

/** What of the calendar is wanted. */
export interface CalendarFilter {
  /** Empty: all kinds. */
  readonly kinds: readonly CalendarKind[];
  /** Empty: the watchlist, the exchange, and whoever goes public. */
  readonly symbols: readonly string[];
}

/** A month of the calendar, as the API gives it. */
export interface CalendarView {
  /** `YYYY-MM`. */
  readonly month: string;
  /** By day. */
  readonly events: readonly CalendarEvent[];
}

/**
 * The month that a request asks for, by `month`, `kind` and `symbol`; without `month` the one that it is in New York.
 * @throws {HttpError} 400 for a parameter that cannot be read
 */
export function calendarView(services: Services, known: Known, query: URLSearchParams): CalendarView {
  const month = monthOf(query, known.now());
  const [from, to] = monthEnds(month);
  return { month, events: calendarEvents(services, known, calendarFilter(query), from, to) };
}

/**
 * The month in the query, or that of `now`.
 * @throws {HttpError} 400 for what is none
 */
export function monthOf(query: URLSearchParams, now: number): string {
  const text = query.get("month") || newYorkDate(now).slice(0, 7);
  if (isMonth(text)) return text;
  throw new HttpError(
    400,
    `Cannot read month "${text.slice(0, 40)}": expected ${FIRST_MONTH} to ${LAST_MONTH}`,
  );
}

/**
 * `kind` and `symbol`, each given once with commas or more than once.
 * @throws {HttpError} 400 for another kind, and for what is no symbol
 */
export function calendarFilter(query: URLSearchParams): CalendarFilter {
  const kinds = listOf(query, "kind").map((text) => {
    const kind = KINDS.find((each) => each === text);
    if (kind !== undefined) return kind;
    throw new HttpError(400, `Cannot read kind "${text.slice(0, 40)}": expected ${KINDS.join(", ")}`);
  });
  return { kinds, symbols: listOf(query, "symbol").map(symbolOf) };
}

/**
 * What is on the calendar between two days, both included.
 * @param from `YYYY-MM-DD`
 * @param to `YYYY-MM-DD`
 */
export function calendarEvents(
  services: Services,
  { market, store }: Known,
  { kinds, symbols }: CalendarFilter,
  from: string,
  to: string,
): CalendarEvent[] {
  const companies = symbols.length > 0 ? symbols : market.symbols;
  const rowsOf = (name: "earnings" | "dividends") =>
    companies.flatMap((symbol) => store.ledger(name).rows(symbol));
  const make: Readonly<Record<CalendarKind, () => readonly CalendarEvent[]>> = {
    earnings: () => earningsEvents(rowsOf("earnings")),
    dividend: () => dividendEvents(rowsOf("dividends")),
    ipo: () =>
      ipoEvents(store.ledger("ipo_calendar").rows())
        .filter(({ symbol }) => symbols.length === 0 || symbols.includes(symbol)),
    // The exchange's days are about no symbol.
    holiday: () => symbols.length > 0 ? [] : exchangeDays(from, to, correctionsOf(services)),
  };
  const wanted = kinds.length === 0 ? KINDS : kinds;
  return inOrder(
    wanted.flatMap((kind) => make[kind]()).filter(({ date }) => date >= from && date <= to),
  );
}

/** By the volume that they are read from; read again once a minute at most. */
const corrections = new WeakMap<Services["store"], ReturnType<typeof correctionsOn>>();

function correctionsOf({ store, now }: Services): ReturnType<ReturnType<typeof correctionsOn>> {
  const read = corrections.get(store) ?? correctionsOn(store, now);
  corrections.set(store, read);
  return read();
}
