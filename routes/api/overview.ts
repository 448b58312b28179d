import { define } from "@/lib/services/define.ts";
import { json } from "@/lib/services/json.ts";
import { overviewOf } from "@/lib/services/overview.ts";
import { knownFor } from "@/lib/services/past.ts";

export const handler = define.handlers({
  async GET({ req, url, state: { services } }) {
    return json(req, overviewOf(await knownFor(services, url.searchParams)));
  },
});
