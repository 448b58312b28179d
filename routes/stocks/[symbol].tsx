import { HttpError, page } from "fresh";
import { asset, Head } from "fresh/runtime";
import NewsList from "@/islands/NewsList.tsx";
import PriceChart from "@/islands/PriceChart.tsx";
import QuoteHead from "@/islands/QuoteHead.tsx";
import { addressAt } from "@/lib/market/address.ts";
import type { DatasetName } from "@/lib/datasets/dataset.ts";
import { financialSummary } from "@/lib/market/financial_summary.ts";
import { readSettings } from "@/lib/market/chart_settings.ts";
import { intervalOf, RANGES } from "@/lib/market/history.ts";
import { newsOf } from "@/lib/market/news.ts";
import { define } from "@/lib/services/define.ts";
import { oneOf, symbolOf } from "@/lib/services/parameters.ts";
import { knownOnPage } from "@/lib/services/past.ts";
import { pastSeedOf, seedOf } from "@/lib/services/status_view.ts";
import { stockFreshness, stockSections } from "@/lib/services/stock_view.ts";
import { waitingFor } from "@/lib/services/waiting.ts";
import { Financials } from "../(_components)/Financials.tsx";
import { PanelVerdict } from "../(_components)/Freshness.tsx";
import { Panel } from "../(_components)/Panel.tsx";
import { RowsTable } from "../(_components)/RowsTable.tsx";
import { KeyFigures } from "../(_components)/KeyFigures.tsx";

const NEWS_SHOWN = 12;
/** A chart of fewer bars than this, all of them from our own quotes, says why. */
const FEW_BARS = 20;
const FROM_QUOTES = "derived:quotes";

export const handler = define.handlers({
  async GET({ params, url, state }) {
    const { services } = state;
    const known = await knownOnPage({ url, state });
    const { market, at } = known;
    const symbol = symbolOf(params["symbol"]);
    if (!market.knows(symbol)) throw new HttpError(404, `No stock "${symbol}" on this watchlist`);
    const chart = readSettings(url.searchParams);
    const range = oneOf(url.searchParams, "range", RANGES, chart.range);
    return page({
      symbol,
      known,
      seed: at === null ? seedOf(services) : pastSeedOf(known, at),
      chart,
      history: market.history(symbol, range, intervalOf(range)),
      news: newsOf(market.newest("company_news", "published_at", NEWS_SHOWN, symbol)),
      sections: stockSections(known, symbol),
      freshness: stockFreshness(known, symbol),
      financials: known.store.ledger("financials").rows(symbol),
      waiting: waitingFor(services, known),
    });
  },
});

export default define.page<typeof handler>(function StockPage({ data }) {
  const { known, symbol, seed, chart, history, news, sections, financials, freshness, waiting } = data;
  const quote = known.market.quote(symbol);
  const verdict = (dataset: DatasetName) => {
    const found = freshness[dataset];
    return found && <PanelVerdict freshness={found} />;
  };
  return (
    <>
      <Head>
        <title>{`${symbol} · Quarterhour`}</title>
        <link rel="stylesheet" href={asset("/stock.css")} />
        <link rel="stylesheet" href={asset("/chart.css")} />
      </Head>
      <QuoteHead
        seed={seed}
        initial={quote}
        waiting={quote.price === null ? waiting("stock_quotes", symbol) : ""}
      />
      <div class="with-side">
        <div class="stack">
          <Panel
            id="chart"
            title="Price"
            aside={<>{verdict("stock_historical")} {history.sources.join(", ")}</>}
          >
            <div class="body">
              <PriceChart seed={seed} initial={history} chosen={chart} />
              {history.time.length < FEW_BARS && history.sources.every((source) => source === FROM_QUOTES) &&
                (
                  <p class="small soft">
                    {history.time.length === 0
                      ? waiting("stock_historical", symbol)
                      : "The provider gives this key no history: the bars begin with our own quotes."}{" "}
                    <a href={`/data/stock_historical?symbol=${encodeURIComponent(symbol)}#import`}>
                      Import a price file
                    </a>{" "}
                    to fill the past.
                  </p>
                )}
            </div>
          </Panel>
          <KeyFigures known={known} symbol={symbol} waiting={waiting} verdict={verdict("company_metrics")} />
        </div>
        <Panel
          id="news"
          title="Company news"
          class="news"
          aside={
            <>
              {verdict("company_news")}{" "}
              <a href={addressAt(`/data/company_news?symbol=${encodeURIComponent(symbol)}`, seed.past)}>
                All
              </a>
            </>
          }
        >
          <NewsList
            seed={seed}
            initial={news}
            waiting={news.length === 0 ? waiting("company_news", symbol) : ""}
            address={`/api/datasets/company_news?symbol=${
              encodeURIComponent(symbol)
            }&limit=${NEWS_SHOWN}&order=newest`}
          />
        </Panel>
      </div>
      <div class="columns two sections">
        <Financials
          symbol={symbol}
          summary={financialSummary(financials)}
          total={financials.length}
          waiting={waiting}
          verdict={verdict("financials")}
          at={seed.past}
        />
        {sections.map(({ dataset, columns, rows, total, source, freshness }) => (
          <Panel
            key={dataset.name}
            id={dataset.name}
            title={dataset.title}
            fresh
            aside={
              <>
                <PanelVerdict freshness={freshness} /> {source !== "" && `${source} · `}
                <a href={addressAt(`/data/${dataset.name}?symbol=${encodeURIComponent(symbol)}`, seed.past)}>
                  all {total}
                </a>
                {" · "}
                <a
                  href={addressAt(
                    `/api/datasets/${dataset.name}.csv?symbol=${encodeURIComponent(symbol)}`,
                    seed.past,
                  )}
                  download
                >
                  CSV
                </a>
              </>
            }
          >
            {rows.length === 0
              ? <p class="empty">{waiting(dataset.name, symbol)}</p>
              : <RowsTable caption={`${dataset.title} of ${symbol}`} columns={columns} rows={rows} />}
          </Panel>
        ))}
      </div>
    </>
  );
});
