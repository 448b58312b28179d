import type { Row } from "@/lib/datasets/dataset.ts";
import { numberIn } from "./cells.ts";

/** Items of each report by name, under `year quarter`; quarter 0 is the year. */
export type Reports = ReadonlyMap<string, ReadonlyMap<string, Row>>;

/** A number of one fiscal period, with its row or with how it was reckoned. */
export interface Reported {
  readonly value: number;
  readonly row: Row | null;
  readonly formula?: string;
}

/**
 * An item of one fiscal period; `null` where it is not known. Of what a 10-Q reports since the start of the year (the
 * cash flow) the quarter is the difference to the one before. Nobody files a fourth quarter: it is the year's less what
 * came before; of a balance sheet the year's is the fourth quarter's; per share it cannot be told.
 */
export function ofQuarter(reports: Reports, item: string, year: number, quarter: number): Reported | null {
  const at = (quarter: number) => reports.get(`${year} ${quarter}`)?.get(item);
  const row = quarter === 4 ? at(0) : at(quarter);
  const value = numberIn(row, "value");
  if (row === undefined || value === null) return null;
  const statement = row["statement"];
  if (quarter <= 1 || (quarter < 4 && statement !== "cf")) return { value, row };
  if (statement === "bs") return { value, row };
  if (item === "eps") return null;
  const before = quarter === 4 && statement !== "cf" ? [1, 2, 3] : [quarter - 1];
  const earlier = before.map((quarter) => numberIn(at(quarter), "value"));
  const isAlike = before.every((quarter) => at(quarter)?.["statement"] === statement);
  if (!isAlike || earlier.includes(null)) return null;
  const sum = earlier.reduce((sum: number, value) => sum + (value ?? 0), 0);
  const whole = quarter === 4 ? "fiscal year" : `first ${quarter} quarters`;
  const less = before.length === 3 ? "its first three quarters" : "the quarters before";
  return { value: value - sum, row: null, formula: `${whole} − ${less}` };
}
