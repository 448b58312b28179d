import { type CalendarEvent, KIND_NAMES } from "@/lib/market/calendar/event.ts";
import { monthTitle, weeksOf } from "@/lib/market/calendar/month.ts";
import { factsOf, shortTitleOf, titleOf } from "@/lib/market/calendar/words.ts";
import { ARROWS, directionOf } from "@/lib/market/format.ts";
import { formatLongDay } from "@/lib/market/long_day.ts";
import { KindMark } from "./KindMark.tsx";

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
/** Entries of a day before the rest is counted. */
const SHOWN = 4;

/** A month as a table, a week a row; its entries lead to what the list below says of them. */
export function MonthGrid({ month, events, today }: {
  /** `YYYY-MM`. */
  month: string;
  /** Of the month, in order. */
  events: readonly CalendarEvent[];
  /** `YYYY-MM-DD` in New York. */
  today: string;
}) {
  const byDay = Map.groupBy(events, ({ date }) => date);
  return (
    <table class="month" data-month={month}>
      <caption class="visually-hidden">{monthTitle(month)}</caption>
      <thead>
        <tr>
          {WEEKDAYS.map((day) => (
            <th key={day} scope="col">
              <abbr title={day}>{day.slice(0, 3)}</abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week) => (
          <tr key={week[0]}>
            {week.map((date, i) => (
              <Day
                key={date}
                date={date}
                events={byDay.get(date) ?? []}
                today={today}
                isOutside={!date.startsWith(month)}
                isWeekend={i > 4}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Day({ date, events, today, isOutside, isWeekend }: {
  date: string;
  events: readonly CalendarEvent[];
  today: string;
  isOutside: boolean;
  isWeekend: boolean;
}) {
  if (isOutside) {
    return (
      <td class="outside">
        <span class="day-number">{Number(date.slice(8))}</span>
      </td>
    );
  }
  const isClosed = events.some(({ status }) => status === "closed");
  const states = [date === today && "today", date < today && "gone", (isWeekend || isClosed) && "closed"];
  const rest = events.length - SHOWN;
  // One more takes no more room than the line that counts it.
  const shown = rest > 1 ? events.slice(0, SHOWN) : events;
  return (
    <td
      class={states.filter(Boolean).join(" ")}
      data-day={date}
      aria-current={date === today ? "date" : undefined}
    >
      <DayNumber date={date} today={today} count={events.length} />
      {date === today && <span class="today-word">Today</span>}
      {events.length > 0 && (
        <ul>
          {shown.map((event) => (
            <li key={event.id}>
              <Entry event={event} />
            </li>
          ))}
          {shown.length < events.length && (
            <li>
              <a class="entry more" href={`#day-${date}`}>{rest} more</a>
            </li>
          )}
        </ul>
      )}
    </td>
  );
}

function DayNumber({ date, today, count }: { date: string; today: string; count: number }) {
  const title = formatLongDay(date, today);
  const number = <time dateTime={date}>{Number(date.slice(8))}</time>;
  // Focus can go there by keys, which the script adds; without an entry there is nowhere to go on to.
  if (count === 0) {
    return <span class="day-number" tabIndex={-1} aria-label={title} role="note">{number}</span>;
  }
  const words = `${title}: ${count} ${count === 1 ? "entry" : "entries"}`;
  return <a class="day-number" href={`#day-${date}`} aria-label={words}>{number}</a>;
}

function Entry({ event }: { event: CalendarEvent }) {
  const direction =
    event.kind === "earnings" && event.status === "reported" && event.surprise_percent !== null
      ? directionOf(event.surprise_percent)
      : null;
  const words = [
    KIND_NAMES[event.kind],
    event.symbol,
    titleOf(event),
    event.status,
    ...factsOf(event).map(({ text }) => text),
  ].filter((text) => text !== "");
  return (
    <a
      class={`entry ${event.kind} ${event.status.replace(" ", "-")}`}
      href={`#${event.id}`}
      title={words.join(" · ")}
    >
      <KindMark kind={event.kind} />
      <span class="entry-title">{shortTitleOf(event)}</span>
      {direction !== null && (
        <span class={direction} aria-label={`surprise ${direction}`} role="img">{ARROWS[direction]}</span>
      )}
      {event.status === "withdrawn" && <span class="visually-hidden">withdrawn</span>}
    </a>
  );
}
