import assert from "node:assert/strict";
import type { Answer } from "@/lib/finnhub/answer.ts";
import { type SearchView, searchView, SymbolSearch } from "./symbol_search.ts";

const APPLES = [
  { description: "Apple Hospitality REIT Inc", symbol: "APLE", type: "REIT" },
  { description: "Apple Inc", symbol: "AAPL", type: "Common Stock" },
  { description: "Apple in Frankfurt", symbol: "APC.F", type: "Common Stock" },
  { description: "no symbol at all", symbol: "<b>", type: "" },
  "nonsense",
];

function setup(answer: () => Answer<readonly unknown[]>, remaining = 60) {
  const asked: string[] = [];
  const clock = { now: 0 };
  const search = new SymbolSearch({
    search: (query) => {
      asked.push(query);
      return Promise.resolve(answer());
    },
    budget: () => ({ limitPerMinute: 60, remaining, resetAt: 0 }),
  }, () => clock.now);
  const market = {
    symbols: ["AAPL", "MSFT"],
    quotes: () => [{ symbol: "AAPL", name: "Apple Inc" }, { symbol: "MSFT", name: "Microsoft Corp" }],
  };
  // The rest of a market is not looked at.
  const find = (query: string) =>
    searchView({ search, market } as unknown as Parameters<typeof searchView>[0], query);
  return { asked, clock, find, search };
}

const good = () => ({ ok: true as const, data: APPLES, fetchedAt: 0 });
const symbols = ({ results }: SearchView) => results.map(({ symbol }) => symbol).join(" ");

Deno.test("Search - the symbol itself first, foreign listings last, and what the server polls says so", async () => {
  const { find } = setup(good);
  const found = await find("apl");
  assert.equal(symbols(found), "APLE AAPL APC.F");
  assert.equal(symbols(await find("aapl")), "AAPL APLE APC.F");
  assert.deepEqual(found.results.map(({ polled }) => polled), [false, true, false]);
  assert.equal(found.note, null);
});

Deno.test("Search - typing the same again costs no call for an hour, whatever its case", async () => {
  const { find, asked, clock } = setup(good);
  await Promise.all([find("apple"), find("Apple "), find("APPLE")]);
  clock.now = 3_599_999;
  await find("apple");
  assert.deepEqual(asked, ["APPLE"]);
  clock.now = 3_600_000;
  await find("apple");
  assert.equal(asked.length, 2);
});

Deno.test("Search - takes its share of a minute's calls and no more; then the watchlist answers, and says so", async () => {
  const { find, asked, clock } = setup(good);
  for (let i = 0; i < 20; i++) await find(`A${i}`);
  assert.equal(asked.length, 12);
  const busy = await find("micro");
  assert.equal(symbols(busy), "MSFT");
  assert.match(busy.note ?? "", /only the watchlist/);
  clock.now = 60_000;
  assert.equal((await find("micro")).note, null);
});

Deno.test("Search - leaves the last calls of a minute to the quotes, but for who is adding a symbol", async () => {
  const { find, search, asked } = setup(good, 6);
  assert.match((await find("apple")).note ?? "", /only the watchlist/);
  assert.deepEqual(asked, []);
  assert.notEqual(await search.find("apple", true), "busy");
});

Deno.test("Search - a refusal is told, a failure is asked again", async () => {
  let kind: "refused" | "network" = "refused";
  const { find, asked } = setup(() => ({ ok: false, kind, message: "no" }));
  assert.match((await find("apple")).note ?? "", /plan has no search/);
  kind = "network";
  assert.match((await find("apple")).note ?? "", /did not answer/);
  assert.equal(asked.length, 2);
});
