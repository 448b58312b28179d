import { define } from "@/lib/services/define.ts";
import { json } from "@/lib/services/json.ts";
import { runView } from "@/lib/services/run_view.ts";

export const handler = define.handlers({
  GET({ req, params, state: { services } }) {
    return json(req, runView(services, params["id"], new URLSearchParams()));
  },
});
