import { define } from "@/lib/services/define.ts";
import { json } from "@/lib/services/json.ts";
import { widgetFacts } from "@/lib/services/openbb/answers.ts";
import { appsOf } from "@/lib/services/openbb/apps.ts";
import { knownNow } from "@/lib/services/past.ts";

export const handler = define.handlers({
  GET({ req, state: { services } }) {
    return json(req, appsOf(widgetFacts(knownNow(services))));
  },
});
