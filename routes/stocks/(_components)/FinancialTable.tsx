import type { FinancialView } from "@/lib/market/financial_summary.ts";
import { formatPercent } from "@/lib/market/format.ts";
import { Scroll } from "../../(_components)/Scroll.tsx";
import { Figure } from "./Figure.tsx";
import { financialText } from "./FinancialChart.tsx";

/** The same as a table: every value, and its change against the year before. */
export function FinancialTable({ symbol, view: { frequency, periods, series, currency } }: {
  symbol: string;
  view: FinancialView;
}) {
  return (
    <Scroll label={`Financials of ${symbol}`}>
      <table>
        <caption class="visually-hidden">Financials of {symbol}, as reported</caption>
        <thead>
          <tr>
            <th scope="col">Fiscal {frequency === "annual" ? "year" : "quarter"}</th>
            {periods.map(({ label }) => <th key={label} scope="col" class="number">{label}</th>)}
          </tr>
        </thead>
        <tbody>
          {series.map((each) => (
            <tr key={each.name}>
              <th scope="row">{each.label}</th>
              {each.values.map((value, i) => (
                <td key={i} class="number">
                  <Figure
                    dataset="financials"
                    row={value?.row}
                    column="value"
                    formula={value?.formula}
                  >
                    {financialText(value?.value ?? null, each, currency)}
                  </Figure>
                  {each.changes[i] !== null && <small>{formatPercent(each.changes[i] ?? null)}</small>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
