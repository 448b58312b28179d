import { latenessOf } from "@/lib/market/lateness.ts";
import type { RunRecord } from "@/lib/store/run_record.ts";
import type { Operated } from "./operate.ts";

/** What became of each slot. */
export interface SlotCounts {
  readonly slots: number;
  readonly complete: number;
  readonly partial: number;
  readonly failed: number;
  /** Ran, whatever came of it, a minute after its time or later. */
  readonly late: number;
  readonly missed: number;
  /** Slots run more than once. */
  readonly again: number;
}

/** What a check came to. */
export interface Checked<T> {
  readonly counts: T;
  readonly problems: readonly string[];
}

/** Note of a slot for which no process was there. */
const NO_RUN = "no run on record";

/** Looks for each slot of the span in the record of runs: once as missed, or as run. */
export function checkSlots(operated: Operated, runs: readonly RunRecord[]): Checked<SlotCounts> {
  const { span } = operated;
  const problems: string[] = [];
  const counts = { slots: 0, complete: 0, partial: 0, failed: 0, late: 0, missed: 0, again: 0 };
  const bySlot = Map.groupBy(runs, ({ slot }) => Date.parse(slot));
  const ids = new Set<string>();
  for (const { run_id } of runs) {
    if (ids.has(run_id)) problems.push(`${run_id} is on record twice`);
    ids.add(run_id);
  }
  for (let slot = span.from; slot < span.until; slot += span.slotMs) {
    counts.slots++;
    const records = bySlot.get(slot) ?? [];
    bySlot.delete(slot);
    const name = new Date(slot).toISOString();
    const ran = records.filter(({ status }) => status !== "missed");
    const missed = records.filter(({ status }) => status === "missed");
    const last = ran.at(-1);
    if (records.length === 0) problems.push(`${name} is not on record`);
    if (missed.length > 1) problems.push(`${name} is missed twice`);
    if (ran.length > 0 && missed.some(({ note }) => note === NO_RUN)) {
      problems.push(`${name} is missed and run`);
    }
    if (last === undefined) counts.missed++;
    else if (latenessOf(last) !== null) counts.late++;
    else if (last.status !== "missed") counts[last.status]++;
    if (ran.length > 1) counts.again++;
  }
  for (const [slot] of bySlot) problems.push(`${new Date(slot).toISOString()} is on record and no slot`);
  problems.push(...checkAbsences(operated, runs));
  return { counts, problems };
}

/** While no process was there each slot was missed, and only then. */
function checkAbsences(
  { span: { slotMs }, starts, stops, naps }: Operated,
  runs: readonly RunRecord[],
): string[] {
  const expected = new Set<number>();
  const tried = new Set(runs.filter(({ attempt }) => attempt > 0).map(({ slot }) => Date.parse(slot)));
  stops.forEach((stop, index) => {
    const start = starts[index + 1] ?? 0;
    const first = Math.floor(start / slotMs) * slotMs;
    // Of the slot in which it was cut off nothing may be on record.
    for (let slot = stop.slot; slot < first; slot += slotMs) if (!tried.has(slot)) expected.add(slot);
  });
  const found = new Set(runs.filter(({ note }) => note === NO_RUN).map(({ slot }) => Date.parse(slot)));
  for (const nap of naps) {
    for (const slot of [nap + slotMs, nap + 2 * slotMs]) if (!tried.has(slot)) found.delete(slot);
  }
  const iso = (slots: Set<number>) => slots.values().map((slot) => new Date(slot).toISOString()).toArray();
  return [
    ...iso(expected.difference(found)).map((slot) =>
      `${slot} passed without a process and is not so on record`
    ),
    ...iso(found.difference(expected)).map((slot) => `${slot} is on record as passed without a process`),
  ];
}
