import { textIn } from "@/lib/market/stock/cells.ts";
import {
  RATINGS,
  type RecommendationMonth,
  type RecommendationView,
} from "@/lib/market/stock/recommendations.ts";
import { monthText } from "@/lib/market/stock/words.ts";
import { percent } from "./Bars.tsx";
import { Figure } from "./Figure.tsx";
import type { PanelContext } from "@/lib/services/stock_context.ts";
import { StockPanel } from "./StockPanel.tsx";

/** What analysts say, month by month: shares as bars, counts as numbers. */
export function Recommendations({ context, view: { months, consensus } }: {
  context: PanelContext;
  view: RecommendationView;
}) {
  return (
    <StockPanel
      context={context}
      id="recommendations"
      title="Analysts’ recommendations"
      dataset="analyst_recommendations"
      sources={[...new Set(months.map(({ row }) => textIn(row, "source")))]}
      isEmpty={months.length === 0}
    >
      <div class="body lead">
        <p>{consensus}</p>
      </div>
      <table class="ratings">
        <caption class="visually-hidden">Analysts who recommend {context.symbol}, by month</caption>
        <thead>
          <tr>
            <th scope="col">Month</th>
            <th scope="col" class="plot">
              <span class="visually-hidden">Shares</span>
            </th>
            {RATINGS.map(({ column, label }) => (
              <th key={column} scope="col" class="number">
                <svg width="9" height="9" aria-hidden="true">
                  <rect class={column} width="9" height="9" rx="2" />
                </svg>
                <span>{label}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {months.map((month) => (
            <tr key={month.period}>
              <th scope="row">{monthText(month.period)}</th>
              <td class="plot">
                <StackedBar month={month} />
              </td>
              {RATINGS.map(({ column }, i) => (
                <td key={column} class="number">
                  <Figure dataset="analyst_recommendations" row={month.row} column={column}>
                    {month.counts[i] ?? 0}
                  </Figure>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </StockPanel>
  );
}

function StackedBar({ month: { counts, total } }: { month: RecommendationMonth }) {
  let from = 0;
  return (
    <svg class="stacked" width="100%" height="18" aria-hidden="true">
      {counts.map((count, i) => {
        const [x, width] = [from, total === 0 ? 0 : count / total * 100];
        from += width;
        return <rect key={i} class={RATINGS[i]?.column} x={percent(x)} width={percent(width)} height="18" />;
      })}
    </svg>
  );
}
