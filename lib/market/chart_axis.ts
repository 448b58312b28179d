import { conventions, EXCHANGE_ZONE } from "./conventions.ts";
import type { Interval } from "./history.ts";
import { dateFormat } from "./intl.ts";
import { dayOfWall, monthOfDay, wallTimes } from "./chart_time.ts";

/** Seconds of a day. */
const DAY_S = 86_400;
/** Length of a bar, seconds. */
const BAR_S: Readonly<Record<Interval, number>> = { "15m": 900, "1d": DAY_S };
/** Longest that the exchange ever closes by its calendar, a long weekend: what lacks more lacks bars. */
const LONGEST_CLOSURE_DAYS = 4;

/** A tick of the time axis: a unit of the calendar begins at this bar. */
export interface Tick {
  readonly index: number;
  /** The unit: `10:00`, `Nov 20`, `Nov`, `2026`. */
  readonly label: string;
  /** What it belongs to, a date or a year, where that is not what the tick before says; else empty. */
  readonly context: string;
}

/** Time that the axis leaves out before a bar. */
export interface Skip {
  readonly index: number;
  /** `night`: to the next day; `days`: a weekend or holiday; `hole`: bars that should be there are not. */
  readonly kind: "night" | "days" | "hole";
}

/** One way to divide the calendar; those that a tick stands for have a bar that begins them. */
interface Step {
  /** Seconds of the wall clock, for parts of a day; otherwise of days. */
  readonly of: "seconds" | "days";
  /** Equal for all in the same unit. */
  readonly unit: (secondsOrDay: number) => number;
  readonly label: (day: number, time: string) => string;
  readonly context: (day: number) => string;
}

const yearOf = (day: number) => Math.floor(monthOfDay(day) / 12);
const DATE = { month: "short", day: "numeric" } as const;
const MONTH = { month: "short" } as const;
const dateLabel = (day: number) => dateFormat("dayOfMonth", DATE).format(day * DAY_S * 1000);
const monthLabel = (day: number) => dateFormat("shortMonth", MONTH).format(day * DAY_S * 1000);
const yearLabel = (day: number) => String(yearOf(day));

const partsOfDay = (seconds: number): Step => ({
  of: "seconds",
  unit: (wall) => Math.floor(wall / seconds),
  label: (_, time) => time,
  context: dateLabel,
});
const years = (count: number): Step => ({
  of: "days",
  unit: (day) => Math.floor(yearOf(day) / count),
  label: yearLabel,
  context: () => "",
});
const months = (count: number): Step => ({
  of: "days",
  unit: (day) => Math.floor(monthOfDay(day) / count),
  label: monthLabel,
  context: yearLabel,
});

/** Coarsest first. */
const STEPS: readonly Step[] = [
  years(50),
  years(10),
  years(5),
  years(2),
  years(1),
  months(6),
  months(3),
  months(1),
  // Weeks begin on Monday; 1970 began on a Thursday.
  { of: "days", unit: (day) => Math.floor((day + 3) / 7), label: dateLabel, context: yearLabel },
  { of: "days", unit: (day) => day, label: dateLabel, context: yearLabel },
  partsOfDay(4 * 3600),
  partsOfDay(2 * 3600),
  partsOfDay(3600),
  partsOfDay(1800),
  partsOfDay(900),
];

/**
 * The time axis of a chart whose bars stand side by side, whatever time lies between them: calendar ticks and skipped
 * time, found for any stretch without a look at every bar.
 */
export class SessionAxis {
  readonly #time: readonly number[];
  readonly #barSeconds: number;
  /** By the reader's clock: what ticks say. */
  readonly #wall: Float64Array;
  /** By the exchange's: between its days lies its night. */
  readonly #exchangeWall: Float64Array;
  readonly #starts = new Map<Step, readonly number[]>();
  #dayStarts: readonly number[] | undefined;
  #skips: Readonly<Record<Skip["kind"], readonly number[]>> | undefined;

  /** @param time beginning of each bar, epoch seconds, oldest first */
  constructor(time: readonly number[], interval: Interval) {
    this.#time = time;
    this.#barSeconds = BAR_S[interval];
    this.#exchangeWall = wallTimes(time, interval);
    const { zone } = conventions();
    this.#wall = zone === EXCHANGE_ZONE ? this.#exchangeWall : wallTimes(time, interval, zone);
  }

  /**
   * Ticks between two bars at the finest unit of the calendar for which there is space; of two that would touch, the
   * one that begins more stays.
   * @param from first bar; may lie outside
   * @param width of the stretch, in the unit of `gap`
   * @param gap least distance between two ticks
   */
  ticks(from: number, to: number, width: number, gap: number): Tick[] {
    const most = width / gap;
    let chosen = -1;
    let found: readonly number[] = [];
    for (const [level, step] of STEPS.entries()) {
      const inside = between(this.#startsOf(step), from, to);
      if (inside.length > most && chosen >= 0) break;
      if (inside.length > 0) [chosen, found] = [level, inside];
    }
    const step = STEPS[chosen];
    if (step === undefined) return this.#only(from, to);
    const least = gap * (to - from) / width;
    const kept = spaced(found.map((index) => ({ index, rank: this.#rankOf(index, chosen) })), least);
    let before = "";
    return kept.map((index) => {
      const day = this.#dayAt(index);
      const context = step.context(day);
      const isNew = context !== before;
      before = context;
      return { index, label: step.label(day, this.#timeOfDay(index)), context: isNew ? context : "" };
    });
  }

  /**
   * Bars before which time is left out, nights and weekends only where they are at least `gap` apart on average.
   * Parameters as of {@linkcode ticks}.
   */
  skips(from: number, to: number, width: number, gap: number): Skip[] {
    const all = this.#skips ??= this.#findSkips();
    return (["night", "days", "hole"] as const).flatMap((kind) => {
      const inside = between(all[kind], from, to);
      return inside.length * gap > width ? [] : inside.map((index) => ({ index, kind }));
    });
  }

  /** How long the time is that is left out before a bar, seconds; 0 where none is. */
  skippedBefore(index: number): number {
    const [before, at] = [this.#time[index - 1], this.#time[index]];
    return before === undefined || at === undefined ? 0 : Math.max(0, at - before - this.#barSeconds);
  }

  /** Where no unit begins, the first bar is named. */
  #only(from: number, to: number): Tick[] {
    const index = Math.max(0, Math.ceil(from));
    if (index > to || index >= this.#time.length) return [];
    const day = this.#dayAt(index);
    return this.#barSeconds < DAY_S
      ? [{ index, label: this.#timeOfDay(index), context: dateLabel(day) }]
      : [{ index, label: dateLabel(day), context: yearLabel(day) }];
  }

  /** The coarsest step that begins at the bar: the lower the more. */
  #rankOf(index: number, level: number): number {
    const [wall = 0, before = 0] = [this.#wall[index], this.#wall[index - 1]];
    const rank = STEPS.findIndex(({ of, unit }) =>
      of === "seconds" ? unit(wall) !== unit(before) : unit(dayOfWall(wall)) !== unit(dayOfWall(before))
    );
    return Math.min(rank, level);
  }

  #startsOf(step: Step): readonly number[] {
    const known = this.#starts.get(step);
    if (known !== undefined) return known;
    const starts = step.of === "seconds" ? this.#changes(step.unit) : this.#changesOfDays(step.unit);
    this.#starts.set(step, starts);
    return starts;
  }

  #changes(unit: (wall: number) => number): number[] {
    const found: number[] = [];
    let before = unit(this.#wall[0] ?? 0);
    for (let i = 1; i < this.#wall.length; i++) {
      const current = unit(this.#wall[i] ?? 0);
      if (current !== before) found.push(i);
      before = current;
    }
    return found;
  }

  /** What changes with a day is looked for among the bars that begin one. */
  #changesOfDays(unit: (day: number) => number): number[] {
    const days = this.#dayStarts ??= this.#changes(dayOfWall);
    let before = unit(this.#dayAt(0));
    return days.filter((index) => {
      const current = unit(this.#dayAt(index));
      const isChange = current !== before;
      before = current;
      return isChange;
    });
  }

  #findSkips(): Record<Skip["kind"], number[]> {
    const found: Record<Skip["kind"], number[]> = { night: [], days: [], hole: [] };
    for (let i = 1; i < this.#time.length; i++) {
      // Clocks that are put back or forward do not tear a hole.
      if (this.skippedBefore(i) <= 0) continue;
      const days = dayOfWall(this.#exchangeWall[i] ?? 0) - dayOfWall(this.#exchangeWall[i - 1] ?? 0);
      if (days === 0 || days > LONGEST_CLOSURE_DAYS) found.hole.push(i);
      else found[days === 1 ? "night" : "days"].push(i);
    }
    return found;
  }

  #dayAt(index: number): number {
    return dayOfWall(this.#wall[index] ?? 0);
  }

  #timeOfDay(index: number): string {
    const wall = this.#wall[index] ?? 0;
    return new Date(wall * 1000).toISOString().slice(11, 16);
  }
}

/** Of sorted numbers those in `[from, to]`. */
function between(sorted: readonly number[], from: number, to: number): readonly number[] {
  return sorted.slice(firstNotBelow(sorted, from), firstNotBelow(sorted, to + Number.MIN_VALUE + 1e-9));
}

/** Index of the first of sorted numbers that is not below a value; their count where all are. */
export function firstNotBelow(sorted: ArrayLike<number>, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The indices that stay where each needs `least` to its neighbours, the lower rank first. */
function spaced(all: readonly { index: number; rank: number }[], least: number): number[] {
  const kept: number[] = [];
  for (const { index } of all.toSorted((a, b) => a.rank - b.rank || a.index - b.index)) {
    if (kept.every((other) => Math.abs(other - index) >= least)) kept.push(index);
  }
  return kept.sort((a, b) => a - b);
}
