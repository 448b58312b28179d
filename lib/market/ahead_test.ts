import assert from "node:assert/strict";
import type { Row } from "@/lib/datasets/dataset.ts";
import { aheadOf } from "./ahead.ts";

const TODAY = "2026-07-01";
const report = (symbol: string, date: string | null, more: Row = {}): Row => ({
  symbol,
  year: 2026,
  quarter: 3,
  report_date: date,
  report_hour: null,
  eps_estimate: null,
  ...more,
});
const offer = (name: string, date: string, more: Row = {}): Row => ({
  name,
  date,
  symbol: null,
  status: "expected",
  price: null,
  ...more,
});

Deno.test("aheadOf - what is expected from today on, soonest first, one's own earnings before a stranger's offer", () => {
  const ahead = aheadOf(
    [report("MSFT", "2026-07-09"), report("AAPL", TODAY), report("TSLA", "2026-06-30"), report("META", null)],
    [
      offer("New Co", TODAY),
      offer("Old Co", "2026-06-01"),
      offer("Gone Co", "2026-07-02", { status: "withdrawn" }),
    ],
    TODAY,
    10,
  );
  assert.deepEqual(ahead.map(({ date, kind, title }) => `${date} ${kind} ${title}`), [
    "2026-07-01 earnings Q3 2026 earnings",
    "2026-07-01 ipo New Co",
    "2026-07-09 earnings Q3 2026 earnings",
  ]);
});

Deno.test("aheadOf - says in words what is known, and nothing of what is not", () => {
  const [full, bare] = aheadOf(
    [
      report("A", TODAY, { report_hour: "amc", eps_estimate: 1.5 }),
      report("B", TODAY, { report_hour: "xyz" }),
    ],
    [],
    TODAY,
    10,
  );
  assert.equal(full?.detail, "after the close, EPS 1.50 expected");
  assert.equal(bare?.detail, "");
  const [priced] = aheadOf([], [offer("New Co", TODAY, { symbol: "NEW", price: "10.00-12.00" })], TODAY, 10);
  assert.deepEqual([priced?.symbol, priced?.detail], ["NEW", "expected at 10.00-12.00"]);
});

Deno.test("aheadOf - a calendar full of strangers' offers does not push one's own earnings out", () => {
  const offers = Array.from({ length: 50 }, (_, i) => offer(`Co ${i}`, TODAY));
  const reports = ["A", "B", "C", "D"].map((symbol) => report(symbol, "2026-07-30"));
  const ahead = aheadOf(reports, offers, TODAY, 6);
  assert.equal(ahead.length, 6);
  assert.ok(ahead.filter(({ kind }) => kind === "earnings").length >= 3);
});

Deno.test("aheadOf - an offer that was expected and then priced is one, and a withdrawn one is none", () => {
  const at = (hour: number) => ({ fetched_at: `2026-07-01T${hour}:00:00.000Z` });
  const rows = [
    offer("New Co", TODAY, { ...at(10), price: "10.00-12.00" }),
    offer("New Co", TODAY, { ...at(12), status: "priced", price: "11.00" }),
    offer("Gone Co", TODAY, at(10)),
    offer("Gone Co", TODAY, { ...at(12), status: "withdrawn" }),
  ];
  assert.deepEqual(aheadOf([], rows, TODAY, 10).map(({ title, detail }) => `${title}: ${detail}`), [
    "New Co: priced at 11.00",
  ]);
});
