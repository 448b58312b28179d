import { define } from "@/lib/services/define.ts";
import { json } from "@/lib/services/json.ts";
import { integerOf } from "@/lib/services/parameters.ts";
import { runsFor } from "@/lib/services/runs_by.ts";

export const handler = define.handlers({
  GET({ req, url, state: { services } }) {
    const limit = integerOf(url.searchParams, "limit", { least: 1, most: 10_000, fallback: 192 });
    return json(req, { runs: runsFor(services, url.searchParams).slice(-limit).reverse() });
  },
});
