import { HttpError } from "fresh";
import { define } from "@/lib/services/define.ts";

export const handler = define.handlers({
  async POST({ state: { services: { ingest, config, draining }, isAdmin } }) {
    if (!isAdmin) {
      throw config.adminToken === ""
        ? new HttpError(403, "Set ADMIN_TOKEN to start runs from another machine than the server's own")
        : new HttpError(401, "Sign in, or send the administrator's token as Authorization: Bearer");
    }
    if (ingest === null) throw new HttpError(409, "This process serves pages only; another one ingests");
    const run = draining ? null : await ingest.trigger();
    if (run === null) throw new HttpError(503, "Shutting down");
    return Response.json(run, {
      status: 202,
      headers: { location: `/api/runs`, "cache-control": "no-store" },
    });
  },
});
