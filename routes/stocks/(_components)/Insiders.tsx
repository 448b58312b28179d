import { formatInteger } from "@/lib/market/format.ts";
import { barScale } from "@/lib/market/stock/bars.ts";
import { numberIn, textIn } from "@/lib/market/stock/cells.ts";
import type { InsiderTrade, InsiderView } from "@/lib/market/stock/insiders.ts";
import { formatLargeMoney } from "@/lib/market/stock/money.ts";
import { dateText, monthText, shortMonthText } from "@/lib/market/stock/words.ts";
import { BarLabels, Bars } from "./Bars.tsx";
import { Figure } from "./Figure.tsx";
import type { PanelContext } from "@/lib/services/stock_context.ts";
import { StockPanel } from "./StockPanel.tsx";

const SHOWN = 6;
const MOST = 16;

/** What insiders did with their shares: the year's months as bars, the latest transactions in words. */
export function Insiders({ context, view }: { context: PanelContext; view: InsiderView }) {
  const { trades, months, currency, summary } = view;
  const [shown, more] = [trades.slice(0, SHOWN), trades.slice(SHOWN, MOST)];
  const codes = new Map(trades.map(({ code, kind }) => [code, kind.meaning]));
  const money = (value: number) => formatLargeMoney(value, currency);
  return (
    <StockPanel
      context={context}
      id="insiders"
      title="Insider trades"
      dataset="insider_transactions"
      sources={[...new Set(trades.map(({ row }) => textIn(row, "source")))]}
      isEmpty={trades.length === 0}
    >
      <div class="split">
        <div class="body lead">
          <p>{summary}</p>
          <p class="soft small">Bought in the open market less sold, by month</p>
          <Bars
            height={92}
            scale={barScale(months.map(({ net }) => net))}
            label="Net bought by insiders in each of twelve months; the table below has the values"
            bars={months.map(({ month, bought, sold, net, trades }) => ({
              value: trades === 0 ? null : net,
              tone: net < 0 ? "down" : "up",
              title: `${monthText(month)}: bought ${money(bought)}, sold ${money(-sold)}`,
            }))}
          />
          <BarLabels labels={months.map(({ month }) => shortMonthText(month))} />
          <details class="more">
            <summary>Table of the months</summary>
            <table>
              <caption class="visually-hidden">Open-market trades of insiders by month</caption>
              <thead>
                <tr>
                  <th scope="col">Month</th>
                  <th scope="col" class="number">Bought</th>
                  <th scope="col" class="number">Sold</th>
                  <th scope="col" class="number">Net</th>
                </tr>
              </thead>
              <tbody>
                {months.map(({ month, bought, sold, net }) => (
                  <tr key={month}>
                    <th scope="row">{monthText(month)}</th>
                    <td class="number">{money(bought)}</td>
                    <td class="number">{money(-sold)}</td>
                    <td class="number">{money(net)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        </div>
        <div>
          <ul class="trades">{shown.map((trade, i) => <TradeLine key={i} trade={trade} />)}</ul>
          {more.length > 0 && (
            <details class="more">
              <summary>{more.length} earlier</summary>
              <ul class="trades">{more.map((trade, i) => <TradeLine key={i} trade={trade} />)}</ul>
            </details>
          )}
          <details class="more">
            <summary>What the SEC’s codes mean</summary>
            <dl class="codes">
              {[...codes].sort(([a], [b]) => a < b ? -1 : 1).map(([code, meaning]) => (
                <div key={code}>
                  <dt>{code || "–"}</dt>
                  <dd>{meaning}</dd>
                </div>
              ))}
            </dl>
          </details>
        </div>
      </div>
    </StockPanel>
  );
}

function TradeLine({ trade: { row, date, name, code, kind, words } }: { trade: InsiderTrade }) {
  const held = numberIn(row, "shares_held");
  return (
    <li>
      <time dateTime={date}>{dateText(date)}</time>
      <span>
        <strong>{name}</strong>{" "}
        <Figure dataset="insider_transactions" row={row} column="shares_changed">
          {words}
        </Figure>
        <small>
          <abbr title={kind.meaning}>{code === "" ? "no code" : `code ${code}`}</abbr>
          {held !== null && ` · holds ${formatInteger(held)} since`}
        </small>
      </span>
    </li>
  );
}
