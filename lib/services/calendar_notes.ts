import type { CalendarKind } from "@/lib/market/calendar/event.ts";
import type { CalendarFilter } from "./calendar_view.ts";
import type { Known, Services } from "./services.ts";
import { waitingFor } from "./waiting.ts";

/** Why something may be missing on the calendar, in sentences for people; none where nothing is. */
export function calendarNotes(
  services: Services,
  known: Known,
  { kinds, symbols }: CalendarFilter,
): string[] {
  const { market, store, config, at } = known;
  const companies = symbols.length > 0 ? symbols : market.symbols;
  const [first = ""] = companies;
  const waiting = waitingFor(services, known);
  const isWanted = (kind: CalendarKind) => kinds.length === 0 || kinds.includes(kind);
  const notes: string[] = [];
  if (
    isWanted("earnings") && companies.every((symbol) => store.ledger("earnings").rows(symbol).length === 0)
  ) {
    notes.push(`Earnings: ${waiting("earnings", first)}`);
  }
  if (isWanted("ipo") && store.ledger("ipo_calendar").size === 0) {
    notes.push(`IPOs: ${waiting("ipo_calendar", "")}`);
  }
  const hasPayments = companies.some((symbol) =>
    store.ledger("dividends").rows(symbol).some(({ kind }) => kind === "payment")
  );
  if (isWanted("dividend") && !hasPayments) {
    const isRefused = at === null &&
      services.finnhub.capabilities().some(({ endpoint, allowed }) =>
        endpoint === "/stock/dividend" && !allowed
      );
    notes.push(
      isRefused
        ? "Dividends: this key's plan refuses their days; what a company pays in a year is on its page."
        : store.ledger("dividends").size > 0
        ? "Dividends: no company of the list has named a day."
        : `Dividends: ${waiting("dividends", first)}`,
    );
  }
  if (config.demo && isWanted("holiday") && symbols.length === 0) {
    notes.push("Market days are New York's own, also in the demo, whose exchange may be open all the same.");
  }
  return notes;
}
