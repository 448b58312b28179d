import type { CommonDays } from "@/lib/market/compare/common_days.ts";
import { formatInteger, formatPercent, formatPrice } from "@/lib/market/format.ts";
import { Scroll } from "../Scroll.tsx";

/** Rows of a table that can still be read; the download has all. */
const MOST_ROWS = 40;

/** The newest common days as numbers: each close, and its change since the first day. */
export function DaysTable({ common: { date, symbols, closes } }: { common: CommonDays }) {
  const shown = date.slice(-MOST_ROWS).map((_, i, all) => date.length - all.length + i).reverse();
  return (
    <details class="compare-days">
      <summary>
        Day by day
        {shown.length < date.length && ` (the newest ${shown.length} of ${formatInteger(date.length)})`}
      </summary>
      <Scroll label="Closes day by day">
        <table>
          <thead>
            <tr>
              <th scope="col">Day</th>
              {symbols.map((symbol) => <th key={symbol} scope="col" class="number">{symbol}</th>)}
            </tr>
          </thead>
          <tbody>
            {shown.map((index) => (
              <tr key={index}>
                <th scope="row">{date[index]}</th>
                {closes.map((column, i) => {
                  const [close = NaN, base = NaN] = [column[index], column[0]];
                  return (
                    <td key={i} class="number">
                      {formatPrice(close)} <small>{formatPercent((close / base - 1) * 100)}</small>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </details>
  );
}
