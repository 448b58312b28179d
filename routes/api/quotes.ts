import { define } from "@/lib/services/define.ts";
import { json } from "@/lib/services/json.ts";

export const handler = define.handlers({
  GET({ req, state: { services: { market } } }) {
    return json(req, { market: market.exchange(), quotes: market.quotes() });
  },
});
