import { type CalendarAddress, calendarAddress } from "@/lib/market/calendar/calendar_address.ts";
import { KIND_TITLES, KINDS } from "@/lib/market/calendar/event.ts";
import { addMonths, monthTitle } from "@/lib/market/calendar/month.ts";
import { KindMark } from "./KindMark.tsx";

/** Which month, which form, which kinds: all of it links, so that an address says what is seen. */
export function CalendarBar({ shown, thisMonth, host }: {
  shown: CalendarAddress & { readonly month: string };
  /** `YYYY-MM` in New York. */
  thisMonth: string;
  /** Host and port of this site, to subscribe to its file. */
  host: string;
}) {
  const { month, view = "month", kinds, symbols } = shown;
  const to = (change: Partial<CalendarAddress>) => calendarAddress({ ...shown, ...change });
  return (
    <div class="calendar-bar">
      <nav class="months" aria-label="Month">
        <Step month={addMonths(month, -1)} rel="prev" to={to} />
        <form method="get" action="/calendar" class="month-choice">
          <label class="visually-hidden" for="month">Month</label>
          <input
            id="month"
            type="month"
            name="month"
            value={month}
            pattern="\d{4}-\d{2}"
            placeholder="2026-11"
            required
          />
          {view === "list" && <input type="hidden" name="view" value="list" />}
          {kinds.length > 0 && <input type="hidden" name="kind" value={kinds.join(",")} />}
          {symbols.length > 0 && <input type="hidden" name="symbol" value={symbols.join(",")} />}
          {shown.at !== undefined && <input type="hidden" name="at" value={shown.at} />}
          <button type="submit">Go</button>
        </form>
        <Step month={addMonths(month, 1)} rel="next" to={to} />
        {month !== thisMonth && <a class="button" href={to({ month: null })}>This month</a>}
      </nav>
      <div class="kinds" role="group" aria-label="Kinds">
        <a class="facet" href={to({ kinds: [] })} aria-current={kinds.length === 0 ? "true" : undefined}>
          All
        </a>
        {KINDS.map((kind) => {
          const isChosen = kinds.includes(kind);
          const next = isChosen ? kinds.filter((each) => each !== kind) : [...kinds, kind];
          return (
            <a
              key={kind}
              class="facet"
              href={to({ kinds: next })}
              aria-current={isChosen ? "true" : undefined}
            >
              <KindMark kind={kind} /> {KIND_TITLES[kind]}
            </a>
          );
        })}
        {symbols.length > 0 && <a class="facet" href={to({ symbols: [] })}>✕ only {symbols.join(", ")}</a>}
      </div>
      <div class="calendar-right">
        <div class="segments forms" role="group" aria-label="Form">
          <a class="button" href={to({ view: "month" })} aria-current={view === "month" ? "true" : undefined}>
            Month
          </a>
          <a class="button" href={to({ view: "list" })} aria-current={view === "list" ? "true" : undefined}>
            List
          </a>
        </div>
        <Subscribe file={calendarAddress({ month: null, kinds, symbols }, "/calendar.ics")} host={host} />
      </div>
    </div>
  );
}

function Step({ month, rel, to }: {
  month: string | null;
  rel: "prev" | "next";
  to: (change: Partial<CalendarAddress>) => string;
}) {
  if (month === null) return null;
  const arrow = rel === "prev" ? "←" : "→";
  return (
    <a
      class="button step"
      rel={rel}
      href={to({ month })}
      aria-label={monthTitle(month)}
      title={monthTitle(month)}
    >
      <span aria-hidden="true">{arrow}</span>
    </a>
  );
}

/** How to have the same in a calendar of one's own. */
function Subscribe({ file, host }: { file: string; host: string }) {
  return (
    <details class="subscribe">
      <summary class="button">Subscribe</summary>
      <div class="subscribe-box">
        <p>
          What is chosen here, in a calendar of your own. It follows by itself, where it can reach this
          server.
        </p>
        <p class="actions">
          <a class="button" href={`webcal://${host}${file}`}>Open in a calendar</a>{" "}
          <a class="button" href={file} download="quarterhour.ics">Download once</a>
        </p>
        <p class="small soft">
          Or subscribe to this address:
          <br />
          <code>{`${host}${file}`}</code>
        </p>
      </div>
    </details>
  );
}
