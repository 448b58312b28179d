import { Chance } from "@/lib/simulator/hash.ts";
import { DAY_MS, HOUR_MS, type Span } from "./script.ts";

/** What ends the process in the middle of a slot. */
export interface Stop {
  /** The slot. */
  readonly slot: number;
  /**
   * `kill`: SIGKILL while it runs; `stop`: an orderly end while it runs; `look`: an orderly end after it, at which the
   * volume is looked at.
   */
  readonly how: "kill" | "stop" | "look";
  /** Real milliseconds after the slot's begin. */
  readonly afterMs: number;
  /** Simulated time until the next start, milliseconds. */
  readonly awayMs: number;
}

/** What keeps a process away: nothing, some minutes, three hours, a night, a long weekend. */
const ABSENCES = [20_000, 20_000, 20_000, 7 * 60_000, 3 * HOUR_MS, 3 * HOUR_MS, 14 * HOUR_MS, 3.2 * DAY_MS];
/** Days between two ends of the process. */
const DAYS_BETWEEN = [2, 5] as const;

/**
 * When and how the process ends in a span, in order. Around each month's end it is looked at before its files are
 * archived and after, with three kills in the archiving.
 * @param runMs how long a run takes, roughly, real milliseconds
 */
export function stopsOf({ from, until, slotMs, seed }: Span, runMs: number): Stop[] {
  const chance = new Chance(seed, "stops");
  const stops: Stop[] = monthsBetween(from, until).flatMap((month) => archivingOf(month, slotMs, chance));
  for (let day = Math.ceil(from / DAY_MS) + 1; day * DAY_MS < until; day += chance.integer(...DAYS_BETWEEN)) {
    stops.push({
      slot: day * DAY_MS + chance.integer(0, DAY_MS / slotMs - 1) * slotMs,
      how: chance.happens(0.8) ? "kill" : "stop",
      afterMs: chance.between(0, 1.3) * runMs,
      awayMs: chance.pick(ABSENCES),
    });
  }
  stops.sort((a, b) => a.slot - b.slot);
  // What falls into an absence does not happen, but the looks do.
  const kept: Stop[] = [];
  for (const stop of stops) {
    const last = kept.at(-1);
    const isIn = last !== undefined && stop.slot <= last.slot + last.awayMs + slotMs;
    if (!isIn) kept.push(stop);
    else if (isSpecial(stop, slotMs) && !isSpecial(last, slotMs)) kept.splice(-1, 1, stop);
  }
  return kept.filter(({ slot, awayMs }) => slot + awayMs + DAY_MS < until);
}

/** Whether it belongs to the archiving of a month. */
function isSpecial({ slot, how }: Stop, slotMs: number): boolean {
  return how === "look" || new Date(slot).getUTCDate() === 2 && slot % DAY_MS <= 2 * slotMs;
}

/** First moments of the months that begin in a span, but its own first. */
function monthsBetween(from: number, until: number): number[] {
  const months: number[] = [];
  const first = new Date(from);
  for (let nth = 1;; nth++) {
    const month = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + nth);
    if (month + 1.5 * DAY_MS >= until) return months;
    months.push(month);
  }
}

/** A month's files are put together a day after its end. */
function archivingOf(month: number, slotMs: number, chance: Chance): Stop[] {
  const begin = month + DAY_MS;
  const kill = (slot: number): Stop => ({
    slot,
    how: "kill",
    afterMs: chance.between(0, 1) * 900,
    awayMs: 20_000,
  });
  return [
    { slot: begin - 2 * slotMs, how: "look", afterMs: 0, awayMs: 20_000 },
    kill(begin),
    kill(begin + 2 * slotMs),
    { slot: begin + 8 * slotMs, how: "look", afterMs: 0, awayMs: 20_000 },
  ];
}
