import { stringify } from "@std/csv";
import { defuse } from "@/lib/datasets/mod.ts";
import { drawdowns } from "@/lib/market/performance/mod.ts";
import type { CommonDays } from "@/lib/market/compare/common_days.ts";

/**
 * Aligned closes as CSV, a line a day, oldest first: `date`, and of each symbol its adjusted close, its change since the
 * first day and how far it lay below its highest since then, both in percent.
 */
export function compareCsv(
  { date, symbols, closes }: Pick<CommonDays, "date" | "symbols" | "closes">,
): string {
  const columns = symbols.flatMap((symbol, i) => {
    const own = closes[i] ?? [];
    const base = own[0] ?? NaN;
    return [
      { name: `${symbol}_close`, values: own },
      { name: `${symbol}_change_percent`, values: own.map((close) => (close / base - 1) * 100) },
      {
        name: `${symbol}_drawdown_percent`,
        values: drawdowns(own).map((fall) => fall === null ? null : fall * 100),
      },
    ];
  });
  return stringify([
    ["date", ...columns.map(({ name }) => defuse(name))],
    ...date.map((day, i) => [day, ...columns.map(({ values }) => values[i] ?? null)]),
  ]);
}
