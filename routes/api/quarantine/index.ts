import { define } from "@/lib/services/define.ts";
import { json } from "@/lib/services/json.ts";
import { integerOf } from "@/lib/services/parameters.ts";
import { quarantineView } from "@/lib/services/quarantine_view.ts";

export const handler = define.handlers({
  GET({ req, url, state: { services: { store: { quarantine } } } }) {
    const limit = integerOf(url.searchParams, "limit", { least: 1, most: 1_000, fallback: 100 });
    return json(req, { total: quarantine.count(), rows: quarantine.recent(limit).map(quarantineView) });
  },
});
