import type { CalendarKind } from "@/lib/market/calendar/event.ts";

const LETTERS: Readonly<Record<CalendarKind, string>> = {
  earnings: "E",
  dividend: "D",
  ipo: "I",
  holiday: "M",
};

/** The letter of a kind: never colour alone. Its name stands beside it, or in the title around it. */
export function KindMark({ kind }: { kind: CalendarKind }) {
  return <span class={`kind-mark ${kind}`} aria-hidden="true">{LETTERS[kind]}</span>;
}
