import type { IngestProgress } from "@/lib/bus/bus.ts";
import type { RunRecord } from "@/lib/store/run_log.ts";
import { formatAge, formatAgo, formatInteger, formatTime, withTimes } from "./format.ts";
import type { Verdict } from "./verdict.ts";

/** How the pipeline is. */
export interface Wellness {
  readonly state: "well" | "look" | "bad";
  /** The same in a word or two. */
  readonly word: string;
  /** One sentence that says why. */
  readonly text: string;
}

/** What that is told by. */
export interface WellnessFacts {
  /** Epoch milliseconds. */
  readonly now: number;
  /** Whether the page hears from the server. */
  readonly connected: boolean;
  readonly troubles: readonly { readonly stops: boolean; readonly text: string }[];
  /** The run of the schedule that was put on record last; `undefined` before the first. */
  readonly lastRun:
    | Pick<RunRecord, "slot" | "status" | "finished_at" | "errors" | "quarantined" | "note">
    | undefined;
  /** ISO 8601 UTC; `null` where another process polls. */
  readonly nextRun: string | null;
  readonly progress: Pick<IngestProgress, "started_at"> | null;
  readonly datasets: readonly { readonly title: string; readonly verdict: Verdict }[];
}

/** Imports, accepted rows and newcomers have no part in how the schedule is. */
const ASIDE: readonly RunRecord["trigger"][] = ["import", "redrive", "added"];

/** Whether a run tells how the schedule is. */
export function tellsOfSchedule({ trigger }: Pick<RunRecord, "trigger">): boolean {
  return !ASIDE.includes(trigger);
}

/** A run that has not begun so long after its time is overdue, milliseconds: the lease and the clock take seconds. */
const OVERDUE_MS = 2 * 60_000;
/** A run under way for longer than this is long, milliseconds: the next slot is there. */
const LONG_MS = 15 * 60_000;

/** The first thing an operator asks: is it well now? What is most wrong is said, and nothing else. */
export function wellnessOf(facts: WellnessFacts): Wellness {
  const { now, connected, troubles, lastRun, nextRun, progress, datasets } = facts;
  if (!connected) return bad("The server does not answer; what stands here is what it said last.");
  const stopping = troubles.find(({ stops }) => stops);
  if (stopping !== undefined) return bad(stopping.text);
  const due = nextRun === null ? Infinity : Date.parse(nextRun);
  if (progress === null && now - due > OVERDUE_MS) {
    return bad(`The run due at ${formatTime(nextRun)} has not begun.`);
  }
  if (progress !== null && now - Date.parse(progress.started_at) > LONG_MS) {
    return look(`A run has been under way for ${formatAge(progress.started_at, now)}.`);
  }
  if (lastRun === undefined) {
    if (progress !== null) return well("The first run is under way.");
    return look(
      nextRun === null ? "No run is on record." : `No run yet; the first is at ${formatTime(nextRun)}.`,
    );
  }
  const slot = formatTime(lastRun.slot);
  const why = lastRun.note === "" ? "" : `: ${withTimes(lastRun.note)}`;
  if (lastRun.status === "failed") return bad(`The run of ${slot} failed${why}.`);
  if (lastRun.status === "missed") return look(`The slot of ${slot} was missed${why}.`);
  const stale = datasets.filter(({ verdict }) => verdict === "we_are_stale").map(({ title }) => title);
  if (stale.length > 0) {
    return look(`Older than ${stale.length === 1 ? "it" : "they"} should be: ${listed(stale)}.`);
  }
  const doubted = datasets.filter(({ verdict }) => verdict === "in_doubt").map(({ title }) => title);
  if (doubted.length > 0) {
    return look(
      `What the provider says of ${listed(doubted)} is in doubt and kept aside; the last good values stand.`,
    );
  }
  if (lastRun.status === "partial") {
    const { errors } = lastRun;
    return look(
      `The run of ${slot} is in but for ${errors} ${errors === 1 ? "fetch" : "fetches"} that failed.`,
    );
  }
  const [warning] = troubles;
  if (warning !== undefined) return look(warning.text);
  const behind = datasets.filter(({ verdict }) => verdict === "provider_stale").map(({ title }) => title);
  const { quarantined } = lastRun;
  const aside = quarantined === 0
    ? ""
    : `, but for ${formatInteger(quarantined)} ${quarantined === 1 ? "row" : "rows"} kept aside`;
  const complete = `The run of ${slot} was complete${aside}, ${formatAgo(lastRun.finished_at, now)}`;
  return well(
    behind.length === 0
      ? `${complete}, and every dataset is as fresh as it should be.`
      : `${complete}; the provider itself is behind with ${listed(behind)}.`,
  );
}

function listed(titles: readonly string[]): string {
  const [first, second, ...rest] = titles;
  return [first, second, rest.length === 0 ? undefined : `${rest.length} more`]
    .filter((title) => title !== undefined).join(", ");
}

function well(text: string): Wellness {
  return { state: "well", word: "Well", text };
}

function look(text: string): Wellness {
  return { state: "look", word: "Have a look", text };
}

function bad(text: string): Wellness {
  return { state: "bad", word: "Not well", text };
}
