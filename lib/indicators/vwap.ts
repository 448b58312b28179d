import { type RangeBar, rangeBarsOf, type RangeColumns } from "./atr.ts";
import { columnOf, type Indicator } from "./indicator.ts";

/** A bar with what was traded in it. */
export interface VolumeBar extends RangeBar {
  /** Shares; null where it is not known, as in a bar built from quotes. */
  readonly volume: number | null;
  /** What the average is taken over, for instance the date of the session; where it changes, it starts anew. */
  readonly session: string;
}

/** Bars as columns of one length, oldest first. */
export interface VolumeColumns extends RangeColumns {
  /** Shares; null where it is not known, as in bars built from quotes. */
  readonly volume: readonly (number | null)[];
  /**
   * The session of each bar; where it changes, the average starts anew.
   * @default all bars are one session: the average is anchored at the first
   */
  readonly session?: readonly string[];
}

/** What a session's bars come to so far; `shares` is null once a bar's volume is not known. */
interface Turnover {
  readonly session: string;
  readonly money: number;
  readonly shares: number | null;
}

/**
 * {@linkcode vwap}, a bar at a time. Our own: trading-signals' has no sessions, and a bar that has no volume yet when
 * it is added, as a live one has, takes the bar before out of the sum when it is replaced.
 */
export function createVwap(): Indicator<VolumeBar, number> {
  let before: Turnover | null = null;
  let last: Turnover | null = null;
  const replace = (bar: VolumeBar): number | null => {
    last = turnoverWith(before?.session === bar.session ? before : null, bar);
    return last.shares === null || last.shares === 0 ? null : last.money / last.shares;
  };
  const add = (bar: VolumeBar): number | null => {
    before = last;
    return replace(bar);
  };
  return { add, replace };
}

/**
 * Volume-weighted average price of each session so far: the sum of typical price times volume over the sum of volume,
 * the typical price being `(high + low + close) / 3`. Null while nothing was traded, and from a bar without known
 * volume to the end of its session: an average that leaves out a part is another average.
 *
 * Source: Berkowitz, Logue and Noser, The Total Cost of Transactions on the NYSE, Journal of Finance 43, 1988; the
 * typical price of a bar stands for its trades.
 */
export function vwap({ volume, session, ...prices }: VolumeColumns): (number | null)[] {
  const bars = rangeBarsOf(prices).map((bar, index) =>
    bar === null ? null : { ...bar, volume: volume[index] ?? null, session: session?.[index] ?? "" }
  );
  return columnOf(createVwap(), bars);
}

function turnoverWith(before: Turnover | null, { high, low, close, volume, session }: VolumeBar): Turnover {
  const { money, shares } = before ?? { money: 0, shares: 0 };
  if (volume === null || shares === null) return { session, money, shares: null };
  return { session, money: money + (high + low + close) / 3 * volume, shares: shares + volume };
}
