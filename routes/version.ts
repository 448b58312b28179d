import { define } from "@/lib/services/define.ts";
import { versionView } from "@/lib/services/version.ts";

export const handler = define.handlers({
  async GET({ state: { services } }) {
    return Response.json(await versionView(services.startedAt), {
      headers: { "cache-control": "no-store" },
    });
  },
});
