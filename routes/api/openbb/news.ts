import { define } from "@/lib/services/define.ts";
import { json } from "@/lib/services/json.ts";
import { newsView } from "@/lib/services/news_view.ts";
import { feedArticles } from "@/lib/services/openbb/answers.ts";
import { knownFor } from "@/lib/services/past.ts";

export const handler = define.handlers({
  async GET({ req, url, state: { services } }) {
    return json(req, feedArticles(newsView(await knownFor(services, url.searchParams), url.searchParams)));
  },
});
