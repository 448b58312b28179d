import type { CalendarKind } from "./event.ts";

/** What an address of the calendar says. */
export interface CalendarAddress {
  /** `YYYY-MM`; `null`: the one that it is. */
  readonly month: string | null;
  /** @default "month" */
  readonly view?: "month" | "list";
  /** Empty: all. */
  readonly kinds: readonly CalendarKind[];
  /** Empty: the watchlist. */
  readonly symbols: readonly string[];
  /** The instant of the past that is shown, ISO 8601 UTC. @default now */
  readonly at?: string | undefined;
}

/** The address of a month of the calendar, or, with another path, of the calendar's file. */
export function calendarAddress(
  { month, view = "month", kinds, symbols, at }: CalendarAddress,
  path: "/calendar" | "/calendar.ics" = "/calendar",
): string {
  const query = new URLSearchParams();
  if (month !== null) query.set("month", month);
  if (view !== "month") query.set("view", view);
  if (kinds.length > 0) query.set("kind", kinds.join(","));
  if (symbols.length > 0) query.set("symbol", symbols.join(","));
  if (at !== undefined) query.set("at", at);
  // Commas read better as they are, and need no escape in a query.
  return query.size === 0 ? path : `${path}?${String(query).replaceAll("%2C", ",")}`;
}
