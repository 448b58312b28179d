import { newYorkDate } from "@/lib/exchange/mod.ts";
import { icsText } from "@/lib/market/calendar/ics.ts";
import { icsEventOf } from "@/lib/market/calendar/ics_events.ts";
import { type CalendarKind, KIND_TITLES, KINDS } from "@/lib/market/calendar/event.ts";
import { calendarEvents, type CalendarFilter } from "./calendar_view.ts";
import type { Known, Services } from "./services.ts";

/** What is past stays in the file for a quarter of a year: results are read after the day. */
const BACK_MS = 92 * 86_400_000;
/** The provider's calendars change a few times a day at most. */
const REFRESH_HOURS = 6;

/** The calendar as a file to subscribe to: a quarter of a year back, and on to the end of the next year. */
export function calendarFile(services: Services, known: Known, filter: CalendarFilter): string {
  const { config, now } = known;
  const today = newYorkDate(now());
  const to = `${Number(today.slice(0, 4)) + 1}-12-31`;
  const events = calendarEvents(services, known, filter, newYorkDate(now() - BACK_MS), to);
  // In the demo nothing is real, and nothing may take the place of what is.
  const host = config.demo ? "demo.quarterhour" : "quarterhour";
  return icsText({
    name: nameOf(filter, config.demo),
    description: config.demo
      ? "Simulated data: nothing here is true of any company"
      : "Earnings, dividends, IPOs and market days as Quarterhour knows them",
    refreshHours: REFRESH_HOURS,
  }, events.map((event) => icsEventOf(event, host)));
}

function nameOf({ kinds, symbols }: CalendarFilter, demo: boolean): string {
  const what = kinds.length === 0 || kinds.length === KINDS.length
    ? symbols.length > 0 ? "" : "Market calendar"
    : kinds.map((kind: CalendarKind) => KIND_TITLES[kind]).join(", ");
  const name = [symbols.join(", "), what].filter((part) => part !== "").join(" ");
  return demo ? `${name} (Quarterhour demo)` : `${name} (Quarterhour)`;
}
