import type { Clock } from "@/lib/ingest/clock.ts";
import { isProviderFault } from "@/lib/ingest/provider_fault.ts";
import { formatTime, withTimes, zoneName } from "@/lib/market/format.ts";
import { tellsOfSchedule } from "@/lib/market/wellness.ts";
import type { RunRecord } from "@/lib/store/run_log.ts";
import type { VolumeState } from "@/lib/store/store.ts";
import type { Services } from "./services.ts";

/** What can be wrong with an installation. */
export const TROUBLE_KINDS = [
  "volume_away",
  "volume_read_only",
  "volume_failing",
  "volume_full",
  "volume_low",
  "clock",
  "provider",
] as const;

/** Something that is wrong with this installation now. */
export interface Trouble {
  readonly kind: typeof TROUBLE_KINDS[number];
  /** Whether nothing is fetched for it; else it only may come to that. */
  readonly stops: boolean;
  /** What is wrong, a sentence. */
  readonly text: string;
  /** What that means and what to do, a few sentences. */
  readonly advice: string;
}

/** What is wrong with this installation now: the one place that says so, for every page, API and metrics. */
export function troublesOf(
  { store, ingest, clock }: Pick<Services, "store" | "ingest"> & { clock: Clock },
): Trouble[] {
  const { state, detail, since } = store.condition;
  const { fault, isRefused } = clock;
  const troubles: Trouble[] = [];
  if (state !== "ok") {
    const advice = VOLUME_ADVICE[state](formatTime(isoOf(since)));
    const owed = store.runs.owed === 0 ? "" : ` ${OWED}`;
    troubles.push({
      kind: `volume_${state}`,
      stops: state !== "low",
      text: `${detail}.`,
      advice: `${advice}${owed}`,
    });
  }
  if (fault !== "") {
    const advice = isRefused ? CLOCK_REFUSED : clock.behindRecordsMs > 0 ? CLOCK_BEHIND : CLOCK_OFF;
    troubles.push({ kind: "clock", stops: isRefused, text: `${fault}.`, advice });
  }
  const failed = failedRun(store);
  if (failed !== null) {
    const shown = store.files().length === 0
      ? "Until then there is nothing to show."
      : "What stands here is what came before.";
    const again = ingest === null ? "the next slot" : formatTime(isoOf(ingest.nextRun));
    troubles.push({
      kind: "provider",
      // Where something else keeps runs from beginning, that is what stops them.
      stops: failed.status === "failed" && !troubles.some(({ stops }) => stops),
      text: `The run of ${formatTime(failed.slot)} ${failed.status === "failed" ? "failed" : "broke off"}. ${
        withTimes(failed.note)
      }.`,
      advice: `It is asked again at ${again} ${zoneName()}. ${shown}`,
    });
  }
  return troubles;
}

/** The run of the schedule on record last, where it had nothing (more) of the provider; `null` where it had. */
export function failedRun({ runs }: Pick<Services["store"], "runs">): RunRecord | null {
  const last = runs.all().findLast(tellsOfSchedule);
  return last === undefined || last.status === "complete" || !isProviderFault(last.note) ? null : last;
}

function isoOf(at: number): string {
  return new Date(at).toISOString();
}

/** By state; they are given the time in New York since when it is so. */
const VOLUME_ADVICE: Readonly<Record<Exclude<VolumeState, "ok">, (since: string) => string>> = {
  away: (since) =>
    `These pages show what had been read by ${since} ${zoneName()}, and nothing is written. Mount the volume, or put the ` +
    "folder back, and all goes on by itself; to begin anew with what is there now, restart.",
  read_only: () =>
    "These pages show what is on it, and nothing new is fetched. Let the program write there, and all goes on by itself.",
  failing: () =>
    "What is there is not lost, and what comes is not kept. It is tried again every few seconds.",
  full: () => "What is there is not lost, and no run begins. Make room, and all goes on by itself.",
  low: () => "Before a run the oldest archives go. Make room, or there will be none for a run.",
};

const OWED = "What runs came to is put on record then.";

const CLOCK_REFUSED =
  "No run begins: all that it wrote would be stamped with another time. Let the machine set its clock (NTP), and all " +
  "goes on by itself.";
const CLOCK_OFF = "Slots and ages are told by it. Let the machine set its clock (NTP).";
const CLOCK_BEHIND =
  "Runs go on, each stamped later than the last. If the clock is wrong now, let the machine set it (NTP).";
