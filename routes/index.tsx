import { page } from "fresh";
import { asset, Head } from "fresh/runtime";
import NewsList from "@/islands/NewsList.tsx";
import Watchlist from "@/islands/Watchlist.tsx";
import { newYorkDate } from "@/lib/exchange/mod.ts";
import { addressAt } from "@/lib/market/address.ts";
import { aheadOf } from "@/lib/market/ahead.ts";
import { newsOf } from "@/lib/market/news.ts";
import { define } from "@/lib/services/define.ts";
import { knownOnPage } from "@/lib/services/past.ts";
import { pastSeedOf, seedOf } from "@/lib/services/status_view.ts";
import { waitingFor } from "@/lib/services/waiting.ts";
import { AheadList } from "./(_components)/AheadList.tsx";
import { Panel } from "./(_components)/Panel.tsx";

const NEWS_SHOWN = 14;
const AHEAD_SHOWN = 7;

export const handler = define.handlers({
  async GET({ url, state }) {
    const { services } = state;
    const known = await knownOnPage({ url, state });
    const { market, store, now, at } = known;
    const waiting = waitingFor(services, known);
    return page({
      watchlist: market.symbols,
      waiting,
      ahead: aheadOf(
        store.ledger("earnings").rows(),
        store.ledger("ipo_calendar").rows(),
        newYorkDate(now()),
        AHEAD_SHOWN,
      ),
      seed: at === null ? seedOf(services) : pastSeedOf(known, at),
      news: newsOf(market.newest("market_news", "published_at", NEWS_SHOWN)),
    });
  },
});

export default define.page<typeof handler>(function MarketPage({ data }) {
  const { seed, news, ahead, watchlist, waiting } = data;
  const hasPrice = seed.snapshot.quotes.some(({ price }) => price !== null);
  return (
    <>
      <Head>
        <title>Market · Quarterhour</title>
        <link rel="stylesheet" href={asset("/market.css")} />
      </Head>
      <h1 class="visually-hidden">Market</h1>
      <div class="with-side">
        <div class="stack">
          <Watchlist seed={seed} waiting={hasPrice ? "" : waiting("stock_quotes", watchlist[0] ?? "")} />
          <Panel
            id="ahead"
            fresh
            title="Ahead"
            aside={<a href={addressAt("/data/ipo_calendar", seed.past)}>IPO calendar</a>}
          >
            <AheadList
              items={ahead}
              waiting={ahead.length > 0 ? "" : waiting("ipo_calendar", "")}
              watchlist={watchlist}
              at={seed.past}
            />
          </Panel>
        </div>
        <Panel
          id="news"
          title="Market news"
          class="news"
          aside={<a href={addressAt("/data/market_news", seed.past)}>All</a>}
        >
          <NewsList
            seed={seed}
            initial={news}
            waiting={news.length > 0 ? "" : waiting("market_news", "")}
            address={`/api/datasets/market_news?limit=${NEWS_SHOWN}&order=newest`}
          />
        </Panel>
      </div>
    </>
  );
});
