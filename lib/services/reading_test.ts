import assert from "node:assert/strict";
import ICAL from "ical.js";
import type { DatasetName, Row } from "@/lib/datasets/dataset.ts";
import { DATASETS } from "@/lib/datasets/mod.ts";
import { stampOf } from "@/lib/store/stamp.ts";
import { assembled, SLOT, statusThrown, Volume } from "./_testing.ts";
import { calendarFile } from "./calendar_file.ts";
import { calendarNotes } from "./calendar_notes.ts";
import { calendarFilter, calendarView } from "./calendar_view.ts";
import { newsPage, newsView } from "./news_view.ts";
import { knownNow } from "./past.ts";
import type { Services } from "./services.ts";

/** Rows with all columns of their dataset. */
async function commit(services: Services, name: DatasetName, rows: readonly Row[]): Promise<void> {
  const columns = DATASETS.find((dataset) => dataset.name === name)?.columns ?? [];
  const empty = Object.fromEntries(columns.map((column) => [column.name, null]));
  const fetched = new Date(SLOT).toISOString();
  const full = rows.map((row) => ({
    ...empty,
    source: "finnhub:/x",
    as_of: fetched,
    fetched_at: fetched,
    ...row,
  }));
  await services.store.commit(name, stampOf(SLOT), full);
}

const query = (text: string) => new URLSearchParams(text);
const at = (minutes: number) => new Date(SLOT - minutes * 60_000).toISOString();
const FILTER = { kinds: [], symbols: [] };

Deno.test("News - the market's and every company's stories are one river; what is asked for narrows it down", async () => {
  await using volume = new Volume();
  await using assembly = await assembled(volume);
  const { services } = assembly;
  const article = (id: number, headline: string, minutes: number, more: Row = {}) => ({
    id,
    headline,
    publisher: "Wire",
    url: `https://example.com/${id}`,
    published_at: at(minutes),
    ...more,
  });
  await commit(services, "company_profiles", [{ symbol: "AAPL", name: "Apple Inc" }]);
  await commit(services, "company_news", [
    article(1, "Apple beats estimates", 10, { symbol: "AAPL" }),
    article(2, "Apple beats estimates", 12, { symbol: "MSFT" }),
    article(3, "Microsoft cuts guidance", 20, { symbol: "MSFT", publisher: "Desk" }),
    // Of a symbol that is on the watchlist no more.
    article(4, "IBM holds a meeting", 30, { symbol: "IBM" }),
  ]);
  await commit(services, "market_news", [article(5, "Stocks soar", 15)]);
  const known = knownNow(services);
  const view = newsView(known, query(""));
  assert.deepEqual(view.items.map(({ id, symbols, tone }) => [id, symbols.join(), tone]), [
    ["1", "AAPL,MSFT", "good"],
    // Good for whom, nobody says.
    ["5", "", null],
    ["3", "MSFT", "bad"],
    ["4", "IBM", "neutral"],
  ]);
  const ids = (text: string) => newsView(known, query(text)).items.map(({ id }) => id).join(" ");
  assert.equal(ids("symbol=msft"), "2 3", "of one company alone the address is its own");
  assert.equal(ids("symbol=AAPL,IBM"), "1 4");
  assert.equal(ids("symbol=AAPL&symbol=IBM"), "1 4");
  assert.equal(ids("source=Desk"), "3");
  assert.equal(ids("q=stocks"), "5");
  assert.equal(ids("symbol=&q="), "1 5 3 4", "an empty form asks for all");
  assert.equal(newsView(known, query("limit=2")).older, at(15));
  assert.equal(ids(`limit=2&before=${at(15)}`), "3 4");
  assert.equal(statusThrown(() => newsView(known, query("symbol=<x>"))), 400);
  assert.equal(statusThrown(() => newsView(known, query("before=yesterday"))), 400);
  const page = newsPage(known, query("symbol=MSFT"));
  assert.deepEqual(page.newest, ["2", "3"]);
  assert.deepEqual(page.facets.publishers, [{ name: "Desk", count: 1 }, { name: "Wire", count: 1 }]);
});

Deno.test("Calendar - a month of the watchlist's days, IPOs and market days, also as a file; what is missing is told", async () => {
  await using volume = new Volume();
  await using assembly = await assembled(volume);
  const { services } = assembly;
  await commit(services, "earnings", [
    {
      symbol: "AAPL",
      year: 2026,
      quarter: 3,
      report_date: "2026-07-30",
      report_hour: "amc",
      eps_estimate: 1.4,
    },
    { symbol: "IBM", year: 2026, quarter: 2, report_date: "2026-07-22" },
  ]);
  await commit(services, "ipo_calendar", [{ date: "2026-07-09", name: "Amber, Inc.", status: "expected" }]);
  const known = knownNow(services);
  const days = (text: string) =>
    calendarView(services, known, query(text)).events.map(({ kind, date, symbol }) =>
      `${date} ${kind} ${symbol}`.trim()
    );
  // The present month, in which Independence Day is a Saturday's.
  assert.deepEqual(days(""), ["2026-07-03 holiday", "2026-07-09 ipo", "2026-07-30 earnings AAPL"]);
  assert.deepEqual(days("kind=earnings"), ["2026-07-30 earnings AAPL"]);
  assert.deepEqual(days("kind=ipo,holiday"), ["2026-07-03 holiday", "2026-07-09 ipo"]);
  // Who names a symbol means it, watched or not.
  assert.deepEqual(days("symbol=ibm"), ["2026-07-22 earnings IBM"]);
  assert.deepEqual(days("month=2026-08"), []);
  assert.deepEqual(days("month=&kind=&symbol="), days(""));
  for (const bad of ["month=2026-13", "month=July", "kind=party", "symbol=<x>"]) {
    assert.equal(statusThrown(() => calendarView(services, known, query(bad))), 400, bad);
  }
  assert.deepEqual(calendarNotes(services, known, calendarFilter(query("kind=ipo,holiday"))), []);
  assert.match(calendarNotes(services, known, FILTER).join("\n"), /^Dividends: Nothing yet/);

  const file = calendarFile(services, known, FILTER);
  const events = new ICAL.Component(ICAL.parse(file)).getAllSubcomponents("vevent")
    .map((component) => new ICAL.Event(component));
  const own = events.filter(({ uid }) => !uid.startsWith("exchange-"));
  assert.deepEqual(own.map(({ uid, startDate }) => `${uid} ${startDate}`), [
    "ipo-amber-inc@quarterhour 2026-07-09",
    "earnings-AAPL-2026-3@quarterhour 2026-07-30",
  ]);
  assert.equal(new Set(events.map(({ uid }) => uid)).size, events.length);
  const dates = events.map(({ startDate }) => startDate.toString().slice(0, 10));
  assert.ok(dates.every((date) => date >= "2026-03-31" && date <= "2027-12-31"), dates.join(" "));
  assert.equal(calendarFile(services, known, FILTER), file, "nothing of it moves by itself");
});
