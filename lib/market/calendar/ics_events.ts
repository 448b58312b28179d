import { reportHour } from "../report_hour.ts";
import { type CalendarEvent, KIND_TITLES } from "./event.ts";
import type { IcsEvent } from "./ics.ts";
import { factsOf, titleOf } from "./words.ts";

/**
 * An event as a calendar file has it.
 * @param host behind the `@` of its name: the demo's events are none of the real ones
 */
export function icsEventOf(event: CalendarEvent, host: string): IcsEvent {
  return {
    uid: `${event.id}@${host}`,
    stamp: event.updated_at,
    start: startOf(event),
    summary: summaryOf(event),
    description: factsOf(event).map(({ text }) => text).join("\n"),
    categories: [KIND_TITLES[event.kind]],
    status: statusOf(event),
  };
}

/** Only of the exchange's shortened days is a time of day known. */
function startOf(event: CalendarEvent): string {
  if (event.kind !== "holiday") return event.date;
  return (event.status === "late open" ? event.opens_at : event.closes_at) ?? event.date;
}

function summaryOf(event: CalendarEvent): string {
  switch (event.kind) {
    case "earnings": {
      const when = reportHour(event.hour);
      return `${event.symbol} ${titleOf(event)}${when === "" ? "" : `, ${when}`}`;
    }
    case "dividend":
      return event.status === "ex-date" ? `${event.symbol} ex-dividend` : `${event.symbol} pays its dividend`;
    case "ipo":
      return `IPO ${event.status}: ${event.name}${event.symbol === "" ? "" : ` (${event.symbol})`}`;
    case "holiday":
      return event.status === "closed"
        ? `New York closed: ${event.name}`
        : `New York ${event.status === "late open" ? "opens late" : "closes early"}: ${event.name}`;
  }
}

function statusOf(event: CalendarEvent): IcsEvent["status"] {
  if (event.status === "withdrawn") return "CANCELLED";
  return event.status === "expected" ? "TENTATIVE" : "CONFIRMED";
}
