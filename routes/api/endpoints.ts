import { define } from "@/lib/services/define.ts";
import { endpointViews } from "@/lib/services/endpoints_view.ts";

export const handler = define.handlers({
  GET({ state: { services } }) {
    const body = {
      since: new Date(services.startedAt).toISOString(),
      budget: services.finnhub.budget(),
      endpoints: endpointViews(services),
    };
    return Response.json(body, { headers: { "cache-control": "no-store" } });
  },
});
