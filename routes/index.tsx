import { page } from "fresh";
import { Head } from "fresh/runtime";
import NewsList from "@/islands/NewsList.tsx";
import Watchlist from "@/islands/Watchlist.tsx";
import { newsOf } from "@/lib/market/news.ts";
import { define } from "@/lib/services/define.ts";
import { seedOf } from "@/lib/services/status_view.ts";
import { Panel } from "./(_components)/Panel.tsx";

const NEWS_SHOWN = 14;

export const handler = define.handlers({
  GET({ state: { services } }) {
    return page({
      seed: seedOf(services),
      news: newsOf(services.market.newest("market_news", "published_at", NEWS_SHOWN)),
    });
  },
});

export default define.page<typeof handler>(function MarketPage({ data: { seed, news } }) {
  return (
    <>
      <Head>
        <title>Market · Quarterhour</title>
      </Head>
      <h1 class="visually-hidden">Market</h1>
      <div class="market-grid">
        <Watchlist seed={seed} />
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
