import { dateOfDay, dayOfDate, newYorkDate, newYorkTime } from "@/lib/exchange/mod.ts";
import {
  counted,
  formatAge,
  formatDateTime,
  formatDay,
  formatInteger,
  formatSeconds,
  formatTime,
} from "@/lib/market/format.ts";
import { latenessOf } from "@/lib/market/lateness.ts";
import type { RunRecord } from "@/lib/store/run_log.ts";

/** Stretches of time that a timeline of runs shows. */
export const SPANS = ["24h", "7d", "30d"] as const;

/** One of them. */
export type Span = typeof SPANS[number];

/** Kinds of runs that a table can be left with. */
export const RUN_KINDS = ["", "complete", "partial", "failed", "missed", "late", "demand"] as const;

/** What a table of runs shows. */
export interface RunsShown {
  /** The kind chosen; empty for all. */
  readonly kind: typeof RUN_KINDS[number];
  /** How many there are of it. */
  readonly total: number;
}

/** One run, or a slot that had none. Places are shares of their row, 0 to 1. */
export interface Mark {
  readonly run_id: string;
  readonly status: RunRecord["status"];
  /** Whether it was not of the schedule: asked for, an import, an accepted row. */
  readonly onDemand: boolean;
  readonly isLate: boolean;
  readonly x: number;
  readonly width: number;
  /** How long it took, on a scale of logarithms from a second to a quarter of an hour. */
  readonly height: number;
  /** All that in words. */
  readonly text: string;
}

/** The marks of one day, or of the last 24 hours. */
export interface TimelineRow {
  /** Name of the day; empty for the last 24 hours. */
  readonly label: string;
  readonly marks: readonly Mark[];
}

/** How many runs came to what. */
export interface RunCounts extends Readonly<Record<RunRecord["status"], number>> {
  readonly late: number;
  readonly onDemand: number;
}

/** Runs in their places. */
export interface Timeline {
  readonly span: Span;
  /** Oldest first. */
  readonly rows: readonly TimelineRow[];
  /** Words below a row, evenly spaced from its beginning to its end. */
  readonly ticks: readonly string[];
  readonly counts: RunCounts;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DAYS: Readonly<Record<Span, number>> = { "24h": 1, "7d": 7, "30d": 30 };
/** The scale of durations ends here: a run of a quarter of an hour takes all of the usual slot. */
const LONGEST_MS = 900_000;
const SHORTEST_MS = 1_000;

/** When a span begins: 24 hours ago, or with a day of New York. Epoch milliseconds. */
export function beginOf(span: Span, now: number): number {
  if (span === "24h") return now - DAY_MS;
  return newYorkTime(dateOfDay(dayOfDate(newYorkDate(now)) - DAYS[span] + 1), 0, 0);
}

/** The runs of a span, oldest first: those whose slot, or time of asking, lies in it. */
export function runsIn(runs: readonly RunRecord[], span: Span, now: number): readonly RunRecord[] {
  const [from, to] = [isoOf(beginOf(span, now)), isoOf(now)];
  // Times are of one form and compare as text: years of runs need not be parsed.
  return runs.filter(({ slot }) => slot > from && slot <= to);
}

/**
 * Puts the runs of a span in their places: of each slot the last attempt.
 * @param slotMs from one slot to the next
 * @param now epoch milliseconds
 */
export function timelineOf(
  runs: readonly RunRecord[],
  { span, now, slotMs }: { readonly span: Span; readonly now: number; readonly slotMs: number },
): Timeline {
  const within = lastAttempts(runsIn(runs, span, now));
  const count = (is: (run: RunRecord) => boolean) => within.filter(is).length;
  const counts = {
    complete: count(({ status }) => status === "complete"),
    partial: count(({ status }) => status === "partial"),
    failed: count(({ status }) => status === "failed"),
    missed: count(({ status }) => status === "missed"),
    late: count((run) => latenessOf(run) !== null),
    onDemand: count(isOnDemand),
  };
  if (span === "24h") {
    const from = beginOf(span, now);
    const ticks = [0, 6, 12, 18, 24].map((hours) => formatTime(isoOf(from + hours * HOUR_MS)));
    return { span, counts, ticks, rows: [{ label: "", marks: marksOf(within, from, DAY_MS, slotMs) }] };
  }
  const today = dayOfDate(newYorkDate(now));
  const rows = Array.from({ length: DAYS[span] }, (_, i) => {
    const day = today - DAYS[span] + 1 + i;
    const from = newYorkTime(dateOfDay(day), 0, 0);
    // 23 or 25 hours where clocks change.
    const length = newYorkTime(dateOfDay(day + 1), 0, 0) - from;
    const [begin, end] = [isoOf(from), isoOf(from + length)];
    const mine = within.filter(({ slot }) => slot >= begin && slot < end);
    return { label: formatDay(dateOfDay(day)), marks: marksOf(mine, from, length, slotMs) };
  });
  return { span, counts, rows, ticks: ["00:00", "06:00", "12:00", "18:00", "24:00"] };
}

/** The runs of a kind. */
export function runsOf(runs: readonly RunRecord[], kind: RunsShown["kind"]): readonly RunRecord[] {
  switch (kind) {
    case "":
      return runs;
    case "late":
      return runs.filter((run) => latenessOf(run) !== null);
    case "demand":
      return runs.filter(isOnDemand);
    default:
      return runs.filter(({ status }) => status === kind);
  }
}

/** Whether a run has no slot of its own. */
export function isOnDemand({ trigger }: Pick<RunRecord, "trigger">): boolean {
  return trigger !== "schedule" && trigger !== "startup";
}

/** How late a run began: `7 min late`; empty for one that was not. */
export function lateWords(run: RunRecord): string {
  return latenessOf(run) === null ? "" : `${formatAge(run.slot, Date.parse(run.started_at))} late`;
}

/** How long a run took: `4.2 s`; a dash for one that was missed. */
export function durationWords({ status, duration_ms }: Pick<RunRecord, "status" | "duration_ms">): string {
  if (status === "missed") return "–";
  return duration_ms < 60_000
    ? formatSeconds(duration_ms)
    : `${Math.floor(duration_ms / 60_000)}\u202fmin ${Math.round(duration_ms % 60_000 / 1000)}\u202fs`;
}

function marksOf(runs: readonly RunRecord[], from: number, length: number, slotMs: number): Mark[] {
  return runs.map((run) => {
    const onDemand = isOnDemand(run);
    const share = Math.log(Math.max(SHORTEST_MS, run.duration_ms) / SHORTEST_MS) /
      Math.log(LONGEST_MS / SHORTEST_MS);
    return {
      run_id: run.run_id,
      status: run.status,
      onDemand,
      isLate: latenessOf(run) !== null,
      x: (Date.parse(run.slot) - from) / length,
      width: Math.min(slotMs, HOUR_MS) / length,
      height: Math.min(1, Math.max(0, share)),
      text: textOf(run),
    };
  });
}

function textOf(run: RunRecord): string {
  const { slot, status, attempt, trigger, calls, rows, quarantined, errors, note } = run;
  const parts = [
    `${formatDateTime(slot)}: ${status}`,
    lateWords(run),
    isOnDemand(run) ? `by ${trigger}` : "",
    status === "missed" ? "" : durationWords(run),
    status === "missed" ? "" : counted(calls, "call"),
    status === "missed" ? "" : counted(rows, "new row"),
    quarantined === 0 ? "" : `${formatInteger(quarantined)} kept aside`,
    errors === 0 ? "" : counted(errors, "error"),
    attempt > 1 ? `attempt ${attempt}` : "",
    note,
  ];
  return parts.filter((part) => part !== "").join(", ");
}

/** A slot that was tried again has one mark: what it came to. */
function lastAttempts(runs: readonly RunRecord[]): readonly RunRecord[] {
  const bySlot = new Map<string, RunRecord>();
  for (const run of runs) {
    const key = isOnDemand(run) ? run.run_id : run.slot;
    const known = bySlot.get(key);
    if (known === undefined || known.attempt <= run.attempt) bySlot.set(key, run);
  }
  return [...bySlot.values()].sort((a, b) => a.slot < b.slot ? -1 : a.slot > b.slot ? 1 : 0);
}

function isoOf(at: number): string {
  return new Date(at).toISOString();
}
