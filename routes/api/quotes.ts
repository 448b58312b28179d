import { define } from "@/lib/services/define.ts";
import { json } from "@/lib/services/json.ts";
import { knownFor } from "@/lib/services/past.ts";

export const handler = define.handlers({
  async GET({ req, url, state: { services } }) {
    const { market } = await knownFor(services, url.searchParams);
    return json(req, { market: market.exchange(), quotes: market.quotes() });
  },
});
