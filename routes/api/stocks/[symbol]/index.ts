import { HttpError } from "fresh";
import { define } from "@/lib/services/define.ts";
import { json } from "@/lib/services/json.ts";
import { keyFigures } from "@/lib/services/key_figures.ts";
import { symbolOf } from "@/lib/services/parameters.ts";
import { stockFreshness, stockSections } from "@/lib/services/stock_view.ts";

export const handler = define.handlers({
  GET({ req, params, state: { services } }) {
    const symbol = symbolOf(params["symbol"]);
    const { market, store } = services;
    if (!market.knows(symbol)) throw new HttpError(404, `No stock "${symbol}" on this watchlist`);
    return json(req, {
      quote: market.quote(symbol),
      market: market.exchange(),
      profile: store.ledger("company_profiles").latest(symbol) ?? null,
      figures: keyFigures(services, symbol),
      freshness: stockFreshness(services, symbol),
      datasets: Object.fromEntries(
        stockSections(services, symbol).map(({ dataset, rows }) => [dataset.name, rows]),
      ),
    });
  },
});
