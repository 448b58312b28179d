import { define } from "@/lib/services/define.ts";
import { json } from "@/lib/services/json.ts";
import { pipelineView } from "@/lib/services/pipeline_view.ts";

export const handler = define.handlers({
  async GET({ req, state: { services } }) {
    return json(req, await pipelineView(services));
  },
});
