import { define } from "@/lib/services/define.ts";
import { json } from "@/lib/services/json.ts";
import { integerOf } from "@/lib/services/parameters.ts";

export const handler = define.handlers({
  GET({ req, url, state: { services: { store } } }) {
    const limit = integerOf(url.searchParams, "limit", { least: 1, most: 10_000, fallback: 192 });
    return json(req, { runs: store.runs.all().slice(-limit).reverse() });
  },
});
