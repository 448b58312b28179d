import { define } from "@/lib/services/define.ts";
import { json } from "@/lib/services/json.ts";
import { knownFor } from "@/lib/services/past.ts";
import { pipelineThen, pipelineView } from "@/lib/services/pipeline_view.ts";

export const handler = define.handlers({
  async GET({ req, url, state: { services } }) {
    const known = await knownFor(services, url.searchParams);
    const { at } = known;
    return json(req, at === null ? await pipelineView(services) : pipelineThen(services, known, at));
  },
});
