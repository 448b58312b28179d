import { HttpError } from "fresh";
import { define } from "@/lib/services/define.ts";
import { json } from "@/lib/services/json.ts";
import { keyFigures } from "@/lib/services/key_figures.ts";
import { symbolOf } from "@/lib/services/parameters.ts";
import { knownFor } from "@/lib/services/past.ts";
import { stockFreshness, stockSections } from "@/lib/services/stock_view.ts";

export const handler = define.handlers({
  async GET({ req, params, url, state: { services } }) {
    const symbol = symbolOf(params["symbol"]);
    const known = await knownFor(services, url.searchParams);
    const { market, store } = known;
    if (!market.knows(symbol)) throw new HttpError(404, `No stock "${symbol}" on this watchlist`);
    return json(req, {
      quote: market.quote(symbol),
      market: market.exchange(),
      profile: store.ledger("company_profiles").latest(symbol) ?? null,
      figures: keyFigures(known, symbol),
      freshness: stockFreshness(known, symbol),
      datasets: Object.fromEntries(
        stockSections(known, symbol).map(({ dataset, rows }) => [dataset.name, rows]),
      ),
    });
  },
});
