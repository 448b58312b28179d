import type { Row } from "@/lib/datasets/dataset.ts";
import { ARROWS, directionOf, formatPercent } from "@/lib/market/format.ts";
import { barScale } from "@/lib/market/stock/bars.ts";
import type { StockReturn } from "@/lib/services/stock_returns.ts";
import { LyingBar } from "./Bars.tsx";
import { Figure } from "./Figure.tsx";

/** Returns over the usual periods, each with its bar; gain and loss by arrow and sign too. */
export function Returns({ returns, metrics }: {
  returns: readonly StockReturn[];
  metrics: ReadonlyMap<unknown, Row>;
}) {
  const scale = barScale(returns.map(({ percent }) => percent));
  return (
    <table class="returns">
      <caption>Returns</caption>
      <tbody>
        {returns.map(({ label, percent, metric }) => {
          const direction = directionOf(percent);
          return (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td class="plot">
                {percent !== null && <LyingBar value={percent} scale={scale} tone={direction} />}
              </td>
              <td class={`number ${direction}`}>
                <span aria-hidden="true">{ARROWS[direction]}</span>{" "}
                <Figure
                  dataset={metric === undefined ? "stock_historical" : "company_metrics"}
                  row={metric === undefined ? null : metrics.get(metric)}
                  column={metric === undefined ? "close" : "value"}
                  formula={metric === undefined ? "last price ÷ price before − 1" : undefined}
                >
                  {formatPercent(percent)}
                </Figure>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
