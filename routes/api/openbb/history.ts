import { HttpError } from "fresh";
import { intervalOf, RANGES } from "@/lib/market/history.ts";
import { define } from "@/lib/services/define.ts";
import { json } from "@/lib/services/json.ts";
import { historyRows } from "@/lib/services/openbb/answers.ts";
import { oneOf, symbolOf } from "@/lib/services/parameters.ts";
import { knownFor } from "@/lib/services/past.ts";

export const handler = define.handlers({
  async GET({ req, url, state: { services } }) {
    const { market } = await knownFor(services, url.searchParams);
    const symbol = url.searchParams.has("symbol")
      ? symbolOf(url.searchParams.get("symbol") ?? "")
      : market.symbols[0] ?? "";
    if (!market.knows(symbol)) throw new HttpError(404, `No stock "${symbol}" on this watchlist`);
    const range = oneOf(url.searchParams, "range", RANGES, "6M");
    return json(req, historyRows(market.history(symbol, range, intervalOf(range))));
  },
});
