import { HttpError } from "fresh";
import { requireAdmin } from "@/lib/services/admin.ts";
import { define } from "@/lib/services/define.ts";

export const handler = define.handlers({
  async POST({ state: { services: { ingest, config, draining }, isAdmin } }) {
    requireAdmin(isAdmin, config, "start runs");
    if (ingest === null) throw new HttpError(409, "This process serves pages only; another one ingests");
    const run = draining ? null : await ingest.trigger();
    if (run === null) throw new HttpError(503, "Shutting down");
    return Response.json(run, {
      status: 202,
      headers: { location: `/api/runs`, "cache-control": "no-store" },
    });
  },
});
