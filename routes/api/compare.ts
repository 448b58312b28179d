import { define } from "@/lib/services/define.ts";
import { askedComparison, compareJson } from "@/lib/services/compare_view.ts";
import { json } from "@/lib/services/json.ts";
import { knownFor } from "@/lib/services/past.ts";

export const handler = define.handlers({
  async GET({ req, url, state: { services } }) {
    const known = await knownFor(services, url.searchParams);
    return json(req, compareJson(askedComparison(known, url.searchParams)));
  },
});
