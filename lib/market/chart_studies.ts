import {
  createAtr,
  createBollinger,
  createEma,
  createMacd,
  createRsi,
  createSma,
  createVwap,
  type Indicator,
} from "@/lib/indicators/mod.ts";
import type { Bar, Bars } from "./chart_bars.ts";
import { Extremes } from "./chart_extremes.ts";
import { type Overlay, type Pane, STUDY_COLUMNS, type StudyRole } from "./chart_settings.ts";
import { dayOfWall, monthOfDay, wallTimes } from "./chart_time.ts";
import type { Interval } from "./history.ts";

/** One column of a study, as long as the bars. */
export interface StudyColumn {
  readonly label: string;
  readonly role: StudyRole;
  /** NaN where the study is not stable yet. */
  readonly values: number[];
  readonly extremes: Extremes;
}

/** A study over the bars of a chart. */
export interface Study {
  readonly name: Overlay | Pane;
  readonly columns: readonly StudyColumn[];
  /** Takes the last bar again, or the one after it. */
  follow(bars: Bars): void;
}

/** What a study computes of a bar: one value a column. */
type Values = readonly (number | null | undefined)[];

const RECIPES: Readonly<
  Record<Exclude<Overlay | Pane, "volume">, (interval: Interval) => Indicator<Bar, Values>>
> = {
  sma20: () => ofClose(createSma(20), one),
  sma50: () => ofClose(createSma(50), one),
  sma200: () => ofClose(createSma(200), one),
  ema12: () => ofClose(createEma(12), one),
  ema26: () => ofClose(createEma(26), one),
  bb: () => ofClose(createBollinger(), (bands) => [bands?.upper, bands?.middle, bands?.lower]),
  vwap: (interval) =>
    mapped(createVwap(), (bar) => ({ ...bar, session: sessionOf(bar.time, interval) }), one),
  rsi: () => ofClose(createRsi(), one),
  macd: () => ofClose(createMacd(), (value) => [value?.histogram, value?.macd, value?.signal]),
  atr: () => mapped(createAtr(), (bar) => bar, one),
};

/**
 * Computes a study over all bars. The volume is none: the bars have it.
 * @param interval of the bars: a VWAP begins anew each day, over daily bars each month
 */
export function studyOf(name: Exclude<Overlay | Pane, "volume">, bars: Bars, interval: Interval): Study {
  const columns = STUDY_COLUMNS[name];
  const indicator = RECIPES[name](interval);
  const values: number[][] = columns.map(() => []);
  const put = (index: number, found: Values | null) =>
    values.forEach((column, i) => column[index] = found?.[i] ?? NaN);
  for (let i = 0; i < bars.count; i++) {
    const bar = bars.at(i);
    if (bar !== null) put(i, indicator.add(bar));
  }
  let count = bars.count;
  const made = columns.map(([label, role], i): StudyColumn => {
    const column = values[i] ?? [];
    return { label, role, values: column, extremes: new Extremes(column, column) };
  });
  return {
    name,
    columns: made,
    follow(bars) {
      const bar = bars.at(bars.count - 1);
      if (bar === null) return;
      put(bars.count - 1, bars.count > count ? indicator.add(bar) : indicator.replace(bar));
      count = bars.count;
      for (const { values, extremes } of made) {
        const value = values[count - 1] ?? NaN;
        extremes.set(count - 1, value, value);
      }
    },
  };
}

function one(value: number | null): Values {
  return [value];
}

function ofClose<Value>(
  indicator: Indicator<number, Value>,
  pick: (value: Value | null) => Values,
): Indicator<Bar, Values> {
  return mapped(indicator, ({ close }) => close, pick);
}

function mapped<Input, Value>(
  indicator: Indicator<Input, Value>,
  input: (bar: Bar) => Input,
  pick: (value: Value | null) => Values,
): Indicator<Bar, Values> {
  return {
    add: (bar) => pick(indicator.add(input(bar))),
    replace: (bar) => pick(indicator.replace(input(bar))),
  };
}

function sessionOf(time: number, interval: Interval): string {
  const day = dayOfWall(wallTimes([time], interval)[0] ?? 0);
  return String(interval === "1d" ? monthOfDay(day) : day);
}
