import assert from "node:assert/strict";
import { companyNews } from "./company_news.ts";
import { fakeFinnhub, NOW, requestOf } from "./fake_finnhub.ts";
import { marketNews } from "./market_news.ts";

const ARTICLE = {
  category: "company",
  datetime: 1779470000,
  headline: 'Apple&#39;s "best" day,\nits CEO says',
  id: 140000001,
  image: "",
  related: "AAPL",
  source: "Reuters",
  summary: "\n\n",
  url: "https://finnhub.io/api/news?id=abc",
};

Deno.test("company_news - keeps text exactly as it came, a summary of line feeds is none", async () => {
  const { rows } = await companyNews.collect(requestOf({ companyNews: [ARTICLE] }));
  assert.deepEqual(rows, [{
    symbol: "AAPL",
    id: 140000001,
    published_at: "2026-05-22T17:13:20.000Z",
    category: "company",
    headline: 'Apple&#39;s "best" day,\nits CEO says',
    summary: null,
    publisher: "Reuters",
    url: "https://finnhub.io/api/news?id=abc",
    image: null,
    related: "AAPL",
    source: "finnhub:/company-news",
    as_of: "2026-05-22T17:13:20.000Z",
    fetched_at: "2026-05-22T20:15:00.000Z",
  }]);
});

Deno.test("company_news - asks for the last seven days", async () => {
  const calls: unknown[][] = [];
  await companyNews.collect({ ...requestOf({}), finnhub: fakeFinnhub({ companyNews: [] }, calls) });
  assert.deepEqual(calls, [["companyNews", "AAPL", "2026-05-15", "2026-05-22"]]);
});

Deno.test("market_news - folds an article listed twice, keeps one without id aside", async () => {
  const marketNewsAnswer = [ARTICLE, { ...ARTICLE, headline: "Corrected" }, { ...ARTICLE, id: null }, null];
  const { rows, rejected } = await marketNews.collect(
    requestOf({ marketNews: marketNewsAnswer }, {}, { symbol: "" }),
  );
  assert.deepEqual(rows.map((row) => [row.headline, row.source, row.symbol]), [[
    "Corrected",
    "finnhub:/news",
    undefined,
  ]]);
  assert.deepEqual(rejected.map((one) => [one.reason, one.symbol, one.dataset]), [
    ['Column "id" is empty, expected a value', "", "market_news"],
    ["expected Object, received null", "", "market_news"],
  ]);
  assert.equal(NOW, Date.parse("2026-05-22T20:15:00Z"));
});
