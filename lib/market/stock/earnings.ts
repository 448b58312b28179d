import type { Row } from "@/lib/datasets/dataset.ts";
import { counted, formatPercent } from "../format.ts";
import { dayIn, numberIn, textIn } from "./cells.ts";
import { formatMoney } from "./money.ts";
import { dateText, distanceText } from "./words.ts";

/** A quarter that was reported. */
export interface EarningsResult {
  readonly row: Row;
  /** `Q4 2026`, fiscal. */
  readonly label: string;
  /** Day of the release, `YYYY-MM-DD`; empty where it is not known. */
  readonly date: string;
  readonly actual: number;
  readonly estimate: number | null;
  /** Actual less estimate, of the estimate; `null` without one. */
  readonly surprisePercent: number | null;
  readonly revenue: number | null;
  readonly revenueEstimate: number | null;
}

/** A report that is to come. */
export interface NextReport {
  readonly row: Row;
  readonly label: string;
  readonly date: string;
  readonly estimate: number | null;
  /** `Q1 2027 on Jan 28, 2027 before the open, in 67 days`. */
  readonly words: string;
}

/** Earnings of a company against what was expected. */
export interface EarningsView {
  /** Newest first. */
  readonly results: readonly EarningsResult[];
  readonly next: NextReport | null;
  /** How often the estimate was beaten; empty where nothing can be said. */
  readonly summary: string;
  /** Least and greatest of all that is drawn, 0 not among them unless it is one; `null` where there is nothing. */
  readonly range: readonly [least: number, greatest: number] | null;
}

const SHOWN = 8;
/** Days after its date for which a result that is not there is still expected. */
const LATE_DAYS = 14;

/** When in the day a company reports, by the provider's codes. */
export const REPORT_HOURS: Readonly<Record<string, string>> = {
  bmo: "before the open",
  amc: "after the close",
  dmh: "during the session",
};

/** Reads rows of `earnings` of one symbol. @param today `YYYY-MM-DD` in New York */
export function earningsView(rows: readonly Row[], today: string): EarningsView {
  const byQuarter = [...rows].sort((a, b) => quarterOf(b) - quarterOf(a));
  const results = byQuarter.flatMap(resultOf).slice(0, SHOWN);
  const drawn = results.flatMap(({ actual, estimate }) => estimate === null ? [actual] : [actual, estimate]);
  return {
    results,
    next: nextOf(rows, today),
    summary: summaryOf(results),
    range: drawn.length === 0 ? null : [Math.min(...drawn), Math.max(...drawn)],
  };
}

function quarterOf(row: Row): number {
  return (numberIn(row, "year") ?? 0) * 4 + (numberIn(row, "quarter") ?? 0);
}

function labelOf(row: Row): string {
  return `Q${numberIn(row, "quarter") ?? "?"} ${numberIn(row, "year") ?? ""}`;
}

function resultOf(row: Row): EarningsResult[] {
  const actual = numberIn(row, "eps_actual");
  if (actual === null) return [];
  const estimate = numberIn(row, "eps_estimate");
  // Of a loss that was expected the size counts: less of it is a good surprise.
  const reckoned = estimate === null || estimate === 0
    ? null
    : (actual - estimate) / Math.abs(estimate) * 100;
  return [{
    row,
    label: labelOf(row),
    date: dayIn(row, "report_date"),
    actual,
    estimate,
    surprisePercent: numberIn(row, "surprise_percent") ?? reckoned,
    revenue: numberIn(row, "revenue_actual"),
    revenueEstimate: numberIn(row, "revenue_estimate"),
  }];
}

function nextOf(rows: readonly Row[], today: string): NextReport | null {
  const least = new Date(Date.parse(today) - LATE_DAYS * 86_400_000).toISOString().slice(0, 10);
  const [row] = rows
    .filter((row) => numberIn(row, "eps_actual") === null && dayIn(row, "report_date") >= least)
    .sort((a, b) => dayIn(a, "report_date") < dayIn(b, "report_date") ? -1 : 1);
  if (row === undefined) return null;
  const date = dayIn(row, "report_date");
  const hour = REPORT_HOURS[textIn(row, "report_hour")];
  const when = `${dateText(date)}${hour === undefined ? "" : ` ${hour}`}`;
  const words = date < today
    ? `${labelOf(row)} was due on ${when}, ${distanceText(today, date)}; the provider has no result yet`
    : `${labelOf(row)} on ${when}, ${distanceText(today, date)}`;
  return { row, label: labelOf(row), date, estimate: numberIn(row, "eps_estimate"), words };
}

function summaryOf(results: readonly EarningsResult[]): string {
  const surprises = results.flatMap(({ surprisePercent }) => surprisePercent ?? []);
  if (surprises.length === 0) return "";
  const beaten = surprises.filter((surprise) => surprise > 0).length;
  const mean = surprises.reduce((sum, surprise) => sum + surprise, 0) / surprises.length;
  return `Beat the estimate in ${beaten} of ${counted(surprises.length, "quarter")} that had one; ` +
    `mean surprise ${formatPercent(mean)}.`;
}

/** A result in words: `$1.81 a share, expected $1.75 (+3.15 %)`. */
export function resultText({ actual, estimate, surprisePercent }: EarningsResult, currency: string): string {
  const expected = estimate === null
    ? ", no estimate known"
    : `, expected ${formatMoney(estimate, currency)}${
      surprisePercent === null ? "" : ` (${formatPercent(surprisePercent)})`
    }`;
  return `${formatMoney(actual, currency)} a share${expected}`;
}
