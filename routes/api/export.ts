import { define } from "@/lib/services/define.ts";
import { exportOf, exportResponse } from "@/lib/services/export_response.ts";

export const handler = define.handlers({
  GET({ url, state: { services: { store } } }) {
    return exportResponse(exportOf(store, url.searchParams));
  },
});
