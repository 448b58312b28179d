import { formatShare } from "@/lib/market/format.ts";
import { barScale } from "@/lib/market/stock/bars.ts";
import { textIn } from "@/lib/market/stock/cells.ts";
import type { DividendView } from "@/lib/market/stock/dividends.ts";
import { formatLargeMoney, formatMoney } from "@/lib/market/stock/money.ts";
import { dateText } from "@/lib/market/stock/words.ts";
import { BarLabels, Bars } from "./Bars.tsx";
import { Figure } from "./Figure.tsx";
import type { PanelContext } from "@/lib/services/stock_context.ts";
import { StockPanel } from "./StockPanel.tsx";

/** What shareholders are paid: the rate, and what was paid. */
export function Dividends({ context, view }: { context: PanelContext; view: DividendView }) {
  const { rate, kind, bars, currency, sources, summary } = view;
  const written = (amount: number) =>
    kind === "payments" ? formatMoney(amount, currency) : formatLargeMoney(amount, currency);
  const what = kind === "payments"
    ? "Each payment, per share, by ex-dividend date"
    : "Paid in cash to all shareholders, by fiscal year";
  return (
    <StockPanel
      context={context}
      id="dividends"
      title="Dividends"
      dataset="dividends"
      sources={sources}
      isEmpty={rate === null && kind === "none"}
    >
      <div class="body lead">
        {rate !== null && (
          <dl class="facts beside">
            <div>
              <dt>Yield</dt>
              <dd>
                <Figure dataset="dividends" row={rate.row} column="yield_percent">
                  {formatShare(rate.yieldPercent)}
                </Figure>
              </dd>
            </div>
            <div>
              <dt>Annual rate</dt>
              <dd>
                <Figure dataset="dividends" row={rate.row} column="amount">
                  {formatMoney(rate.amount, currency)}
                </Figure>{" "}
                <small>a share</small>
              </dd>
            </div>
          </dl>
        )}
        {summary !== "" && <p>{summary}</p>}
        {bars.length > 0 && (
          <>
            <p class="soft small">{what}</p>
            <Bars
              height={84}
              scale={barScale(bars.map(({ amount }) => amount))}
              label={`${what}; the table below has the values`}
              bars={bars.map(({ amount, words }, i) => ({
                value: amount,
                tone: i === bars.length - 1 ? "plain newest" : "plain",
                title: words,
              }))}
            />
            {kind === "years" && (
              <>
                <BarLabels labels={bars.map(({ amount }) => written(amount))} />
                <BarLabels labels={bars.map(({ label }) => label)} />
              </>
            )}
          </>
        )}
      </div>
      {bars.length > 0 && (
        <details class="more">
          <summary>Table of what was paid</summary>
          <table>
            <caption class="visually-hidden">Dividends of {context.symbol}</caption>
            <thead>
              <tr>
                <th scope="col">{kind === "payments" ? "Ex-dividend" : "Year to"}</th>
                <th scope="col" class="number">{kind === "payments" ? "Per share" : "Paid to all"}</th>
                <th scope="col">Source</th>
              </tr>
            </thead>
            <tbody>
              {[...bars].reverse().map(({ row, date, amount }) => (
                <tr key={date}>
                  <th scope="row">{dateText(date)}</th>
                  <td class="number">
                    <Figure
                      dataset="dividends"
                      row={row}
                      column={kind === "payments" ? "amount" : "total_paid"}
                    >
                      {written(amount)}
                    </Figure>
                  </td>
                  <td>{textIn(row, "source")}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </StockPanel>
  );
}
