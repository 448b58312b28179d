import { HttpError, page } from "fresh";
import { asset, Head } from "fresh/runtime";
import { PriceChart, QuoteHead } from "@/islands/stock.tsx";
import { addressAt } from "@/lib/market/address.ts";
import { livePriceOf, modelOf } from "@/lib/market/chart_model.ts";
import { readSettings, settingsAddress } from "@/lib/market/chart_settings.ts";
import { wholeView } from "@/lib/market/chart_view.ts";
import { besideAddress } from "@/lib/market/compare/choice.ts";
import { FREQUENCIES } from "@/lib/market/financial_summary.ts";
import { intervalOf, RANGES } from "@/lib/market/history.ts";
import { stockTitle } from "@/lib/market/tab_face.ts";
import { define } from "@/lib/services/define.ts";
import { currentMetrics } from "@/lib/services/key_figures.ts";
import { oneOf, symbolOf } from "@/lib/services/parameters.ts";
import { knownOnPage } from "@/lib/services/past.ts";
import { pageSeed } from "@/lib/services/status_view.ts";
import { panelContext } from "@/lib/services/stock_context.ts";
import { stockPanels } from "@/lib/services/stock_panels.ts";
import { ChartTable } from "../(_components)/chart/ChartTable.tsx";
import { PanelVerdict } from "../(_components)/Freshness.tsx";
import { Panel } from "../(_components)/Panel.tsx";
import { Dividends } from "./(_components)/Dividends.tsx";
import { Earnings } from "./(_components)/Earnings.tsx";
import { ShownAt } from "./(_components)/Figure.tsx";
import { Financials } from "./(_components)/Financials.tsx";
import { Insiders } from "./(_components)/Insiders.tsx";
import { JumpNav } from "./(_components)/JumpNav.tsx";
import { KeyFigures } from "./(_components)/KeyFigures.tsx";
import { News } from "./(_components)/News.tsx";
import { Profile } from "./(_components)/Profile.tsx";
import { Recommendations } from "./(_components)/Recommendations.tsx";
import { Sentiment } from "./(_components)/Sentiment.tsx";
import { Why } from "./(_components)/Why.tsx";

/** A chart of fewer bars than this, all of them from our own quotes, says why. */
const FEW_BARS = 20;
const FROM_QUOTES = "derived:quotes";

export const handler = define.handlers({
  async GET({ params, url, state }) {
    const { services } = state;
    const known = await knownOnPage({ url, state });
    const { market, store } = known;
    const symbol = symbolOf(params["symbol"]);
    if (!market.knows(symbol)) throw new HttpError(404, `No stock "${symbol}" on this watchlist`);
    const chart = readSettings(url.searchParams);
    const range = oneOf(url.searchParams, "range", RANGES, chart.range);
    const frequency = oneOf(url.searchParams, "financials", FREQUENCIES, "annual");
    return page({
      symbol,
      quote: market.quote(symbol),
      seed: pageSeed(state),
      chart,
      history: market.history(symbol, range, intervalOf(range)),
      panels: stockPanels(known, symbol, frequency),
      metrics: currentMetrics(store.ledger("company_metrics").rows(symbol)),
      context: panelContext(services, known, symbol),
    });
  },
});

export default define.page<typeof handler>(function StockPage({ data }) {
  const { symbol, quote, seed, chart, history, panels, metrics, context } = data;
  const { today, profile, currency } = panels;
  const beside = besideAddress(symbol, seed.snapshot.quotes.map((quote) => quote.symbol));
  const bars = `/api/datasets/stock_historical.csv?symbol=${encodeURIComponent(symbol)}`;
  const { waiting, freshness } = context;
  const head = seed.snapshot.quotes.find((each) => each.symbol === symbol) ?? { ...quote, spark: [] };
  return (
    <>
      <Head>
        <title>{stockTitle(quote)}</title>
        <link rel="stylesheet" href={asset("/stock.css")} />
        <link rel="stylesheet" href={asset("/chart.css")} />
      </Head>
      <QuoteHead
        seed={seed}
        initial={head}
        waiting={quote.price === null ? waiting("stock_quotes") : ""}
      />
      <Why why={panels.why} waiting={quote.price === null ? waiting("stock_quotes") : ""} at={context.at} />
      <JumpNav />
      <div class="with-side stock-top">
        <Panel
          id="chart"
          title="Price"
          aside={
            <>
              {freshness["stock_historical"] && history.time.length > 0 &&
                <PanelVerdict freshness={freshness["stock_historical"]} past={seed.past} />}{" "}
              {history.sources.join(", ")} <a href={addressAt(beside, seed.past)}>On the comparison page</a>
              {" · "}
              <a href={addressAt(bars, seed.past)} download>
                CSV <span class="visually-hidden">of Price</span>
              </a>
            </>
          }
        >
          <div class="body">
            <PriceChart
              seed={seed}
              initial={history}
              quote={head}
              chosen={chart}
              table={chart.table && (
                <ChartTable
                  model={modelOf(history, chart, livePriceOf(head))}
                  view={wholeView(history.time.length)}
                  past={seed.past}
                />
              )}
            />
            {(history.time.length > 0 || seed.past === undefined) && history.time.length < FEW_BARS &&
              history.sources.every((source) => source === FROM_QUOTES) &&
              (
                <p class="small soft">
                  {history.time.length === 0
                    ? waiting("stock_historical")
                    : "The provider gives this key no history: the bars begin with our own quotes."}{" "}
                  <a href={`/data/stock_historical?symbol=${encodeURIComponent(symbol)}#import`}>
                    Import a price file
                  </a>{" "}
                  to fill the past.
                </p>
              )}
          </div>
        </Panel>
        <News context={context} items={panels.news} today={today} />
      </div>
      <ShownAt.Provider value={context.at}>
        <div class="stock-panels">
          <KeyFigures
            context={context}
            figures={panels.figures}
            returns={panels.returns}
            metrics={metrics}
            profile={profile}
            price={quote.price}
          />
          <Profile context={context} row={profile} today={today} />
          <Financials
            context={context}
            view={panels.financials}
            addressOf={(frequency) => `${settingsAddress(chart)}&financials=${frequency}`}
          />
          <Earnings context={context} view={panels.earnings} currency={currency} />
          <Recommendations context={context} view={panels.recommendations} />
          <Sentiment context={context} view={panels.sentiment} />
          <Dividends context={context} view={panels.dividends} />
          <Insiders context={context} view={panels.insiders} />
        </div>
      </ShownAt.Provider>
    </>
  );
});
