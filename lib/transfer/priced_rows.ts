import type { DatedRow } from "./dating.ts";
import type { Naming } from "./naming.ts";
import type { NumberStyle } from "./numbers.ts";
import type { PricedRow } from "./placing.ts";
import { readPrices } from "./prices.ts";
import { type Pause, type Rejection, rejectionOf, ROWS_PER_TURN } from "./records.ts";
import type { Table } from "./table.ts";
import { type Width, widthOfLabel } from "./widths.ts";

/** Reads the prices of dated rows: of a file with columns for several symbols, several a row. */
export async function pricedRowsOf(
  rows: readonly DatedRow[],
  { layout, header }: Table,
  naming: Naming,
  style: NumberStyle,
  pause: Pause,
): Promise<{ readonly rows: readonly PricedRow[]; readonly rejected: readonly Rejection[] }> {
  const priced: PricedRow[] = [];
  const rejected: Rejection[] = [];
  for (const [index, row] of rows.entries()) {
    if (index % ROWS_PER_TURN === 0) await pause();
    const label = labelOf(row, layout.interval);
    if (label === undefined) {
      const cell = JSON.stringify(row.cells[layout.interval ?? 0] ?? "");
      rejected.push(rejectionOf(row.line, `its bar is ${cell} wide, wanted a day or minutes`));
      continue;
    }
    const reasons: string[] = [];
    let found = 0;
    for (const columns of layout.prices) {
      const named = naming.symbolOf(row, columns);
      if (named === null) continue;
      if ("reason" in named) {
        reasons.push(named.reason);
        continue;
      }
      const prices = readPrices(row.cells, columns, header, style);
      if (typeof prices === "string") reasons.push(prices);
      else if (prices !== null) {
        const { line, date, time, offset } = row;
        priced.push({ line, symbol: named.symbol, label, date, time, offset, prices });
        found++;
        continue;
      } else if (layout.prices.length === 1) reasons.push("it has no prices");
    }
    // One of several symbols may be not listed yet; a row in which none is has nothing to say.
    if (reasons.length > 0) rejected.push(rejectionOf(row.line, reasons.join("; ")));
    else if (found === 0 && layout.prices.length > 1) {
      rejected.push(rejectionOf(row.line, "it has no prices"));
    }
  }
  return { rows: priced, rejected };
}

/** The width that a row names, `null` where the file names none; `undefined` for one that is not imported. */
function labelOf({ cells }: DatedRow, interval: number | null): Width | null | undefined {
  return interval === null ? null : widthOfLabel(cells[interval] ?? "") ?? undefined;
}
