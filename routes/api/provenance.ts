import { define } from "@/lib/services/define.ts";
import { provenanceFor } from "@/lib/services/provenance/mod.ts";

export const handler = define.handlers({
  async GET({ url, state: { services } }) {
    return Response.json(await provenanceFor(services, url.searchParams), {
      headers: { "cache-control": "no-store" },
    });
  },
});
