import { define } from "@/lib/services/define.ts";
import { readinessOf } from "@/lib/services/health.ts";

export const handler = define.handlers({
  async GET({ state: { services } }) {
    const readiness = await readinessOf(services);
    return Response.json(readiness, {
      status: readiness.ready ? 200 : 503,
      headers: { "cache-control": "no-store" },
    });
  },
});
