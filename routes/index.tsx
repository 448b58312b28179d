import { page } from "fresh";
import { Head } from "fresh/runtime";
import NewsList from "@/islands/NewsList.tsx";
import Watchlist from "@/islands/Watchlist.tsx";
import { newYorkDate } from "@/lib/exchange/mod.ts";
import { aheadOf } from "@/lib/market/ahead.ts";
import { newsOf } from "@/lib/market/news.ts";
import { define } from "@/lib/services/define.ts";
import { knownFor } from "@/lib/services/past.ts";
import { pastSeedOf, seedOf } from "@/lib/services/status_view.ts";
import { AheadList } from "./(_components)/AheadList.tsx";
import { Panel } from "./(_components)/Panel.tsx";

const NEWS_SHOWN = 14;
const AHEAD_SHOWN = 7;

export const handler = define.handlers({
  async GET({ url, state }) {
    const { services } = state;
    const known = await knownFor(services, url.searchParams);
    const { market, store, now, at } = known;
    if (at !== null) state.known = known;
    return page({
      watchlist: market.symbols,
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

export default define.page<typeof handler>(function MarketPage({ data: { seed, news, ahead, watchlist } }) {
  return (
    <>
      <Head>
        <title>Market · Quarterhour</title>
      </Head>
      <h1 class="visually-hidden">Market</h1>
      <div class="market-grid">
        <div class="stack">
          <Watchlist seed={seed} />
          <Panel id="ahead" title="Ahead" aside={<a href="/data/ipo_calendar">IPO calendar</a>}>
            <AheadList items={ahead} watchlist={watchlist} at={seed.past} />
          </Panel>
        </div>
        <Panel id="news" title="Market news" class="news" aside={<a href="/data/market_news">All</a>}>
          <NewsList
            seed={seed}
            initial={news}
            address={`/api/datasets/market_news?limit=${NEWS_SHOWN}&order=newest`}
          />
        </Panel>
      </div>
    </>
  );
});
