import { HttpError } from "fresh";
import { define } from "@/lib/services/define.ts";
import { json } from "@/lib/services/json.ts";
import { searchView } from "@/lib/services/symbol_search.ts";

/** Longer texts find nothing. */
const MOST_LETTERS = 40;

export const handler = define.handlers({
  async GET({ req, url, state: { services } }) {
    const query = url.searchParams.get("q")?.trim() ?? "";
    if (query === "" || query.length > MOST_LETTERS) {
      throw new HttpError(400, `Cannot read q: expected 1 to ${MOST_LETTERS} letters of a symbol or name`);
    }
    return json(req, await searchView(services, query));
  },
});
