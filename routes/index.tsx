import { page } from "fresh";
import { asset, Head } from "fresh/runtime";
import { MarketMap, Movers, NewsRiver, Pulse, Watchlist } from "@/islands/market.tsx";
import { newYorkDate } from "@/lib/exchange/mod.ts";
import { addressAt } from "@/lib/market/address.ts";
import { aheadOf } from "@/lib/market/ahead.ts";
import { marketTitle } from "@/lib/market/tab_face.ts";
import { define } from "@/lib/services/define.ts";
import { overviewOf } from "@/lib/services/overview.ts";
import { knownOnPage } from "@/lib/services/past.ts";
import { pageSeed } from "@/lib/services/status_view.ts";
import { waitingFor } from "@/lib/services/waiting.ts";
import { watchlistChoiceOf } from "@/lib/services/watchlist_choice.ts";
import { AheadList } from "./(_components)/AheadList.tsx";
import { Panel } from "./(_components)/Panel.tsx";

const AHEAD_SHOWN = 7;
/** A longer list than this stands beside all of the other panels. */
const SHORT_LIST = 14;

export const handler = define.handlers({
  async GET({ req, url, state }) {
    const { services, isAdmin } = state;
    const known = await knownOnPage({ url, state });
    const { market, store, now, at } = known;
    return page({
      watchlist: market.symbols,
      waiting: waitingFor(services, known),
      ahead: aheadOf(
        store.ledger("earnings").rows(),
        store.ledger("ipo_calendar").rows(),
        newYorkDate(now()),
        AHEAD_SHOWN,
      ),
      seed: pageSeed(state, true),
      overview: overviewOf(known),
      choice: watchlistChoiceOf(req, url.searchParams),
      mayChange: isAdmin && at === null,
    });
  },
});

export default define.page<typeof handler>(function MarketPage({ data }) {
  const { seed, overview, choice, mayChange, ahead, watchlist, waiting } = data;
  const { past } = seed;
  const hasPrice = seed.snapshot.quotes.some(({ price }) => price !== null);
  const [first = ""] = watchlist;
  const prices = hasPrice ? "" : waiting("stock_quotes", first);
  return (
    <>
      <Head>
        <title>{marketTitle(seed.snapshot.quotes)}</title>
        <link rel="stylesheet" href={asset("/market.css")} />
      </Head>
      <h1 class="visually-hidden">Market</h1>
      <div class={`market ${watchlist.length > SHORT_LIST ? "long" : ""}`}>
        <Pulse seed={seed} overview={overview} waiting={prices} />
        <Watchlist seed={seed} overview={overview} choice={choice} mayChange={mayChange} waiting={prices} />
        <Panel id="map" title="Market map" class="map-panel" aside="area: market value">
          <MarketMap
            seed={seed}
            overview={overview}
            waiting={overview.map.tiles.length > 0 ? "" : waiting("company_profiles", first)}
          />
        </Panel>
        <Panel id="movers" title="Movers" class="movers" aside="since the previous close">
          <Movers seed={seed} overview={overview} waiting={prices} />
        </Panel>
        <Panel
          id="news"
          title="News"
          class="news"
          aside={<a href={addressAt("/data/market_news", past)}>All</a>}
        >
          <NewsRiver
            seed={seed}
            overview={overview}
            waiting={overview.news.length > 0 ? "" : waiting("market_news", "")}
          />
        </Panel>
        <Panel
          id="ahead"
          fresh
          title="Ahead"
          aside={<a href={addressAt("/data/ipo_calendar", past)}>IPO calendar</a>}
        >
          <AheadList
            items={ahead}
            waiting={ahead.length > 0 ? "" : waiting("ipo_calendar", "")}
            watchlist={watchlist}
            at={past}
          />
        </Panel>
      </div>
    </>
  );
});
