import { ARROWS, directionOf, formatPercent } from "@/lib/market/format.ts";
import { type BarScale, placeOn, roomyScale } from "@/lib/market/stock/bars.ts";
import { textIn } from "@/lib/market/stock/cells.ts";
import type { EarningsResult, EarningsView } from "@/lib/market/stock/earnings.ts";
import { formatLargeMoney, formatMoney } from "@/lib/market/stock/money.ts";
import { dateText } from "@/lib/market/stock/words.ts";
import { percent } from "./Bars.tsx";
import { Figure } from "./Figure.tsx";
import type { PanelContext } from "@/lib/services/stock_context.ts";
import { StockPanel } from "./StockPanel.tsx";

/** What was earned against what was expected, quarter by quarter, and when the next report comes. */
export function Earnings({ context, view, currency }: {
  context: PanelContext;
  view: EarningsView;
  currency: string;
}) {
  const { results, next, summary, range } = view;
  const scale = range === null ? null : roomyScale(...range);
  return (
    <StockPanel
      context={context}
      id="earnings"
      title="Earnings against estimates"
      dataset="earnings"
      sources={[...new Set(results.map(({ row }) => textIn(row, "source")))]}
      isEmpty={results.length === 0 && next === null}
    >
      <div class="body lead">
        {next !== null && (
          <p data-next-report>
            <strong>Next report:</strong> {next.words}
            {next.estimate !== null && (
              <>
                {", "}
                <Figure dataset="earnings" row={next.row} column="eps_estimate">
                  {formatMoney(next.estimate, currency)}
                </Figure>{" "}
                a share expected
              </>
            )}.
          </p>
        )}
        {summary !== "" && <p class="soft">{summary}</p>}
        {scale !== null && (
          <p class="soft small key" aria-hidden="true">
            <svg width="12" height="12">
              <circle class="estimate" cx="6" cy="6" r="5" />
            </svg>
            estimate
            <svg width="12" height="12">
              <circle class="actual" cx="6" cy="6" r="5" />
            </svg>
            actual, a share
          </p>
        )}
      </div>
      {scale !== null && (
        <table class="earnings">
          <caption class="visually-hidden">
            Earnings per share of {context.symbol}, actual and estimate
          </caption>
          <thead>
            <tr>
              <th scope="col">Quarter</th>
              <th scope="col" class="plot">
                <span class="visually-hidden">Drawn</span>
              </th>
              <th scope="col" class="number">EPS</th>
              <th scope="col" class="number">Surprise</th>
            </tr>
          </thead>
          <tbody>
            {results.map((result) => (
              <ResultLine key={result.label} result={result} scale={scale} currency={currency} />
            ))}
          </tbody>
        </table>
      )}
    </StockPanel>
  );
}

function ResultLine({ result, scale, currency }: {
  result: EarningsResult;
  scale: BarScale;
  currency: string;
}) {
  const { row, label, date, actual, estimate, surprisePercent, revenue } = result;
  const direction = directionOf(surprisePercent);
  return (
    <tr>
      <th scope="row">
        {label}
        <small>{date === "" ? "" : dateText(date)}</small>
      </th>
      <td class="plot">
        <Lollipop actual={actual} estimate={estimate} scale={scale} tone={direction} />
      </td>
      <td class="number">
        <Figure dataset="earnings" row={row} column="eps_actual">{formatMoney(actual, currency)}</Figure>
        <small>
          {estimate === null ? "no estimate" : (
            <>
              est.{" "}
              <Figure dataset="earnings" row={row} column="eps_estimate">
                {formatMoney(estimate, currency)}
              </Figure>
            </>
          )}
        </small>
        {revenue !== null && (
          <small>
            revenue{" "}
            <Figure dataset="earnings" row={row} column="revenue_actual">
              {formatLargeMoney(revenue, currency)}
            </Figure>
          </small>
        )}
      </td>
      <td class={`number ${direction}`}>
        {surprisePercent === null ? "–" : (
          <>
            <span aria-hidden="true">{ARROWS[direction]}</span>{" "}
            <Figure dataset="earnings" row={row} column="surprise_percent">
              {formatPercent(surprisePercent)}
            </Figure>
          </>
        )}
      </td>
    </tr>
  );
}

/** A ring for the estimate, a dot for what came, and the way between them. */
function Lollipop({ actual, estimate, scale, tone }: {
  actual: number;
  estimate: number | null;
  scale: BarScale;
  tone: string;
}) {
  const x = (value: number) => percent(placeOn(scale, value) * 100);
  return (
    <svg class="lollipop" width="100%" height="24" aria-hidden="true">
      <line class="axis" x1="0" x2="100%" y1="12" y2="12" />
      {estimate !== null && (
        <>
          <line class={`stick ${tone}`} x1={x(estimate)} x2={x(actual)} y1="12" y2="12" />
          <circle class="estimate" cx={x(estimate)} cy="12" r="5" />
        </>
      )}
      <circle class="actual" cx={x(actual)} cy="12" r="5" />
    </svg>
  );
}
