import { define } from "@/lib/services/define.ts";
import { json } from "@/lib/services/json.ts";
import { widgetFacts } from "@/lib/services/openbb/answers.ts";
import { widgetsOf } from "@/lib/services/openbb/widgets.ts";
import { knownNow } from "@/lib/services/past.ts";

export const handler = define.handlers({
  GET({ req, state: { services } }) {
    return json(req, widgetsOf(widgetFacts(knownNow(services))));
  },
});
