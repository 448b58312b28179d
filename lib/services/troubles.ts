import type { Clock } from "@/lib/ingest/clock.ts";
import { formatTime, zoneName } from "@/lib/market/format.ts";
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
export function troublesOf({ store, clock }: Pick<Services, "store"> & { clock: Clock }): Trouble[] {
  const { state, detail, since } = store.condition;
  const { fault, isRefused } = clock;
  const troubles: Trouble[] = [];
  if (state !== "ok") {
    const advice = VOLUME_ADVICE[state](formatTime(new Date(since).toISOString()));
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
  return troubles;
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
