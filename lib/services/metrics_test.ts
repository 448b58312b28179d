import assert from "node:assert/strict";
import { FAILURE_KINDS } from "@/lib/finnhub/answer.ts";
import { record } from "@/lib/ingest/_testing.ts";
import { assembled, quoteRow, SLOT, Volume } from "./_testing.ts";

const NAME = /^quarterhour_[a-z][a-z0-9_]*$/;
const LABELS = /^[a-z][a-z0-9_]*="(?:[^"\\\n]|\\["\\n])*"(?:,[a-z][a-z0-9_]*="(?:[^"\\\n]|\\["\\n])*")*$/;
const VALUE = /^(?:[+-]?Inf|NaN|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/;

interface Family {
  readonly type: string;
  readonly samples: Map<string, number>;
}

/** Reads the text format and holds it against the rules that `promtool check metrics` has. */
function readExposition(text: string): Map<string, Family> {
  assert.ok(text.endsWith("\n") && !text.includes("\r"));
  const families = new Map<string, Family>();
  let name = "";
  let helped = "";
  for (const line of text.slice(0, -1).split("\n")) {
    const help = /^# HELP (\S+) (.+)$/.exec(line);
    const type = /^# TYPE (\S+) (counter|gauge|histogram)$/.exec(line);
    if (help !== null) {
      helped = help[1] ?? "";
      assert.match(helped, NAME);
      assert.ok(!families.has(helped), `${helped} is described twice`);
      assert.match(help[2] ?? "", /\.$/, "a sentence");
    } else if (type !== null) {
      name = type[1] ?? "";
      assert.equal(name, helped, "the type follows the help");
      families.set(name, { type: type[2] ?? "", samples: new Map() });
      assert.equal(
        name.endsWith("_total"),
        type[2] === "counter",
        `${name}: counters, and they alone, end in _total`,
      );
      assert.doesNotMatch(name, /_(ms|milliseconds|minutes|kilobytes|percent)(_|$)/, "base units");
    } else {
      const sample = /^([a-z0-9_]+)(?:\{(.*)\})? (\S+)$/.exec(line);
      assert.ok(sample, `not a sample: ${line}`);
      const [, of, labels = "", value = ""] = sample;
      assert.equal(of, name, "samples follow their family's head");
      if (labels !== "") assert.match(labels, LABELS);
      assert.match(value, VALUE);
      const samples = families.get(name)?.samples;
      assert.ok(samples && !samples.has(labels), `${name}{${labels}} comes twice`);
      samples.set(labels, Number(value.replace("Inf", "Infinity")));
    }
  }
  return families;
}

Deno.test("/metrics - is well-formed before there is any data, and nothing in it is no number", async () => {
  await using volume = new Volume();
  await using parts = await assembled(volume);
  const families = readExposition(parts.services.metrics.render());
  assert.ok(families.size > 20);
  for (const [name, { samples }] of families) {
    for (const [labels, value] of samples) {
      assert.ok(Number.isFinite(value), `${name}{${labels}} is ${value}`);
    }
  }
  assert.equal(families.get("quarterhour_metrics_unreadable_total")?.samples.size, 0);
});

Deno.test("/metrics - tells runs, datasets, quotes and their verdicts as they are", async () => {
  await using volume = new Volume();
  let time = SLOT;
  await using parts = await assembled(volume, {}, () => time);
  const { store, checked, metrics } = parts.services;
  await store.commit("stock_quotes", "20260701_140000", [quoteRow("AAPL", SLOT, 300)]);
  await store.runs.append([
    record(SLOT - 900_000, "missed"),
    record(SLOT, "complete"),
    record(SLOT, "complete"),
  ]);
  checked.mark("stock_quotes", "AAPL", SLOT);
  time += 90_000;
  const families = readExposition(metrics.render());
  const value = (name: string, labels = "") => families.get(`quarterhour_${name}`)?.samples.get(labels);
  assert.equal(value("runs_total", 'status="complete"'), 2);
  assert.equal(value("runs_total", 'status="missed"'), 1);
  assert.equal(value("runs_total", 'status="failed"'), 0);
  assert.equal(value("last_run_end_time_seconds"), SLOT / 1_000);
  assert.equal(value("dataset_rows", 'dataset="stock_quotes"'), 1);
  assert.equal(value("dataset_checked_time_seconds", 'dataset="stock_quotes"'), SLOT / 1_000);
  assert.equal(value("dataset_checked_time_seconds", 'dataset="earnings"'), undefined);
  assert.equal(value("quote_age_seconds", 'symbol="AAPL"'), 90);
  assert.equal(value("quote_age_seconds", 'symbol="MSFT"'), undefined);
  assert.equal(value("quote_verdicts", 'verdict="live"'), 1);
  assert.equal(value("quote_verdicts", 'verdict="never_seen"'), 1);
  assert.equal(value("market_open"), 1);
  assert.equal(value("files"), 1);
  assert.equal(value("build_info", `version="${parts.services.version}",role="all"`), 1);
  assert.equal(families.get("quarterhour_redis_connected")?.samples.size, 0);
  assert.equal(families.get("quarterhour_trades_connected")?.samples.size, 0);
});

Deno.test("/metrics - makes the watchlist once an answer, and anew for the next", async () => {
  await using volume = new Volume();
  await using parts = await assembled(volume);
  const { market, metrics, store } = parts.services;
  const quotes = market.quotes.bind(market);
  let made = 0;
  market.quotes = () => {
    made++;
    return quotes();
  };
  metrics.render();
  assert.equal(made, 1);
  await store.commit("stock_quotes", "20260701_140000", [quoteRow("AAPL", SLOT, 300)]);
  assert.match(metrics.render(), /quarterhour_quote_age_seconds\{symbol="AAPL"\} 0\n/);
  assert.equal(made, 2);
});

Deno.test("/metrics - every outcome of a call is there from the start, at 0, so that its first one has grown", async () => {
  await using volume = new Volume();
  await using parts = await assembled(volume);
  const samples = readExposition(parts.services.metrics.render())
    .get("quarterhour_finnhub_outcomes_total")?.samples;
  assert.deepEqual(
    [...samples ?? []],
    ["ok", ...FAILURE_KINDS].map((outcome) => [`outcome="${outcome}"`, 0]),
  );
});
