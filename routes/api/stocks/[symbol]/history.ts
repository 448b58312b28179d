import { HttpError } from "fresh";
import { type Interval, intervalOf, INTERVALS, RANGES } from "@/lib/market/history.ts";
import { define } from "@/lib/services/define.ts";
import { json } from "@/lib/services/json.ts";
import { oneOf, symbolOf } from "@/lib/services/parameters.ts";
import { knownFor } from "@/lib/services/past.ts";
import { pointsOf } from "@/lib/services/thinned.ts";

export const handler = define.handlers({
  async GET({ req, params, url, state: { services } }) {
    const symbol = symbolOf(params["symbol"]);
    const { market } = await knownFor(services, url.searchParams);
    if (!market.knows(symbol)) throw new HttpError(404, `No stock "${symbol}" on this watchlist`);
    const range = oneOf(url.searchParams, "range", RANGES, "6M");
    const interval = oneOf<Interval>(url.searchParams, "interval", INTERVALS, intervalOf(range));
    return json(req, market.history(symbol, range, interval, pointsOf(url.searchParams)));
  },
});
