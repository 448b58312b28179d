import { define } from "@/lib/services/define.ts";
import { refuseInstant } from "@/lib/services/past.ts";
import { seedOf } from "@/lib/services/status_view.ts";

export const handler = define.handlers({
  GET({ url, state: { services } }) {
    refuseInstant(url.searchParams, "it is where the event stream begins; /api/quotes and /api/runs take at");
    return Response.json(seedOf(services), { headers: { "cache-control": "no-store" } });
  },
});
