import { firstNotBelow } from "./chart_axis.ts";
import { type Interval, type Range, rangeStart } from "./history.ts";

/** The stretch of bars that a chart shows; bar `i` takes the place from `i - 0.5` to `i + 0.5`. */
export interface View {
  readonly from: number;
  readonly to: number;
}

/** Bars that stay in view however far one zooms in. */
const FEWEST_BARS = 8;

/** All bars. */
export function wholeView(count: number): View {
  return { from: -0.5, to: Math.max(1, count) - 0.5 };
}

/** The view moved and stretched so that it lies within the bars and shows some. */
export function clampView({ from, to }: View, count: number): View {
  const whole = wholeView(count);
  const most = whole.to - whole.from;
  const width = Math.min(most, Math.max(to - from, Math.min(FEWEST_BARS, most)));
  const middle = (from + to) / 2;
  const begin = Math.min(Math.max(middle - width / 2, whole.from), whole.to - width);
  return { from: begin, to: begin + width };
}

/**
 * The view after a step of zoom.
 * @param factor of its width: below 1 zooms in
 * @param anchor bar that stays where it is
 */
export function zoomView({ from, to }: View, factor: number, anchor: number, count: number): View {
  const whole = wholeView(count);
  const widest = (whole.to - whole.from) / (to - from);
  const narrowest = Math.min(FEWEST_BARS, count) / (to - from);
  const held = Math.min(Math.max(factor, narrowest), widest);
  return clampView({ from: anchor - (anchor - from) * held, to: anchor + (to - anchor) * held }, count);
}

/** The view moved by a number of bars. */
export function panView({ from, to }: View, bars: number, count: number): View {
  return clampView({ from: from + bars, to: to + bars }, count);
}

/** The view moved as little as it takes to show a bar whole. */
export function viewWith(view: View, index: number, count: number): View {
  if (index - 0.5 < view.from) return panView(view, index - 0.5 - view.from, count);
  if (index + 0.5 > view.to) return panView(view, index + 0.5 - view.to, count);
  return view;
}

/**
 * The view of a range: the bars that the server gives for it.
 * @param time beginning of each bar, epoch seconds
 * @param now epoch milliseconds
 */
export function rangeView(
  time: ArrayLike<number>,
  { range, interval, now }: { range: Range; interval: Interval; now: number },
): View {
  const newest = (time[time.length - 1] ?? 0) * 1000;
  const start = rangeStart(range, interval === "15m" ? Math.min(now, newest) : now);
  const first = firstNotBelow(time, (start + 1) / 1000);
  // A range that ends before the bars begin, or after they end, still shows some.
  return clampView({ from: Math.min(first, time.length - 1) - 0.5, to: time.length - 0.5 }, time.length);
}

/**
 * The same stretch of time over other bars: some may have come before, or after. A view that reached to the newest bar
 * still does.
 */
export function viewOver(view: View, before: ArrayLike<number>, after: ArrayLike<number>): View {
  const last = before.length - 0.5;
  const first = Math.max(0, Math.ceil(view.from));
  const anchor = before[first];
  if (anchor === undefined) return wholeView(after.length);
  const shift = view.to >= last - 1e-6 ? after.length - before.length : firstNotBelow(after, anchor) - first;
  return clampView({ from: view.from + shift, to: view.to + shift }, after.length);
}
