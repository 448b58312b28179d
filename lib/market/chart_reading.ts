import { commonStart } from "./chart_compare.ts";
import { eventsText } from "./chart_events.ts";
import { type ChartModel, isOfQuote } from "./chart_model.ts";
import { studiesIn, STUDY_COLUMNS, type StudyRole } from "./chart_settings.ts";
import { barLabel, spokenBar } from "./chart_time.ts";
import type { View } from "./chart_view.ts";
import { counted, directionOf, formatCompact, formatInteger, formatPercent, formatPrice } from "./format.ts";
import type { Interval } from "./history.ts";
import { numberFormat } from "./intl.ts";

/** What a chart says of one bar. */
export interface Reading {
  readonly index: number;
  /** Length of the bar, and of the time that its change is of. */
  readonly interval: Interval;
  /** When it begins. */
  readonly when: string;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  /** Of the close before, percent, for the newest day as its quote says; `null` at the first bar. */
  readonly changePercent: number | null;
  readonly volume: string;
  /** `5 of 26`, `2` where a full bar has fewer; empty where the bar is not built of samples. */
  readonly coverage: string;
  readonly source: string;
  readonly studies: readonly StudyReading[];
  /** The symbol's own and the other's change since the view began; `null` without a comparison. */
  readonly compared: { readonly own: string; readonly other: string } | null;
  /** What happened, empty for nothing. */
  readonly events: string;
  /** Time left out before it, `2 d 17 h`; empty where none is. */
  readonly skipped: string;
}

/** One number of a study. */
export interface StudyReading {
  readonly label: string;
  /** Class of its swatch: the study's name. */
  readonly name: string;
  readonly role: StudyRole;
  readonly text: string;
  /** `null` where it is not known. */
  readonly value: number | null;
}

/** What is known of a bar, in words; `null` where there is none. */
export function readingOf(model: ChartModel, index: number, view: View): Reading | null {
  const { bars, history, axis, studies } = model;
  const bar = bars.at(index);
  if (bar === null) return null;
  const [samples, expected] = [history.samples[index] ?? null, history.expected[index] ?? null];
  return {
    index,
    interval: history.interval,
    when: barLabel(bar.time, history.interval),
    open: formatPrice(bar.open),
    high: formatPrice(bar.high),
    low: formatPrice(bar.low),
    close: formatPrice(bar.close),
    changePercent: changeAt(model, index),
    volume: formatCompact(bar.volume),
    coverage: samples === null || expected === null ? "" : samples > expected
      // The close ends a session's last quarter-hour, which has its own sample too.
      ? formatInteger(samples)
      : `${formatInteger(samples)} of ${expected}`,
    source: history.sources[history.source[index] ?? -1] ?? model.quoted?.source ?? "",
    // Those that are still computed have their places already, so that nothing moves when they come.
    studies: studiesIn(model.settings).flatMap((name) => {
      const study = studies.find((each) => each.name === name);
      return STUDY_COLUMNS[name].map(([label, role], i) => {
        const value = finite(study?.columns[i]?.values[index]);
        return { label, name, role, value, text: formatPrice(value) };
      });
    }),
    compared: comparedAt(model, index, view),
    events: eventsText(model.events.get(index) ?? []),
    skipped: skippedText(axis.skippedBefore(index)),
  };
}

/** One bar as a sentence for a screen reader: `Friday, November 20, close 182.44, up 1.2 %, RSI 56`. */
export function spokenReading(model: ChartModel, index: number, view: View): string {
  const reading = readingOf(model, index, view);
  const bar = model.bars.at(index);
  if (reading === null || bar === null) return "";
  const { changePercent: change, coverage, compared, events, skipped, studies } = reading;
  const direction = { up: "up", down: "down", flat: "unchanged" }[directionOf(change)];
  return [
    spokenBar(bar.time, model.history.interval),
    `close ${reading.close}`,
    ...change === null ? [] : [change === 0 ? direction : `${direction} ${spokenNumber(Math.abs(change))} %`],
    ...studies.filter(({ value }) => value !== null).map(({ label, text, value }) =>
      `${label} ${label === "RSI" ? formatInteger(value) : text}`
    ),
    ...compared === null ? [] : [`${model.comparison?.symbol ?? ""} ${compared.other} since the start`],
    ...coverage === "" ? [] : [samplesText(coverage)],
    ...skipped === "" ? [] : [`after ${skipped} without bars`],
    ...events === "" ? [] : [events],
  ].join(", ");
}

/** A reading's coverage with its noun: `5 of 26 samples`, `1 of 1 sample`, `2 samples`. */
export function samplesText(coverage: string): string {
  return `${coverage} ${/^(.* )?1$/.test(coverage) ? "sample" : "samples"}`;
}

/** One sentence about a view: `AAPL, 6M, 126 bars from … to …, from 170.00 to 182.44, high …, low …`. */
export function spokenView(model: ChartModel, { from, to }: View): string {
  const { bars, history } = model;
  const [first, last] = [Math.max(0, Math.ceil(from)), Math.min(bars.count - 1, Math.floor(to))];
  const [begin, end] = [bars.at(first), bars.at(last)];
  if (begin === null || end === null) return `${history.symbol}: no bars`;
  const [low, high] = bars.prices.between(first, last);
  const when = (seconds: number) => barLabel(seconds, history.interval);
  return `${history.symbol}, ${counted(last - first + 1, "bar")} of ${history.interval}, ${
    when(begin.time)
  } to ${when(end.time)}, close ${formatPrice(begin.close)} to ${formatPrice(end.close)}, low ${
    formatPrice(low)
  }, high ${formatPrice(high)}`;
}

/** The bar of the highest high or the lowest low of a view. */
export function extremeIn({ bars }: ChartModel, { from, to }: View, which: "high" | "low"): number {
  const [first, last] = [Math.max(0, Math.ceil(from)), Math.min(bars.count - 1, Math.floor(to))];
  const [low, high] = bars.prices.between(first, last);
  const [column, value] = which === "high" ? [bars.high, high] : [bars.low, low];
  return column.indexOf(value, first);
}

/** The next bar with an event after an index, or before it; beyond the last the first again. `null` without events. */
export function eventAfter({ events }: ChartModel, index: number, direction: 1 | -1): number | null {
  const indices = [...events.keys()].sort((a, b) => a - b);
  return direction === 1
    ? indices.find((each) => each > index) ?? indices[0] ?? null
    : indices.findLast((each) => each < index) ?? indices.at(-1) ?? null;
}

/**
 * The bar before may have been built of samples that end before its day did, or be on the scale before a split: where
 * the quote knows the previous close, a day has one change on the whole page.
 */
function changeAt({ bars, history, quoted }: ChartModel, index: number): number | null {
  const bar = bars.at(index);
  if (bar === null) return null;
  const isQuoted = index === bars.count - 1 && history.interval === "1d" && quoted !== null &&
    isOfQuote(bar, quoted);
  if (isQuoted && bar.close === quoted.price && quoted.changePercent !== null) return quoted.changePercent;
  const before = (isQuoted ? quoted.previousClose : null) ?? bars.close[index - 1];
  return before === undefined || before === 0 ? null : (bar.close / before - 1) * 100;
}

/** The change that colours the last price: the quote's where the price is its, else since the bar before. */
export function lastChange({ bars, quoted }: ChartModel, price: number): number {
  if (quoted !== null && quoted.price === price && quoted.changePercent !== null) return quoted.changePercent;
  return price - (bars.close.at(-2) ?? bars.open.at(-1) ?? price);
}

function comparedAt(
  { bars, comparison, settings }: ChartModel,
  index: number,
  { from, to }: View,
): Reading["compared"] {
  if (comparison === null) return settings.compare === "" ? null : { own: "–", other: "–" };
  const start = commonStart(bars, comparison, Math.ceil(from), Math.floor(to));
  const change = (value: number | undefined, base: number | undefined) =>
    formatPercent(value === undefined || base === undefined ? null : finite((value / base - 1) * 100));
  return {
    own: change(bars.close[index], start?.base),
    other: change(comparison.closes[index], start?.other),
  };
}

function finite(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : value;
}

function spokenNumber(value: number): string {
  const digits = value < 0.1 ? 2 : 1;
  const fixed = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return numberFormat(`spoken${digits}`, fixed).format(value);
}

function skippedText(seconds: number): string {
  if (seconds < 60) return "";
  const [days, hours] = [Math.floor(seconds / 86_400), Math.floor(seconds % 86_400 / 3600)];
  const minutes = Math.floor(seconds % 3600 / 60);
  const parts = [[days, "d"], [hours, "h"], [days > 0 ? 0 : minutes, "min"]] as const;
  return parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`).join(" ");
}
