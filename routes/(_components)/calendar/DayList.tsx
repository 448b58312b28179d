import { addressAt } from "@/lib/market/address.ts";
import { type CalendarEvent, KIND_NAMES } from "@/lib/market/calendar/event.ts";
import { factsOf, STATUS_TONES, titleOf } from "@/lib/market/calendar/words.ts";
import { formatLongDay } from "@/lib/market/long_day.ts";
import { KindMark } from "./KindMark.tsx";

/** Everything that is known of a month's events, day by day. */
export function DayList({ events, today, isKnown, past }: {
  /** In order. */
  events: readonly CalendarEvent[];
  /** `YYYY-MM-DD` in New York. */
  today: string;
  /** Whether a symbol has a page. */
  isKnown: (symbol: string) => boolean;
  /** The instant of the past that the page shows, ISO 8601 UTC. */
  past?: string | undefined;
}) {
  return (
    <>
      {[...Map.groupBy(events, ({ date }) => date)].map(([date, ofDay]) => (
        <section
          key={date}
          id={`day-${date}`}
          class={`calendar-day ${date < today ? "gone" : ""}`}
          aria-labelledby={`title-${date}`}
        >
          <h3 id={`title-${date}`}>
            <time dateTime={date}>{formatLongDay(date, today)}</time>
            {date === today && <span class="badge today-badge">Today</span>}
          </h3>
          <ul>
            {ofDay.map((event) => (
              <li key={event.id} id={event.id} data-kind={event.kind}>
                <span class="kind">
                  <KindMark kind={event.kind} /> {KIND_NAMES[event.kind]}
                </span>
                <div class="what">
                  {event.symbol !== "" && (
                    <>
                      {isKnown(event.symbol)
                        ? (
                          <a
                            class="symbol"
                            href={addressAt(`/stocks/${encodeURIComponent(event.symbol)}`, past)}
                          >
                            {event.symbol}
                          </a>
                        )
                        : <strong class="symbol">{event.symbol}</strong>}
                      {" "}
                    </>
                  )}
                  {titleOf(event)}{" "}
                  <span class={`badge ${STATUS_TONES[event.status] ?? ""}`}>{event.status}</span>
                  <Facts event={event} />
                </div>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function Facts({ event }: { event: CalendarEvent }) {
  const facts = factsOf(event);
  if (facts.length === 0) return null;
  return (
    <p class="facts">
      {facts.map(({ text, direction }) => <span key={text} class={direction}>{text}</span>)}
    </p>
  );
}
