import type { CompareChoice } from "@/lib/market/compare/choice.ts";
import type { CommonDays } from "@/lib/market/compare/common_days.ts";
import { comparedFigure } from "@/lib/market/compare/figure_names.ts";
import { changeOn } from "@/lib/market/compare/figures.ts";
import type { FigureName } from "@/lib/market/figure_address.ts";
import { formatInteger, formatPercent, formatPrice } from "@/lib/market/format.ts";
import { FigureLink } from "../FigureLink.tsx";
import { Scroll } from "../Scroll.tsx";

/** Rows of a table that can still be read; the download has all. */
const MOST_ROWS = 40;

/** The newest common days as numbers: each close, and its change since the first day. */
export function DaysTable({ choice, common: { date, symbols, closes }, closeOf, past }: {
  choice: Pick<CompareChoice, "symbols" | "range">;
  common: CommonDays;
  /** What names a symbol's close of a day. */
  closeOf: (symbol: string, day: string) => FigureName | undefined;
  past: string | undefined;
}) {
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
                  const [symbol = "", day = ""] = [symbols[i], date[index]];
                  const [close, text] = [closeOf(symbol, day), formatPrice(column[index] ?? NaN)];
                  return (
                    <td key={i} class="number">
                      {close === undefined ? text : <FigureLink figure={close} at={past}>{text}</FigureLink>}
                      {" "}
                      <small>
                        <FigureLink figure={comparedFigure("change", choice, { symbol, day })} at={past}>
                          {formatPercent(changeOn(column, index) * 100)}
                        </FigureLink>
                      </small>
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
