import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { dayToGo } from "@/lib/market/calendar/month.ts";

/** Lets the arrow keys go from day to day in the month's table, and says so once it does. */
export default function CalendarKeys({ previous, next }: {
  /** Addresses of the months beside this one; `null` where there is none. */
  previous: string | null;
  next: string | null;
}) {
  const isAwake = useSignal(false);
  useEffect(() => {
    isAwake.value = true;
    const onKey = (event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const date = event.target instanceof Element
        ? event.target.closest("[data-day]")?.getAttribute("data-day")
        : null;
      if (date === null || date === undefined) return;
      const month = event.key === "PageUp" ? previous : event.key === "PageDown" ? next : null;
      const day = dayToGo(event.key, date);
      if (month !== null) location.assign(month);
      else if (day !== null) focusDay(day);
      else return;
      event.preventDefault();
    };
    // On the document: a run puts a new table in the old one's place.
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [previous, next]);
  return (
    <p class="keys-hint small faint">
      {isAwake.value
        ? "In the table: arrow keys go from day to day, Page Up and Page Down to other months."
        : "\u00a0"}
    </p>
  );
}

function focusDay(date: string): void {
  const number = document.querySelector(`[data-day="${CSS.escape(date)}"] .day-number`);
  if (number instanceof HTMLElement) number.focus();
}
