import { define } from "@/lib/services/define.ts";
import { exportOf, exportResponse } from "@/lib/services/export_response.ts";
import { knownFor } from "@/lib/services/past.ts";

export const handler = define.handlers({
  async GET({ url, state: { services } }) {
    const { store } = await knownFor(services, url.searchParams);
    return exportResponse(exportOf(store, url.searchParams));
  },
});
