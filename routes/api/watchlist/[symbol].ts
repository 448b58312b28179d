import { requireAdmin } from "@/lib/services/admin.ts";
import { removeSymbol } from "@/lib/services/change_watchlist.ts";
import { define } from "@/lib/services/define.ts";
import { symbolOf } from "@/lib/services/parameters.ts";

export const handler = define.handlers({
  async DELETE({ params, state: { services, isAdmin } }) {
    requireAdmin(isAdmin, services.config, "change the watchlist");
    const view = await removeSymbol(services, symbolOf(params.symbol));
    return Response.json(view, { headers: { "cache-control": "no-store" } });
  },
});
