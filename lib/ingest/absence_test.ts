import assert from "node:assert/strict";
import { DATASETS } from "@/lib/datasets/mod.ts";
import { QUARTER_MS, SLOT, startProcess, startProvider, Volume } from "./_testing.ts";

const HOUR = 3_600_000;

Deno.test("Ingest - real datasets, client and simulator: away for three hours", async (t) => {
  await using volume = new Volume();
  let time = SLOT + 500;
  await using provider = await startProvider(() => time);
  const before = await startProcess(volume.dir, provider.options);
  await before.ingest.runSlot(SLOT, "schedule");
  const asked = provider.simulator.requests.length;
  // Seven minutes after the thirteenth slot.
  const slot = SLOT + 13 * QUARTER_MS;
  time = slot + 7 * 60_000;
  const after = await startProcess(volume.dir, provider.options);
  await after.ingest.runSlot(slot, "startup");
  const { store } = after;

  await t.step(
    "the twelve slots between are on record as missed, and the one that is made up for is late",
    () => {
      const runs = store.runs.all();
      assert.deepEqual(runs.map(({ status }) => status), [
        "complete",
        ...Array(12).fill("missed"),
        "complete",
      ]);
      const last = runs.at(-1);
      assert.equal(Date.parse(last?.started_at ?? "") - Date.parse(last?.slot ?? ""), 7 * 60_000);
    },
  );

  await t.step("news and calendars are asked for again, in windows that reach back to before", () => {
    const calls = provider.simulator.requests.slice(asked);
    const lagging = DATASETS.filter(({ lags }) => lags).map(({ name }) => name);
    assert.deepEqual(lagging, [
      "market_news",
      "company_news",
      "earnings",
      "ipo_calendar",
      "social_sentiment",
    ]);
    const paths = new Set(calls.map(({ path }) => path));
    for (const path of ["/news", "/company-news", "/calendar/earnings", "/calendar/ipo", "/stock/earnings"]) {
      assert.ok(paths.has(path), path);
    }
    const froms = calls.map(({ params }) => params["from"]).filter((from) => from !== undefined);
    assert.ok(froms.length >= 5);
    for (const from of froms) assert.ok(Date.parse(from) < SLOT, from);
    // What changes once a day was asked before, and does not lag.
    assert.ok(!paths.has("/stock/profile2") && !paths.has("/stock/financials-reported"));
  });

  await t.step("nothing is invented: no quote and no bar of the time between", () => {
    const inside = (at: number) => at > SLOT + QUARTER_MS && at < slot - QUARTER_MS;
    for (const { name } of DATASETS) {
      for (const row of store.ledger(name).rows()) {
        assert.ok(!inside(Date.parse(String(row["fetched_at"]))), `${name} ${JSON.stringify(row)}`);
      }
    }
    for (const row of store.ledger("stock_quotes").rows()) {
      assert.ok(!inside(Date.parse(String(row["as_of"]))), JSON.stringify(row));
    }
    const bars = store.ledger("stock_historical").rows().filter((row) =>
      row["interval"] === "15m" && inside(Date.parse(String(row["time"])))
    );
    assert.deepEqual(bars, []);
    const today = store.ledger("stock_historical").rows("AAPL").find((row) => row["interval"] === "1d");
    assert.equal(today?.["samples"], 2, "the daily bar says how little it is made of");
    assert.ok(Number(today?.["expected"]) > 20);
  });

  await t.step("the next slot is a slot like any other", async () => {
    const made = provider.simulator.requests.length;
    time = slot + QUARTER_MS + 500;
    await after.ingest.runSlot(slot + QUARTER_MS, "schedule");
    const paths = new Set(provider.simulator.requests.slice(made).map(({ path }) => path));
    assert.ok(!paths.has("/calendar/ipo") && !paths.has("/calendar/earnings"), [...paths].join(" "));
    assert.equal(store.runs.all().filter(({ status }) => status === "missed").length, 12);
  });
  assert.ok(slot - SLOT > 3 * HOUR);
});
