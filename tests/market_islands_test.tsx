import assert from "node:assert/strict";
import { marketMapOf } from "@/lib/market/market_map.ts";
import { watchViewOf } from "@/lib/market/watch_view.ts";
import { iso, NOW, OPEN, quoteOf } from "@/lib/market/_testing.ts";
import type { Overview } from "@/lib/services/overview.ts";
import { openTestPage } from "./_dom.ts";
import { CHOICE, OVERVIEW } from "./_overview.ts";

// The order matters: islands ask at once whether they are in a browser.
const page = openTestPage(NOW);
const { cleanup, fireEvent, render, screen, waitFor, within } = await import("@testing-library/preact");
const { default: MarketMap } = await import("@/routes/(_components)/market/MarketMap.tsx");
const { default: Movers } = await import("@/routes/(_components)/market/Movers.tsx");
const { default: NewsRiver } = await import("@/routes/(_components)/market/NewsRiver.tsx");
const { default: Pulse } = await import("@/routes/(_components)/market/Pulse.tsx");
const { default: Watchlist } = await import("@/routes/(_components)/market/Watchlist.tsx");

const QUOTES = [
  quoteOf({ symbol: "AAPL", name: "Apple Inc", change: 3, change_percent: 1, market_cap_millions: 300 }),
  quoteOf({ symbol: "MSFT", name: "Microsoft Corp", change: 9, change_percent: 3, market_cap_millions: 200 }),
  quoteOf({ symbol: "TSLA", name: "Tesla Inc", change: -6, change_percent: -2, market_cap_millions: 100 }),
];
const SNAPSHOT = {
  at: iso(NOW),
  demo: false,
  market: OPEN,
  quotes: QUOTES,
  progress: null,
  last_run: null,
  next_run: iso(NOW + 240_000),
  troubles: [],
};
const seed = { id: "life-0", snapshot: SNAPSHOT };
const article = (id: string) => ({
  id,
  headline: `Headline ${id}`,
  url: "",
  publisher: "Wire",
  published_at: iso(NOW),
  symbols: ["AAPL"],
});
const overview: Overview = {
  ...OVERVIEW,
  map: marketMapOf(QUOTES),
  news: [article("1")],
  levels: QUOTES.map(({ symbol }) => ({
    symbol,
    week_ago: 200,
    month_ago: null,
    year_high: 301,
    year_low: 100,
    sma_50: 250,
    sma_200: null,
    average_volume: 12_300_000,
  })),
};

/** Each test begins with the page as it was loaded. */
function islandTest(promise: string, test: () => Promise<void> | void): void {
  Deno.test(promise, async () => {
    page.answer = () => Response.json(overview);
    history.replaceState(null, "", "/");
    render(<Pulse seed={seed} overview={overview} />);
    page.send("reset", { id: "life-0", snapshot: SNAPSHOT });
    cleanup();
    try {
      await test();
    } finally {
      cleanup();
      for (const name of ["own_list", "list", "density"]) document.cookie = `${name}=; max-age=0; path=/`;
    }
  });
}

const symbols = () =>
  [...document.querySelectorAll("[data-symbol], [data-unpolled]")].map((row) =>
    row.getAttribute("data-symbol") ?? row.getAttribute("data-unpolled")
  ).join(" ");
const list = (more: object = {}) =>
  render(<Watchlist seed={seed} overview={overview} choice={CHOICE} mayChange={false} {...more} />);
const moveTo = (symbol: string, percent: number) =>
  page.send("quote", { quotes: [{ ...QUOTES[0], symbol, change_percent: percent }], market: OPEN });

islandTest("Watchlist - a column's title sorts, says so, and stands in the address", async () => {
  list();
  assert.equal(symbols(), "AAPL MSFT TSLA");
  fireEvent.click(screen.getByRole("button", { name: /^Change/ }));
  await waitFor(() => assert.equal(symbols(), "MSFT AAPL TSLA"));
  assert.equal(screen.getByRole("columnheader", { name: /^Change/ }).getAttribute("aria-sort"), "descending");
  assert.equal(location.search, "?sort=-change");
  fireEvent.click(screen.getByRole("button", { name: /^Change/ }));
  await waitFor(() => assert.equal(symbols(), "TSLA AAPL MSFT"));
  fireEvent.click(screen.getByRole("button", { name: /^Change/ }));
  await waitFor(() => assert.equal(symbols(), "AAPL MSFT TSLA"));
  assert.equal(location.search, "");
});

islandTest(
  "Watchlist - prices that move leave the order alone until the reader asks for it again",
  async () => {
    list({ choice: { ...CHOICE, view: watchViewOf(new URLSearchParams("sort=-change")) } });
    assert.equal(symbols(), "MSFT AAPL TSLA");
    const again = screen.getByRole<HTMLButtonElement>("button", { name: "Sort again" });
    assert.ok(again.disabled);
    moveTo("TSLA", 9);
    await waitFor(() => assert.ok(!again.disabled));
    assert.equal(symbols(), "MSFT AAPL TSLA");
    fireEvent.click(again);
    await waitFor(() => assert.equal(symbols(), "TSLA MSFT AAPL"));
  },
);

islandTest("Watchlist - filters as one types, and says when nothing matches", async () => {
  list();
  const filter = screen.getByRole("searchbox", { name: /^Filter/ });
  fireEvent.input(filter, { target: { value: "micro" } });
  await waitFor(() => assert.equal(symbols(), "MSFT"));
  assert.equal(location.search, "?q=micro");
  fireEvent.input(filter, { target: { value: "zzz" } });
  await waitFor(() => assert.match(document.body.textContent, /Nothing on this list matches “zzz”/));
});

islandTest(
  "Watchlist - density and the reader's own list are remembered for the server to render",
  async () => {
    list();
    fireEvent.click(screen.getByRole("button", { name: "Compact" }));
    await waitFor(() => assert.ok(document.querySelector(".watchlist.compact")));
    assert.match(document.cookie, /density=compact/);
    // Who may not change the server's list begins with a copy of it.
    fireEvent.click(screen.getByRole("button", { name: "Edit" }));
    await waitFor(() => assert.match(document.cookie, /own_list=AAPL_MSFT_TSLA/));
    assert.match(document.cookie, /list=own/);
    fireEvent.click(screen.getByRole("button", { name: "Remove MSFT" }));
    await waitFor(() => assert.equal(symbols(), "AAPL TSLA"));
    fireEvent.click(screen.getByRole("button", { name: "Move TSLA up" }));
    await waitFor(() => assert.equal(symbols(), "TSLA AAPL"));
    assert.match(document.cookie, /own_list=TSLA_AAPL/);
    assert.deepEqual(page.requests.filter((request) => request.startsWith("DELETE")), []);
  },
);

islandTest("Watchlist - a symbol of one's own that the server does not poll is said to be so", () => {
  const view = watchViewOf(new URLSearchParams("list=own"));
  list({ choice: { ...CHOICE, view, own: ["NFLX", "AAPL"] } });
  assert.equal(symbols(), "NFLX AAPL");
  assert.match(document.querySelector("[data-unpolled=NFLX]")?.textContent ?? "", /not polled/);
});

islandTest(
  "Watchlist - the administrator finds a symbol by its name with the keys alone, and adds it for all",
  async () => {
    list({ mayChange: true, choice: { ...CHOICE, isEditing: true } });
    const finder = screen.getByRole("combobox", { name: "Add to the server's list" });
    page.answer = () =>
      Response.json({
        query: "NETFL",
        note: null,
        results: [
          { symbol: "AAPL", name: "Apple Inc", type: "", polled: true },
          { symbol: "NFLX", name: "Netflix Inc", type: "Common Stock", polled: false },
        ],
      });
    fireEvent.input(finder, { target: { value: "netfl" } });
    const found = await waitFor(() => screen.getByRole("listbox"));
    await waitFor(() => assert.equal(within(found).getAllByRole("option").length, 2));
    assert.ok(page.requests.includes("GET /api/search?q=netfl"));
    fireEvent.keyDown(finder, { key: "ArrowDown" });
    fireEvent.keyDown(finder, { key: "ArrowDown" });
    await waitFor(() => assert.match(finder.getAttribute("aria-activedescendant") ?? "", /-1$/));
    page.answer = () => Response.json({ symbols: [] });
    fireEvent.keyDown(finder, { key: "Enter" });
    await waitFor(() => assert.equal(page.requests.at(-1), "POST /api/watchlist"));
    await waitFor(() => assert.match(document.body.textContent, /NFLX is on the server's list/));
    const nflx = quoteOf({ symbol: "NFLX", name: "Netflix Inc" });
    page.answer = () => Response.json(overview);
    page.send("watchlist", { symbols: ["AAPL", "NFLX", "TSLA"], quotes: [nflx] });
    await waitFor(() => assert.equal(symbols(), "AAPL NFLX TSLA"));
  },
);

islandTest("Watchlist - says in the server's words why a symbol was not added", async () => {
  list({ mayChange: true, choice: { ...CHOICE, isEditing: true } });
  const finder = screen.getByRole("combobox");
  fireEvent.input(finder, { target: { value: "xyzzy" } });
  page.answer = () => Response.json({ detail: 'The provider knows no symbol "XYZZY"' }, { status: 404 });
  fireEvent.keyDown(finder, { key: "Enter" });
  await waitFor(() => assert.match(document.body.textContent, /The provider knows no symbol "XYZZY"/));
});

islandTest(
  "Pulse - tells direction, index, breadth and the time to the bell, and how many prices are old",
  async () => {
    render(<Pulse seed={seed} overview={overview} />);
    const text = () => document.body.textContent.replaceAll("\u202f", " ");
    assert.match(text(), /2 of 3 up\. MSFT leads at \+3\.00 %, TSLA trails at −2\.00 %/);
    assert.match(text(), /Equal weight.*▲ \+0\.67 %/);
    assert.match(text(), /By market value.*▲ \+1\.17 %/);
    assert.match(text(), /50 days 3 of 3.*200 days not known yet/);
    assert.match(text(), /closes in 6:00:00/);
    page.send("quote", {
      quotes: QUOTES.map((quote) => ({ ...quote, as_of: iso(NOW - 3_600_000) })),
      market: OPEN,
    });
    await waitFor(() => assert.match(text(), /3 of 3 prices old/));
  },
);

islandTest("Map - a company's tile follows its quote, in colour, sign and words", async () => {
  render(<MarketMap seed={seed} overview={overview} waiting="" />);
  const tile = screen.getByRole("link", { name: /^AAPL, Apple Inc, \+1\.00/ });
  assert.match(tile.getAttribute("class") ?? "", /up-2/);
  moveTo("AAPL", -2.5);
  await waitFor(() => assert.match(tile.getAttribute("class") ?? "", /down-3/));
  assert.ok(
    screen.getByRole("link", { name: /^AAPL, Apple Inc, −2\.50/ }),
    "a reader who does not see hears it",
  );
  assert.match(tile.querySelector("text.tile-change")?.textContent ?? "", /−2\.50/);
});

islandTest("Movers - who is named stays between runs; the figures follow", async () => {
  render(<Movers seed={seed} overview={overview} />);
  const rose = () => document.querySelector("ol")?.textContent.replaceAll("\u202f", " ") ?? "";
  assert.match(rose(), /^MSFT.*\+3\.00 %/);
  moveTo("AAPL", 8);
  moveTo("MSFT", 2.5);
  await waitFor(() => assert.match(rose(), /^MSFT.*\+2\.50 %/));
});

islandTest("News - new headlines wait until the reader wants them", async () => {
  render(<NewsRiver seed={seed} overview={overview} waiting="" />);
  const newer = screen.getByRole<HTMLButtonElement>("button");
  assert.ok(newer.disabled);
  page.answer = () => Response.json({ ...overview, news: [article("2"), article("1")] });
  page.send("data_ingested", { run_id: "r", market: OPEN, checked: {} });
  await waitFor(() => assert.equal(newer.textContent, "1 new"));
  assert.equal(screen.queryByText("Headline 2"), null);
  fireEvent.click(newer);
  await waitFor(() => assert.ok(screen.getByText("Headline 2")));
  assert.ok(newer.disabled);
});
