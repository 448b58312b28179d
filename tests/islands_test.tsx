import assert from "node:assert/strict";
import type { QuoteView } from "@/lib/market/quote_view.ts";
import type { Snapshot } from "@/lib/services/status_view.ts";
import { openTestPage } from "./_dom.ts";
import { CHOICE, OVERVIEW } from "./_overview.ts";

const NOW = Date.parse("2026-03-10T15:00:00Z");
const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();

// The order matters: islands ask at once whether they are in a browser.
const page = openTestPage(NOW);
const { cleanup, fireEvent, render, screen, waitFor, within } = await import("@testing-library/preact");
const { default: LiveBar } = await import("@/routes/(_components)/frame/LiveBar.tsx");
const { default: RunNow } = await import("@/routes/(_components)/RunNow.tsx");
const { default: Watchlist } = await import("@/routes/(_components)/market/Watchlist.tsx");

const OPEN = {
  is_open: true,
  session: "regular",
  holiday: null,
  opened_at: at(-90),
  next_open: at(22.5 * 60),
  next_close: at(5 * 60),
  previous_close: at(-19 * 60),
  source: "calendar",
} as const;

const AAPL: QuoteView = {
  symbol: "AAPL",
  name: "Apple Inc",
  industry: "Technology",
  price: 250.5,
  change: 1.25,
  change_percent: 0.5,
  day_open: 249,
  day_high: 251,
  day_low: 248,
  previous_close: 249.25,
  market_cap_millions: 3_700_000,
  source: "finnhub:/quote",
  as_of: at(-1),
  fetched_at: at(-1),
  checked_at: at(-1),
  doubt: null,
  verdict: "live",
  spark: [249, 250, 250.5],
};
const TSLA = { ...AAPL, symbol: "TSLA", name: "Tesla Inc", price: 400, change: -8, change_percent: -1.96 };
const NEW = {
  ...AAPL,
  symbol: "NEW",
  name: "",
  price: null,
  change: null,
  change_percent: null,
  as_of: null,
  spark: [],
};

const SNAPSHOT: Snapshot = {
  at: at(0),
  demo: false,
  market: OPEN,
  quotes: [AAPL, TSLA, NEW],
  progress: null,
  last_run: null,
  next_run: at(4),
  troubles: [],
};
const seed = { id: "life-0", snapshot: SNAPSHOT };
const watchlist = { seed, overview: OVERVIEW, choice: CHOICE, mayChange: false };

const PROGRESS = {
  run_id: "20260310_150000-1",
  slot: at(0),
  phase: "running",
  done: 3,
  total: 80,
  running: "company_news AAPL",
  started_at: at(0),
};

/** Each test begins with the page as it was loaded. */
function islandTest(promise: string, test: () => Promise<void> | void): void {
  Deno.test(promise, async () => {
    page.now = NOW;
    page.answer = undefined;
    page.tick();
    render(<LiveBar seed={seed} />);
    cleanup();
    page.send("reset", { id: "life-0", snapshot: SNAPSHOT });
    try {
      await test();
    } finally {
      cleanup();
    }
  });
}

const rowOf = (symbol: string) => {
  const row = document.querySelector<HTMLElement>(`[data-symbol="${symbol}"]`);
  assert.ok(row, symbol);
  return row;
};
const textOf = (symbol: string) => rowOf(symbol).textContent.replaceAll("\u202f", " ");

islandTest(
  "Watchlist - says price, direction, change and company of each symbol, and a dash for what is not known",
  () => {
    render(<Watchlist {...watchlist} />);
    assert.match(textOf("AAPL"), /AAPL.*Apple Inc.*250\.50.*▲ \+1\.25.*\+0\.50 %/);
    assert.match(textOf("TSLA"), /400\.00.*▼ −8\.00.*−1\.96 %/);
    assert.match(textOf("NEW"), /NEW.*–.*never seen/);
    // A day that fell can end above where the last 24 hours began.
    assert.equal(document.querySelector(".spark.up, .spark.down"), null, "the line contradicts no change");
  },
);

islandTest("Watchlist - a quote changes its own row alone, in place", async () => {
  render(<Watchlist {...watchlist} />);
  const [apple, tesla] = [rowOf("AAPL"), rowOf("TSLA")];
  const before = tesla.outerHTML;
  page.send("quote", {
    quotes: [{ ...AAPL, price: 260, change: 10.75, change_percent: 4.31 }],
    market: OPEN,
  });
  await waitFor(() => assert.match(textOf("AAPL"), /260\.00.*\+10\.75.*\+4\.31 %/));
  assert.equal(rowOf("AAPL"), apple, "the same element");
  assert.equal(rowOf("TSLA"), tesla);
  assert.equal(tesla.outerHTML, before);
});

islandTest("Watchlist - a quote of a symbol that is not on the list adds no row", () => {
  render(<Watchlist {...watchlist} />);
  page.send("quote", { quotes: [{ ...AAPL, symbol: "OTHER" }], market: OPEN });
  assert.equal(document.querySelectorAll("[data-symbol]").length, 3);
});

islandTest("Watchlist - numbers grow old on the screen, and the blame is told truly", async () => {
  render(<Watchlist {...watchlist} />);
  const verdicts = [
    { minutes: 0, expected: /live/ },
    { minutes: 10, expected: /delayed/ },
    { minutes: 30, expected: /we are stale/ },
  ];
  for (const { minutes, expected } of verdicts) {
    page.now = NOW + minutes * 60_000;
    page.tick();
    await waitFor(() => assert.match(textOf("AAPL"), expected));
  }
  assert.ok(rowOf("AAPL").classList.contains("old"));
  // A run asked and got the same old number: then it is the provider's.
  page.send("data_ingested", { run_id: "r", market: OPEN, checked: { AAPL: at(29), TSLA: null } });
  await waitFor(() => assert.match(textOf("AAPL"), /provider stale/));
  assert.match(textOf("TSLA"), /we are stale/);
});

islandTest("Watchlist - after the close the last number is the last there is", async () => {
  render(<Watchlist {...watchlist} />);
  page.now = NOW + 6 * 3_600_000;
  page.tick();
  const closed = { ...OPEN, is_open: false, session: "post-market", previous_close: at(5 * 60) };
  const last = { ...AAPL, as_of: at(5 * 60), checked_at: at(5 * 60) };
  page.send("quote", { quotes: [last], market: closed });
  await waitFor(() => assert.match(textOf("AAPL"), /market closed/));
});

islandTest("RunNow - the button starts a run, progress takes its place, and then it is back", async () => {
  render(<RunNow seed={seed} mayRun />);
  assert.match(document.body.textContent, /Next poll at 11:04, in 04:00/);
  const button = screen.getByRole<HTMLButtonElement>("button", { name: "Poll now" });
  page.answer = () => Response.json({ run_id: PROGRESS.run_id, started: true }, { status: 202 });
  fireEvent.click(button);
  assert.equal(page.requests.at(-1), "POST /api/ingest");
  page.send("ingest_progress", PROGRESS);
  await waitFor(() => assert.match(document.body.textContent, /Polling: company_news AAPL.*3 of 80/));
  const bar = screen.getByRole<HTMLProgressElement>("progressbar", { name: "Progress of the run" });
  assert.deepEqual([bar.getAttribute("value"), bar.getAttribute("max")], ["3", "80"]);
  assert.ok(button.disabled);
  page.send("ingest_progress", { ...PROGRESS, done: 80, phase: "finished", running: "" });
  page.send("service_status", { state: "ready", next_run: at(15) });
  await waitFor(() => assert.match(document.body.textContent, /Next poll at 11:15, in 15:00/));
  assert.ok(!button.disabled);
  assert.equal(screen.getByRole("alert").textContent, "");
});

islandTest("RunNow - says why a run did not start, in the server's words where there are any", async () => {
  const cases: { name: string; answer: (() => Response) | undefined; expected: string }[] = [
    {
      name: "refused",
      answer: () => Response.json({ detail: "Sign in, or send the administrator's token" }, { status: 401 }),
      expected: "Sign in, or send the administrator's token",
    },
    {
      name: "a router's page",
      answer: () => new Response("<html>503</html>", { status: 503 }),
      expected: "The server did not answer. Try again.",
    },
    { name: "no network", answer: undefined, expected: "The server did not answer. Try again." },
  ];
  render(<RunNow seed={seed} mayRun />);
  for (const { name, answer, expected } of cases) {
    page.answer = answer;
    fireEvent.click(screen.getByRole("button", { name: "Poll now" }));
    await waitFor(() => assert.equal(screen.getByRole("alert").textContent, expected, name));
  }
  page.answer = () => Response.json({ run_id: "r", started: true }, { status: 202 });
  fireEvent.click(screen.getByRole("button", { name: "Poll now" }));
  await waitFor(() => assert.equal(screen.getByRole("alert").textContent, ""));
});

islandTest(
  "RunNow - who may not run gets no button, and a process that only serves pages says so",
  async () => {
    render(<RunNow seed={seed} mayRun={false} />);
    assert.equal(screen.queryByRole("button"), null);
    page.send("reset", { id: "life-9", snapshot: { ...SNAPSHOT, next_run: null } });
    await waitFor(() => assert.match(document.body.textContent, /serves pages; another one polls/));
  },
);

islandTest("LiveBar - says what the exchange does", async () => {
  render(<LiveBar seed={seed} />);
  const closed = { ...OPEN, is_open: false, session: null };
  const cases: { market: object; expected: RegExp }[] = [
    { market: OPEN, expected: /Market open until 16:00/ },
    { market: { ...OPEN, next_close: null }, expected: /Market open(?! until)/ },
    { market: { ...closed, session: "pre-market" }, expected: /Pre-market, opens 09:30/ },
    { market: { ...closed, session: "post-market" }, expected: /After hours/ },
    { market: closed, expected: /Market closed(?!:)/ },
    { market: { ...closed, holiday: "Christmas" }, expected: /Market closed: Christmas/ },
  ];
  for (const { market, expected } of cases) {
    page.send("quote", { quotes: [], market });
    await waitFor(() => assert.match(document.body.textContent, expected));
  }
});

islandTest(
  "LiveBar - counts down to the next poll, by the server's clock, and tells of one under way",
  async () => {
    render(<LiveBar seed={seed} />);
    assert.match(document.body.textContent, /Next poll in 04:00/);
    page.now += 61_000;
    page.tick();
    await waitFor(() => assert.match(document.body.textContent, /Next poll in 02:59/));
    page.send("ingest_progress", PROGRESS);
    await waitFor(() => assert.match(document.body.textContent, /Polling 3 of 80/));
  },
);

islandTest(
  "LiveBar - says that it reconnects while the server is away, and what was missed is shown afterwards",
  async () => {
    render(<LiveBar seed={seed} />);
    const status = within(screen.getByRole("status"));
    page.break();
    await waitFor(() => assert.ok(status.getByText(/Reconnecting/)));
    page.open();
    await waitFor(() => assert.equal(status.queryByText(/Reconnecting/), null));
    page.send("reset", { id: "other-3", snapshot: { ...SNAPSHOT, next_run: at(9) } });
    await waitFor(() => assert.match(document.body.textContent, /Next poll in 09:00/));
  },
);
