import type { Cell, Row } from "@/lib/datasets/dataset.ts";
import type { DividendEvent, EarningsEvent } from "./event.ts";

/** Releases of which the day is known, out of rows of `earnings`. */
export function earningsEvents(rows: readonly Row[]): EarningsEvent[] {
  return rows.flatMap((row): EarningsEvent[] => {
    const date = textOf(row["report_date"]);
    const [year, quarter] = [numberOf(row["year"]), numberOf(row["quarter"])];
    if (date === "" || year === null || quarter === null) return [];
    const [actual, estimate] = [numberOf(row["eps_actual"]), numberOf(row["eps_estimate"])];
    const symbol = textOf(row["symbol"]);
    return [{
      // A release that slips is the same one on another day.
      id: `earnings-${symbol}-${year}-${quarter}`,
      kind: "earnings",
      date,
      symbol,
      status: actual === null ? "expected" : "reported",
      year,
      quarter,
      hour: textOf(row["report_hour"]),
      eps_estimate: estimate,
      eps_actual: actual,
      surprise_percent: numberOf(row["surprise_percent"]) ?? surpriseOf(actual, estimate),
      revenue_estimate: numberOf(row["revenue_estimate"]),
      revenue_actual: numberOf(row["revenue_actual"]),
      updated_at: textOf(row["fetched_at"]),
    }];
  });
}

/** Percent of the estimate; of none, and of zero, there is no percentage. */
function surpriseOf(actual: number | null, estimate: number | null): number | null {
  return actual === null || estimate === null || estimate === 0
    ? null
    : (actual - estimate) / Math.abs(estimate) * 100;
}

/**
 * Days of dividends that a company has named, out of rows of `dividends`. A yearly rate, and cash paid in a period,
 * which stand in where the list of payments is refused, have no such day and are no events.
 */
export function dividendEvents(rows: readonly Row[]): DividendEvent[] {
  return rows.flatMap((row): DividendEvent[] => {
    const date = textOf(row["date"]);
    if (row["kind"] !== "payment" || date === "") return [];
    const symbol = textOf(row["symbol"]);
    const payDate = textOf(row["pay_date"]);
    const event = {
      kind: "dividend" as const,
      symbol,
      amount: numberOf(row["amount"]),
      currency: textOf(row["currency"]),
      ex_date: date,
      pay_date: payDate === "" ? null : payDate,
      updated_at: textOf(row["fetched_at"]),
    };
    const exDate = { ...event, id: `dividend-${symbol}-${date}-ex`, date, status: "ex-date" as const };
    const payment = {
      ...event,
      id: `dividend-${symbol}-${date}-pay`,
      date: payDate,
      status: "payment" as const,
    };
    return payDate === "" ? [exDate] : [exDate, payment];
  });
}

/** A cell's text; empty for none. */
export function textOf(cell: Cell | undefined): string {
  return typeof cell === "string" ? cell : "";
}

/** A cell's number; `null` for none. */
export function numberOf(cell: Cell | undefined): number | null {
  return typeof cell === "number" && Number.isFinite(cell) ? cell : null;
}
