import { calendarFile } from "@/lib/services/calendar_file.ts";
import { calendarFilter } from "@/lib/services/calendar_view.ts";
import { define } from "@/lib/services/define.ts";
import { tagged } from "@/lib/services/json.ts";
import { knownFor } from "@/lib/services/past.ts";

export const handler = define.handlers({
  async GET({ req, url, state: { services } }) {
    const known = await knownFor(services, url.searchParams);
    const text = calendarFile(services, known, calendarFilter(url.searchParams));
    return tagged(req, text, "text/calendar; charset=utf-8", {
      "content-disposition": 'inline; filename="quarterhour.ics"',
    });
  },
});
