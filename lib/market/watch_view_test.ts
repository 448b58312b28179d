import assert from "node:assert/strict";
import { bellWords, exchangeWords } from "./exchange_words.ts";
import { newsRiver } from "./news_river.ts";
import { MOST_OWN, moved, readOwnList, writeOwnList } from "./own_list.ts";
import { WATCH_COLUMNS } from "./watch_columns.ts";
import { orderOf, pageOf, queryOf, sortedBy, type WatchView, watchViewOf } from "./watch_view.ts";
import { iso, NOW, OPEN, quoteOf } from "./_testing.ts";

const view = (query: string): WatchView => watchViewOf(new URLSearchParams(query));

Deno.test("Watchlist view - comes out of an address and goes back into it", () => {
  assert.deepEqual(view("sort=-change&q=app&list=own&page=2"), {
    sort: "change",
    direction: "descending",
    filter: "app",
    list: "own",
    page: 2,
  });
  for (const query of ["", "sort=symbol", "q=app&sort=-change&page=3"]) {
    assert.equal(String(queryOf(view(query))), query);
  }
});

Deno.test("Watchlist view - what cannot be read is as if it were not there; of two of a name the last counts", () => {
  const plain = view("");
  for (const query of ["sort=nosuch", "sort=-", "page=-1", "page=1.5", "page=x", "list=x"]) {
    assert.deepEqual(
      view(query),
      { ...plain, ...(query === "sort=-" ? { direction: "descending" } : {}) },
      query,
    );
  }
  assert.equal(view("sort=symbol&sort=-price").sort, "price");
  assert.equal(watchViewOf(new URLSearchParams(), "own").list, "own");
  assert.equal(view(`q=${"x".repeat(99)}`).filter.length, 40);
});

Deno.test("Watchlist view - a column's title steps through its two directions back to the list's order", () => {
  const once = sortedBy({ ...view(""), page: 4 }, "change");
  assert.deepEqual([once.sort, once.direction, once.page], ["change", "descending", 1]);
  const twice = sortedBy(once, "change");
  assert.equal(twice.direction, "ascending");
  assert.equal(sortedBy(twice, "change").sort, null);
  assert.equal(sortedBy(twice, "symbol").direction, "ascending");
});

const QUOTES = new Map([
  quoteOf({
    symbol: "AAPL",
    name: "Apple Inc",
    change_percent: 1,
    market_cap_millions: 3,
    as_of: iso(NOW - 5_000),
  }),
  quoteOf({
    symbol: "MSFT",
    name: "Microsoft Corp",
    change_percent: 3,
    market_cap_millions: 2,
    as_of: iso(NOW),
  }),
  quoteOf({
    symbol: "XOM",
    name: "Exxon",
    industry: "Energy",
    change_percent: -2,
    market_cap_millions: null,
  }),
].map((quote) => [quote.symbol, quote]));
const LIST = ["XOM", "AAPL", "GONE", "MSFT"];
const order = (query: string) => orderOf(LIST, view(query), QUOTES, new Map()).join(" ");

Deno.test("Watchlist order - by a column, what is not known last in either direction", () => {
  assert.equal(order(""), "XOM AAPL GONE MSFT");
  assert.equal(order("sort=-change"), "MSFT AAPL XOM GONE");
  assert.equal(order("sort=change"), "XOM AAPL MSFT GONE");
  assert.equal(order("sort=-value"), "AAPL MSFT XOM GONE");
  assert.equal(order("sort=age").split(" ")[0], "MSFT");
});

Deno.test("Watchlist order - every column sorts", () => {
  for (const { key } of WATCH_COLUMNS) assert.equal(order(`sort=${key}`).split(" ").length, 4, key);
});

Deno.test("Watchlist filter - by symbol, name or industry, in whatever case", () => {
  for (
    const [filter, found] of [["apple", "AAPL"], ["energy", "XOM"], ["gon", "GONE"], ["zzz", ""]] as const
  ) {
    assert.equal(order(`q=${filter}`), found);
  }
});

Deno.test("Watchlist pages - fifty lines each, and a page that is not there is the last", () => {
  const symbols = Array.from({ length: 120 }, (_, i) => `S${i}`);
  assert.deepEqual(pageOf(symbols, 2).shown.slice(0, 1), ["S50"]);
  const last = pageOf(symbols, 9);
  assert.deepEqual([last.page, last.pages, last.shown.length], [3, 3, 20]);
  assert.deepEqual(pageOf([], 1), { shown: [], page: 1, pages: 1 });
});

Deno.test("Own list - survives its cookie, and what is no symbol does not come out of one", () => {
  const symbols = ["AAPL", "BRK.B", "OANDA:EUR-USD", "^GSPC"];
  assert.deepEqual(readOwnList(writeOwnList(symbols)), symbols);
  assert.deepEqual(readOwnList("AAPL_<b>_AAPL__msft"), ["AAPL"]);
  assert.deepEqual(readOwnList(undefined), []);
  assert.equal(readOwnList(Array.from({ length: 300 }, (_, i) => `S${i}`).join("_")).length, MOST_OWN);
});

Deno.test("Own list - a symbol moves a step, and not beyond an end", () => {
  assert.deepEqual(moved(["A", "B", "C"], "B", -1), ["B", "A", "C"]);
  assert.deepEqual(moved(["A", "B", "C"], "B", 1), ["A", "C", "B"]);
  for (const [symbol, step] of [["A", -1], ["C", 1], ["X", 1]] as const) {
    assert.deepEqual(moved(["A", "B", "C"], symbol, step), ["A", "B", "C"]);
  }
});

Deno.test("News river - newest first, an article of several symbols once, with all of them", () => {
  const row = (id: string, minute: number, headline: string, symbol?: string) => ({
    id,
    headline,
    url: "",
    publisher: "Wire",
    published_at: iso(NOW + minute * 60_000),
    ...(symbol && { symbol }),
  });
  const river = newsRiver(
    [
      row("1", 1, "Chips rise", "NVDA"),
      row("2", 3, "Apple falls", "AAPL"),
      row("1", 1, "Chips  Rise", "AMD"),
    ],
    [row("9", 2, "Rates unchanged"), row("8", 0, "Old")],
    3,
  );
  assert.deepEqual(river.map(({ headline, symbols }) => [headline, symbols]), [
    ["Apple falls", ["AAPL"]],
    ["Rates unchanged", []],
    ["Chips rise", ["NVDA", "AMD"]],
  ]);
});

Deno.test("News river - finds the newest among many in whatever order", () => {
  const rows = Array.from({ length: 500 }, (_, i) => ({
    id: String(i),
    headline: `H${i * 7 % 500}`,
    published_at: iso(NOW + (i * 7 % 500) * 1000),
  }));
  assert.deepEqual(newsRiver([], rows, 3).map(({ headline }) => headline), ["H499", "H498", "H497"]);
});

Deno.test("Exchange - tells the time to the bell, in days where that is far", () => {
  assert.equal(bellWords(OPEN, NOW), "closes in 6:00:00");
  const closed = { ...OPEN, is_open: false, session: null, next_open: iso(NOW + 61 * 3_600_000) };
  assert.equal(bellWords(closed, NOW).replaceAll("\u202f", " "), "opens in 2 d 13 h");
  assert.equal(bellWords({ ...OPEN, next_close: null }, NOW), "");
  assert.equal(exchangeWords({ ...closed, holiday: "Christmas" }), "Market closed: Christmas");
});
