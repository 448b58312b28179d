import assert from "node:assert/strict";
import { iso, NOW, OPEN } from "@/lib/market/_testing.ts";
import { openTestPage } from "./_dom.ts";

// The order matters: islands ask at once whether they are in a browser.
const page = openTestPage(NOW);
const { cleanup, fireEvent, render, screen, waitFor } = await import("@testing-library/preact");
const { default: NewHeadlines } = await import("@/islands/NewHeadlines.tsx");

const SNAPSHOT = {
  at: iso(NOW),
  demo: false,
  market: OPEN,
  quotes: [],
  progress: null,
  last_run: null,
  next_run: null,
  troubles: [],
};
const seed = { id: "life-0", snapshot: SNAPSHOT };
const story = (id: string) => ({
  id,
  headline: `Headline ${id}`,
  url: "https://example.com/",
  publisher: "Wire",
  published_at: iso(NOW),
  time: iso(NOW),
  summary: "",
  symbols: ["AAPL"],
  score: 0.7,
  tone: "good" as const,
});
const answer = (...ids: string[]) =>
  page.answer = () => Response.json({ items: ids.map(story), total: 9, older: null });
const runEnds = () =>
  page.send("data_ingested", { checked: {}, market: OPEN, run: { run_id: "r", status: "complete" } });
const shown = () =>
  screen.queryAllByRole("link", { name: /^Headline/ }).map(({ textContent }) => textContent);

Deno.test("New headlines - are told of after a run, and shown only when the reader wants them", async () => {
  answer("2", "1");
  render(<NewHeadlines seed={seed} address="/api/news?symbol=AAPL" known={["2", "1"]} newest={null} />);
  runEnds();
  await waitFor(() => assert.deepEqual(page.requests.slice(-1), ["GET /api/news?symbol=AAPL"]));
  assert.equal(screen.queryByRole("button"), null, "nothing is new");
  answer("5", "4", "3", "2");
  runEnds();
  const button = await screen.findByRole("button", { name: "3 new headlines" });
  assert.equal(screen.getByRole("status").textContent, "3 new headlines");
  assert.deepEqual(shown(), []);
  fireEvent.click(button);
  await waitFor(() => assert.deepEqual(shown(), ["Headline 5", "Headline 4", "Headline 3"]));
  assert.equal(screen.queryByRole("button"), null);
  await waitFor(() =>
    assert.equal(document.activeElement, screen.getByRole("heading", { name: /^New since/ }))
  );
  // What comes later waits again, and what is read stays.
  answer("6", "5", "4", "3");
  runEnds();
  await screen.findByRole("button", { name: "1 new headline" });
  assert.deepEqual(shown(), ["Headline 5", "Headline 4", "Headline 3"]);
  assert.match(document.body.textContent ?? "", /\+0\.70 good our score/);
  cleanup();
});

Deno.test("New headlines - on a page of older ones they are a link to the newest", async () => {
  render(<NewHeadlines seed={seed} address="/api/news" known={["1"]} newest="/news?q=oil" />);
  answer("2", "1");
  runEnds();
  const link = await screen.findByRole("link", { name: "1 new headline" });
  assert.equal(link.getAttribute("href"), "/news?q=oil");
  cleanup();
});
