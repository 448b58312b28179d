import type { Row } from "@/lib/datasets/dataset.ts";
import { ipoEvents } from "./calendar/ipo_events.ts";
import { reportHour } from "./report_hour.ts";

/** Something on the calendar. */
export interface Ahead {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly kind: "earnings" | "ipo";
  /** Symbol where there is one. */
  readonly symbol: string;
  readonly title: string;
  /** What is expected, in words. */
  readonly detail: string;
}

/**
 * Earnings of the watchlist and IPOs expected from `today` on, soonest first; earnings of one's own stocks come
 * before a stranger's IPO of the same day.
 * @param today `YYYY-MM-DD` in New York
 */
export function aheadOf(
  earnings: readonly Row[],
  ipos: readonly Row[],
  today: string,
  most: number,
): Ahead[] {
  const reports = earnings.flatMap((row): Ahead[] => {
    const date = row["report_date"];
    if (typeof date !== "string" || date < today) return [];
    const estimate = typeof row["eps_estimate"] === "number"
      ? `EPS ${row["eps_estimate"].toFixed(2)} expected`
      : "";
    const hour = reportHour(row["report_hour"]);
    return [{
      date,
      kind: "earnings",
      symbol: String(row["symbol"]),
      title: `Q${row["quarter"]} ${row["year"]} earnings`,
      detail: [hour, estimate].filter((text) => text !== "").join(", "),
    }];
  });
  const offers = ipoEvents(ipos)
    .filter(({ date, status }) => date >= today && status !== "withdrawn")
    .map(({ date, symbol, name, status, price }): Ahead => ({
      date,
      kind: "ipo",
      symbol,
      title: name,
      detail: [status, price === "" ? "" : `at ${price}`].filter((text) => text !== "").join(" "),
    }));
  const order = (a: Ahead, b: Ahead) => a.date < b.date ? -1 : a.date > b.date ? 1 : 0;
  // A calendar full of strangers' offers must not push one's own earnings out.
  const shown = [
    ...reports.sort(order).slice(0, most),
    ...offers.sort(order).slice(0, Math.max(3, most - reports.length)),
  ];
  return shown.sort(order).slice(0, most);
}
