import type { Row } from "@/lib/datasets/dataset.ts";
import { dayIn, newestFirst, numberIn, textIn } from "./cells.ts";
import { formatLargeMoney, formatMoney } from "./money.ts";
import { dateText, daysBetween, monthText } from "./words.ts";

/** One bar of the chart: a payment, or what was paid in a fiscal year. */
export interface DividendBar {
  readonly row: Row;
  /** The ex-dividend date, or the period's last day. */
  readonly date: string;
  readonly amount: number;
  /** What stands below the bar. */
  readonly label: string;
  /** The same in a sentence. */
  readonly words: string;
}

/** What shareholders are paid. */
export interface DividendView {
  /** At the current rate, per share and year, as the provider computes it. */
  readonly rate:
    | { readonly row: Row; readonly amount: number | null; readonly yieldPercent: number | null }
    | null;
  /** What the bars are: single payments per share, or cash paid to all shareholders by fiscal year. */
  readonly kind: "payments" | "years" | "none";
  /** Oldest first. */
  readonly bars: readonly DividendBar[];
  readonly currency: string;
  /** Where rate and bars come from. */
  readonly sources: readonly string[];
  /** A sentence about the newest bar; empty where there is none. */
  readonly summary: string;
}

const PAYMENTS_SHOWN = 12;
const YEARS_SHOWN = 6;
/** A fiscal year has 52 or 53 weeks; what is shorter is the part of one that is over. */
const YEAR_DAYS = 350;

/** Reads rows of `dividends` of one symbol. */
export function dividendView(rows: readonly Row[]): DividendView {
  const newest = [...rows].sort(newestFirst("date"));
  const rateRow = newest.find((row) => row["kind"] === "annual_rate");
  const payments = newest.filter((row) => row["kind"] === "payment").slice(0, PAYMENTS_SHOWN).reverse()
    .flatMap(paymentOf);
  const years = payments.length > 0 ? [] : paidByYear(newest);
  const bars = payments.length > 0 ? payments : years;
  const shown = [...rateRow === undefined ? [] : [rateRow], ...bars.map(({ row }) => row)];
  return {
    rate: rateRow === undefined ? null : {
      row: rateRow,
      amount: numberIn(rateRow, "amount"),
      yieldPercent: numberIn(rateRow, "yield_percent"),
    },
    kind: payments.length > 0 ? "payments" : years.length > 0 ? "years" : "none",
    bars,
    currency: shown.map((row) => textIn(row, "currency")).find((code) => code !== "") ?? "USD",
    sources: [...new Set(shown.map((row) => textIn(row, "source")))],
    summary: bars.at(-1)?.words ?? "",
  };
}

function paymentOf(row: Row): DividendBar[] {
  const [date, amount] = [dayIn(row, "date"), numberIn(row, "adjusted_amount") ?? numberIn(row, "amount")];
  if (date === "" || amount === null) return [];
  const paid = dayIn(row, "pay_date");
  return [{
    row,
    date,
    amount,
    label: monthText(date),
    words: `${formatMoney(amount, textIn(row, "currency"))} a share, ex-dividend ${dateText(date)}` +
      `${paid === "" ? "" : `, paid ${dateText(paid)}`}.`,
  }];
}

/** Of each fiscal year the longest period that is known: a quarter's counts from the year's start. */
function paidByYear(newest: readonly Row[]): DividendBar[] {
  const paid = newest.filter((row) => row["kind"] === "paid_in_period" && dayIn(row, "period_start") !== "");
  const byYear = Map.groupBy(paid, (row) => dayIn(row, "period_start"));
  return [...byYear.entries()].sort(([a], [b]) => a < b ? -1 : 1).slice(-YEARS_SHOWN)
    .flatMap(([start, [longest]]) => longest === undefined ? [] : yearOf(start, longest));
}

function yearOf(start: string, row: Row): DividendBar[] {
  const [date, amount] = [dayIn(row, "date"), numberIn(row, "total_paid")];
  if (date === "" || amount === null) return [];
  const isWhole = daysBetween(start, date) >= YEAR_DAYS;
  const money = formatLargeMoney(amount, textIn(row, "currency"));
  return [{
    row,
    date,
    amount,
    label: isWhole ? date.slice(0, 4) : `to ${monthText(date)}`,
    words: `${money} paid to all shareholders from ${dateText(start)} to ${dateText(date)}${
      isWhole ? "" : ", a fiscal year that is not over"
    }.`,
  }];
}
