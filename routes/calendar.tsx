import { page } from "fresh";
import { asset, Head } from "fresh/runtime";
import CalendarKeys from "@/islands/CalendarKeys.tsx";
import { newYorkDate } from "@/lib/exchange/mod.ts";
import { calendarAddress } from "@/lib/market/calendar/calendar_address.ts";
import { type CalendarEvent, KIND_TITLES, KINDS } from "@/lib/market/calendar/event.ts";
import { addMonths, monthTitle } from "@/lib/market/calendar/month.ts";
import { calendarNotes } from "@/lib/services/calendar_notes.ts";
import { calendarFilter, calendarView } from "@/lib/services/calendar_view.ts";
import { define } from "@/lib/services/define.ts";
import { oneOf } from "@/lib/services/parameters.ts";
import { knownOnPage, pastOf } from "@/lib/services/past.ts";
import { CalendarBar } from "./(_components)/calendar/CalendarBar.tsx";
import { DayList } from "./(_components)/calendar/DayList.tsx";
import { MonthGrid } from "./(_components)/calendar/MonthGrid.tsx";
import { Panel } from "./(_components)/Panel.tsx";

export const handler = define.handlers({
  async GET({ url, state }) {
    const { services } = state;
    const known = await knownOnPage({ url, state });
    const { month, events } = calendarView(services, known, url.searchParams);
    const filter = calendarFilter(url.searchParams);
    return page({
      shown: {
        ...filter,
        month,
        view: oneOf(url.searchParams, "view", ["month", "list"], "month"),
        at: pastOf(known),
      },
      events,
      notes: calendarNotes(services, known, filter),
      today: newYorkDate(known.now()),
      isKnown: (symbol: string) => known.market.knows(symbol),
      host: url.host,
    });
  },
});

export default define.page<typeof handler>(function CalendarPage({ data }) {
  const { shown, events, notes, today, isKnown, host } = data;
  const { month, view, at } = shown;
  const title = monthTitle(month);
  const beside = (count: number) => {
    const other = addMonths(month, count);
    return other === null ? null : calendarAddress({ ...shown, month: other });
  };
  const isEmpty = events.length === 0;
  return (
    <>
      <Head>
        <title>{`${title} · Calendar · Quarterhour`}</title>
        <link rel="stylesheet" href={asset("/calendar.css")} />
      </Head>
      <div class="page-head">
        <h1>{title}</h1>
        <p class="lede" data-fresh="counts">{countsOf(events)}</p>
      </div>
      <CalendarBar shown={shown} thisMonth={today.slice(0, 7)} host={host} />
      {view === "month" && (
        <div class="month-view">
          <section class="panel month-panel" aria-label={title} data-fresh="month">
            <MonthGrid month={month} events={events} today={today} />
          </section>
          <CalendarKeys previous={beside(-1)} next={beside(1)} />
        </div>
      )}
      <Panel id="list" title={view === "month" ? "In detail" : "Day by day"} fresh>
        {isEmpty && <p class="empty">Nothing is on the calendar of {title}.</p>}
        <DayList events={events} today={today} isKnown={isKnown} past={at} />
        {(notes.length > 0 || isEmpty) && (
          <ul class="calendar-notes">
            {isEmpty && <li>Companies name days some weeks ahead: what is far off fills later.</li>}
            {notes.map((note) => <li key={note}>{note}</li>)}
          </ul>
        )}
      </Panel>
    </>
  );
});

/** `3 earnings, 24 IPOs, 2 market days`. */
function countsOf(events: readonly CalendarEvent[]): string {
  const counts = KINDS.flatMap((kind) => {
    const count = events.filter((event) => event.kind === kind).length;
    const title = KIND_TITLES[kind];
    const words = kind === "ipo" ? title : title.toLowerCase();
    return count === 0 ? [] : [`${count} ${count === 1 && kind !== "earnings" ? words.slice(0, -1) : words}`];
  });
  return counts.join(", ");
}
