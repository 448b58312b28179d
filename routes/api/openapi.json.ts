import { define } from "@/lib/services/define.ts";
import { json } from "@/lib/services/json.ts";
import { openApiDocument } from "@/lib/services/openapi/mod.ts";

export const handler = define.handlers({
  GET({ req, state: { services: { version, store } } }) {
    return json(req, openApiDocument({ version, datasets: store.datasets }));
  },
});
