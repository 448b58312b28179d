import { define } from "@/lib/services/define.ts";
import { Metrics } from "@/lib/telemetry/mod.ts";

export const handler = define.handlers({
  GET({ state: { services: { metrics } } }) {
    return new Response(metrics.render(), {
      headers: { "content-type": Metrics.contentType, "cache-control": "no-store" },
    });
  },
});
