import assert from "node:assert/strict";
import { DATASETS } from "@/lib/datasets/mod.ts";
import { appsOf } from "./apps.ts";
import { feedArticles } from "./answers.ts";
import { openBbPaths, widgetsOf } from "./widgets.ts";

const FACTS = { datasets: DATASETS, first: "AAPL", source: "Finnhub" };
const WIDGETS = widgetsOf(FACTS);

Deno.test("OpenBB - every widget has an id that is its endpoint's, a place, and words", () => {
  assert.ok(Object.keys(WIDGETS).length >= DATASETS.length + 5);
  for (const [id, { endpoint, name, description, gridData, params }] of Object.entries(WIDGETS)) {
    assert.equal(id, endpoint.replaceAll("/", "_"));
    assert.ok(!endpoint.startsWith("/") && name !== "" && description !== "", id);
    assert.ok(gridData.w <= 40 && gridData.h <= 100, id);
    assert.equal(new Set(params.map(({ paramName }) => paramName)).size, params.length, id);
  }
});

Deno.test("OpenBB - a dataset's table has its columns with their meaning; names are no numbers to add up", () => {
  const columns = WIDGETS["api_datasets_earnings"]?.data?.table.columnsDefs ?? [];
  const dataset = DATASETS.find(({ name }) => name === "earnings");
  assert.deepEqual(columns.map(({ field }) => field), dataset?.columns.map(({ name }) => name));
  const column = (name: string) => columns.find(({ field }) => field === name);
  assert.equal(column("year")?.chartDataType, "excluded");
  assert.equal(column("surprise_percent")?.formatterFn, "percent");
  assert.match(column("eps_actual")?.headerTooltip ?? "", /Unit: USD per share$/);
});

Deno.test("OpenBB - the dashboard is made of these widgets, none over another, one symbol for all that take one", () => {
  const [app] = appsOf(FACTS);
  const tabs = Object.values(app?.tabs ?? {});
  assert.equal(tabs.length, 3);
  for (const { id, layout } of tabs) {
    assert.ok(layout.length > 1, id);
    const taken = new Set<string>();
    for (const { i, x, y, w, h, groups } of layout) {
      assert.ok(i in WIDGETS, i);
      assert.ok(x + w <= 40);
      for (let column = x; column < x + w; column++) {
        for (let row = y; row < y + h; row++) {
          assert.ok(!taken.has(`${column} ${row}`), `${i} lies over another`);
          taken.add(`${column} ${row}`);
        }
      }
      const takesSymbol = WIDGETS[i]?.params.some(({ optionsEndpoint }) => optionsEndpoint !== undefined);
      assert.equal(groups.length > 0, takesSymbol, i);
      assert.equal(app?.groups[0]?.widgetIds.includes(i), takesSymbol, i);
    }
  }
});

Deno.test("OpenBB - its pages may read what widgets ask for, and nothing that changes, follows or tells of the process", () => {
  const open = openBbPaths(DATASETS);
  for (
    const path of [
      "/widgets.json",
      "/apps.json",
      "/api/quotes",
      "/api/openbb/symbols",
      "/api/datasets/earnings",
    ]
  ) {
    assert.ok(open.has(path), path);
  }
  for (
    const path of [
      "/",
      "/api/ingest",
      "/api/import",
      "/api/events",
      "/api/watchlist",
      "/api/export",
      "/metrics",
    ]
  ) {
    assert.ok(!open.has(path), path);
  }
});

Deno.test("OpenBB - in the news feed a provider's text stays text, and its address a link", () => {
  const [article] = feedArticles({
    total: 1,
    older: null,
    items: [{
      id: "1",
      headline: "Oil & gas",
      url: "https://example.com/a?b=(c)>",
      publisher: "Wire [one]",
      published_at: null,
      time: "2026-11-20T14:30:00.000Z",
      summary: "![x](javascript:alert(1)) *up*",
      symbols: ["XOM"],
      score: null,
      tone: null,
    }],
  });
  assert.deepEqual(article, {
    title: "Oil & gas",
    date: "2026-11-20T14:30:00.000Z",
    author: "Wire [one]",
    excerpt: "![x](javascript:alert(1)) *up*",
    body: "\\!\\[x\\](javascript:alert(1)) \\*up\\*\n\nAbout XOM.\n\n" +
      "[Read it at Wire \\[one\\]](<https://example.com/a?b=(c)%3E>)",
  });
});
