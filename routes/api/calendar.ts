import { calendarView } from "@/lib/services/calendar_view.ts";
import { define } from "@/lib/services/define.ts";
import { json } from "@/lib/services/json.ts";
import { knownFor } from "@/lib/services/past.ts";

export const handler = define.handlers({
  async GET({ req, url, state: { services } }) {
    const known = await knownFor(services, url.searchParams);
    return json(req, calendarView(services, known, url.searchParams));
  },
});
