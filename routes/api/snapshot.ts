import { define } from "@/lib/services/define.ts";
import { seedOf } from "@/lib/services/status_view.ts";

export const handler = define.handlers({
  GET({ state: { services } }) {
    return Response.json(seedOf(services), { headers: { "cache-control": "no-store" } });
  },
});
