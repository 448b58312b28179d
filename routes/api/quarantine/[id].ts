import { HttpError } from "fresh";
import { wantsPage } from "@/lib/services/accept.ts";
import { requireAdmin } from "@/lib/services/admin.ts";
import { actionOf, decide } from "@/lib/services/decide.ts";
import { define } from "@/lib/services/define.ts";

export const handler = define.handlers({
  async POST({ req, params, state: { services, isAdmin } }) {
    requireAdmin(isAdmin, services.config, "decide about rows");
    if (services.draining) throw new HttpError(503, "Shutting down");
    const decided = await decide(services, params.id, await actionOf(req));
    return wantsPage(req)
      ? new Response(null, { status: 303, headers: { location: "/pipeline#quarantine" } })
      : Response.json(decided, { headers: { "cache-control": "no-store" } });
  },
});
