import assert from "node:assert/strict";
import { Metrics } from "./metrics.ts";

Deno.test("Metrics - renders counters, gauges and histograms in the Prometheus text format", () => {
  const metrics = new Metrics();
  const runs = metrics.counter("quarterhour_runs_total", "Runs by how they ended.", ["status"]);
  runs.inc(1, { status: "complete" });
  runs.inc(2, { status: "partial" });
  metrics.counter("quarterhour_idle_total", "Not yet counted.");
  metrics.gauge("quarterhour_redis_connected", "1 while Redis answers.").set(1);
  const duration = metrics.histogram("quarterhour_run_duration_seconds", "Duration of a run.", ["trigger"], [
    1,
    5,
  ]);
  for (const seconds of [0.5, 1, 3, 60, NaN]) duration.observe(seconds, { trigger: "schedule" });
  assert.equal(
    metrics.render(),
    `# HELP quarterhour_metrics_unreadable_total Times a metric was left out of an answer because it could not be read.
# TYPE quarterhour_metrics_unreadable_total counter
# HELP quarterhour_runs_total Runs by how they ended.
# TYPE quarterhour_runs_total counter
quarterhour_runs_total{status="complete"} 1
quarterhour_runs_total{status="partial"} 2
# HELP quarterhour_idle_total Not yet counted.
# TYPE quarterhour_idle_total counter
quarterhour_idle_total 0
# HELP quarterhour_redis_connected 1 while Redis answers.
# TYPE quarterhour_redis_connected gauge
quarterhour_redis_connected 1
# HELP quarterhour_run_duration_seconds Duration of a run.
# TYPE quarterhour_run_duration_seconds histogram
quarterhour_run_duration_seconds_bucket{trigger="schedule",le="1"} 2
quarterhour_run_duration_seconds_bucket{trigger="schedule",le="5"} 3
quarterhour_run_duration_seconds_bucket{trigger="schedule",le="+Inf"} 4
quarterhour_run_duration_seconds_sum{trigger="schedule"} 64.5
quarterhour_run_duration_seconds_count{trigger="schedule"} 4
`,
  );
});

Deno.test("Metrics - escapes help and label values, and writes what is not finite", () => {
  const metrics = new Metrics();
  const gauge = metrics.gauge("a", "back\\slash\nand line", ["path"]);
  gauge.set(Infinity, { path: 'C:\\"x"\n' });
  gauge.set(-Infinity, { path: "-" });
  gauge.set(NaN, { path: "\ud800" });
  const text = metrics.render();
  assert.ok(text.includes("# HELP a back\\\\slash\\nand line\n"), text);
  assert.ok(text.includes('a{path="C:\\\\\\"x\\"\\n"} +Inf\n'), text);
  assert.ok(text.includes('a{path="-"} -Inf\n'), text);
  assert.ok(text.includes('a{path="\ufffd"} NaN\n'), text);
});

Deno.test("Metrics - reads collected values at render, each time anew", () => {
  const metrics = new Metrics();
  let files = [{ value: 3, labels: { dataset: "earnings" } }];
  metrics.gauge("files", "Files.", ["dataset"], () => files);
  metrics.counter("sent_total", "Sent.", [], () => 7);
  assert.match(metrics.render(), /files\{dataset="earnings"\} 3\n/);
  assert.match(metrics.render(), /sent_total 7\n/);
  files = [];
  assert.doesNotMatch(metrics.render(), /files\{/);
});

Deno.test("Metrics - leaves out and counts a metric that cannot be read", () => {
  const metrics = new Metrics();
  metrics.gauge("broken", "Broken.", [], () => {
    throw new Error("no");
  });
  metrics.gauge("whole", "Whole.").set(1);
  assert.doesNotMatch(metrics.render(), /broken/);
  const text = metrics.render();
  assert.match(text, /quarterhour_metrics_unreadable_total\{metric="broken"\} 1\n/);
  assert.match(text, /whole 1\n/);
});

const MISUSES: readonly [string, (metrics: Metrics) => void][] = [
  ["a malformed name", (metrics) => metrics.gauge("a-b", "")],
  ["a name twice", (metrics) => (metrics.gauge("a", ""), metrics.counter("a", ""))],
  ["a reserved label", (metrics) => metrics.histogram("a", "", ["le"])],
  ["buckets that do not ascend", (metrics) => metrics.histogram("a", "", [], [2, 1])],
  ["a counter that falls", (metrics) => metrics.counter("a", "").inc(-1)],
  ["a label that was not declared", (metrics) => metrics.counter("a", "").inc(1, { b: "c" })],
  ["a label that is missing", (metrics) => metrics.gauge("a", "", ["b"]).set(1)],
];

for (const [misuse, run] of MISUSES) {
  Deno.test(`Metrics - refuses ${misuse}`, () => {
    assert.throws(() => run(new Metrics()), /^(Range|Type)Error: Cannot /);
  });
}
