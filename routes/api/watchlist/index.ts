import { wantsPage } from "@/lib/services/accept.ts";
import { requireAdmin } from "@/lib/services/admin.ts";
import {
  addSymbol,
  removeSymbol,
  watchlistRequestOf,
  watchlistView,
} from "@/lib/services/change_watchlist.ts";
import { define } from "@/lib/services/define.ts";
import { json } from "@/lib/services/json.ts";

export const handler = define.handlers({
  GET({ req, state: { services } }) {
    return json(req, watchlistView(services));
  },
  async POST({ req, state: { services, isAdmin } }) {
    requireAdmin(isAdmin, services.config, "change the watchlist");
    const { symbol, action } = await watchlistRequestOf(req);
    const view = await (action === "add" ? addSymbol : removeSymbol)(services, symbol);
    return wantsPage(req)
      ? new Response(null, { status: 303, headers: { location: "/#watchlist" } })
      : Response.json(view, { headers: { "cache-control": "no-store" } });
  },
});
