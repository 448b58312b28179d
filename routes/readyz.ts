import { define } from "@/lib/services/define.ts";
import { readiness } from "@/lib/services/health.ts";

export const handler = define.handlers({
  async GET({ state: { services } }) {
    const checks = await readiness(services);
    const ready = checks.every(({ ok }) => ok);
    return Response.json({ ready, checks }, {
      status: ready ? 200 : 503,
      headers: { "cache-control": "no-store" },
    });
  },
});
