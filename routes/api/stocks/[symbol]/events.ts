import { HttpError } from "fresh";
import { newYorkDate } from "@/lib/exchange/mod.ts";
import { eventsOf } from "@/lib/market/chart_events.ts";
import { define } from "@/lib/services/define.ts";
import { json } from "@/lib/services/json.ts";
import { symbolOf } from "@/lib/services/parameters.ts";
import { knownFor } from "@/lib/services/past.ts";

/** Headlines that a chart can mark; the newest. */
const MOST_NEWS = 500;

export const handler = define.handlers({
  async GET({ req, params, url, state: { services } }) {
    const symbol = symbolOf(params["symbol"]);
    const { market, store, now } = await knownFor(services, url.searchParams);
    if (!market.knows(symbol)) throw new HttpError(404, `No stock "${symbol}" on this watchlist`);
    const events = eventsOf({
      earnings: store.ledger("earnings").rows(symbol),
      dividends: store.ledger("dividends").rows(symbol),
      news: market.newest("company_news", "published_at", MOST_NEWS, symbol),
    }, newYorkDate(now()));
    return json(req, { events });
  },
});
