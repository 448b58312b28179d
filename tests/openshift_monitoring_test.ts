import assert from "node:assert/strict";
import { ALERT_CASES } from "./openshift/_alert_cases.ts";
import { ofKind } from "./openshift/_manifests.ts";
import { build } from "./openshift/_kustomize.ts";
import { copyOpenshift, run } from "./openshift/_render.ts";
import { ROOT, startServer } from "./_server.ts";

const { groups, dashboard } = await readComponent();
const ALERTS = groups.flatMap(({ rules = [] }) => rules);

async function readComponent() {
  await using copy = await copyOpenshift();
  const manifests = await build(`${copy.path}/${await copy.compose("monitoring")}`);
  const [rules] = ofKind(manifests, "PrometheusRule");
  const map = ofKind(manifests, "ConfigMap").find(({ metadata }) =>
    metadata?.name === "quarterhour-dashboard"
  );
  return { groups: rules?.spec.groups ?? [], dashboard: map?.data?.["quarterhour.json"] ?? "{}" };
}

/** A folder with the rules as Prometheus itself reads them, and this file beside them. */
async function withRules(file: string, content: unknown) {
  const folder = await Deno.makeTempDir({ prefix: "quarterhour-rules-" });
  await Deno.writeTextFile(`${folder}/rules.json`, JSON.stringify({ groups }));
  await Deno.writeTextFile(
    `${folder}/${file}`,
    typeof content === "string" ? content : JSON.stringify(content),
  );
  return { folder, [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }) };
}

Deno.test("Monitoring - promtool accepts the rules", async () => {
  await using rules = await withRules("empty", "");
  const { success, stdout, stderr } = await run("promtool", "check", "rules", `${rules.folder}/rules.json`);
  assert.ok(success, stdout + stderr);
});

Deno.test("Monitoring - every alert keeps quiet when all is well, and fires when it should", async () => {
  const tested = [...new Set(ALERT_CASES.map(({ alert }) => alert))];
  assert.deepEqual(tested.sort(), ALERTS.map(({ alert }) => alert).sort());
  const tests = ALERT_CASES.flatMap(({ alert, step = "1m", series, quietAt, firesAt, neverWith }) => {
    const input = (all: Readonly<Record<string, string>>) =>
      Object.entries(all).map(([series, values]) => ({ series, values }));
    const firing = (eval_time: string, fires: boolean) => ({
      expr: `count(ALERTS{alertname="${alert}", alertstate="firing"})`,
      eval_time,
      exp_samples: fires ? [{ labels: "{}", value: 1 }] : [],
    });
    return [
      {
        interval: step,
        input_series: input(series),
        promql_expr_test: [firing(quietAt, false), firing(firesAt, true)],
      },
      ...neverWith === undefined
        ? []
        : [{ interval: step, input_series: input(neverWith), promql_expr_test: [firing(firesAt, false)] }],
    ];
  });
  await using rules = await withRules("test.json", {
    rule_files: ["rules.json"],
    evaluation_interval: "1m",
    tests,
  });
  const { success, stdout, stderr } = await run("promtool", "test", "rules", `${rules.folder}/test.json`);
  assert.ok(success, stdout + stderr);
});

Deno.test("Monitoring - every alert has a severity, words, and a runbook with its name", async () => {
  const runbooks = await Array.fromAsync(Deno.readDir(`${ROOT}/openshift/runbooks`));
  const names = runbooks.map(({ name }) => name).filter((name) => name.startsWith("Quarterhour")).sort();
  assert.deepEqual(names, ALERTS.map(({ alert }) => `${alert}.md`).sort());
  for (const { alert, labels, annotations } of ALERTS) {
    assert.match(labels?.severity ?? "", /^(critical|warning)$/, alert);
    assert.deepEqual(Object.keys(annotations ?? {}).sort(), ["description", "runbook", "summary"], alert);
    // A path in this repository, and called so: a link that leads nowhere helps nobody.
    assert.equal(annotations?.runbook, `openshift/runbooks/${alert}.md`);
    const runbook = await Deno.readTextFile(`${ROOT}/${annotations?.runbook}`);
    const headings = [...runbook.matchAll(/^#+ (.*)$/gm)].map(([, words]) => words);
    assert.deepEqual(headings, [alert, "Symptom", "Cause", "Look at", "Do"], alert);
  }
});

Deno.test("Monitoring - alerts and dashboard ask for what the program's /metrics really has", async () => {
  await using server = await startServer();
  const text = await (await fetch(`${server.url}/metrics`)).text();
  const known = new Set([...text.matchAll(/^# TYPE (\w+) /gm)].map(([, name]) => name));
  const board = JSON.parse(dashboard);
  const expressions: Record<string, string[]> = {
    alerts: ALERTS.map(({ expr }) => String(expr)),
    dashboard: board.panels.flatMap((panel: { targets: { expr: string }[] }) =>
      panel.targets.map(({ expr }) => expr)
    ),
    variables: board.templating.list.map(({ query }: { query: string }) => query),
    runbooks: [await allRunbooks()],
    cases: ALERT_CASES.flatMap(({ series }) => Object.keys(series)),
  };
  for (const [where, texts] of Object.entries(expressions)) {
    const used = texts.flatMap((each) => each.match(/\bquarterhour_\w+/g) ?? []);
    assert.ok(used.length > 0, where);
    assert.deepEqual(used.filter((name) => !known.has(name)), [], where);
  }
  // The labels' values too.
  for (const expr of Object.values(expressions).flat()) {
    for (const [, name = "", values = ""] of expr.matchAll(/\b(status|verdict|outcome)=~?"([\w|]+)"/g)) {
      for (const value of values.split("|")) {
        assert.ok(text.includes(`${name}="${value}"`), `${name}="${value}" in ${expr}`);
      }
    }
  }
  const check = new Deno.Command("promtool", { args: ["check", "metrics"], stdin: "piped", stderr: "piped" })
    .spawn();
  const writer = check.stdin.getWriter();
  await writer.write(new TextEncoder().encode(text));
  await writer.close();
  const { success, stderr } = await check.output();
  assert.ok(success, new TextDecoder().decode(stderr));
});

Deno.test("Monitoring - the dashboard's panels have titles, explanations and places of their own", () => {
  const { panels, uid } = JSON.parse(dashboard);
  assert.equal(uid, "quarterhour");
  const taken = new Set<string>();
  for (const { title, description, gridPos: { x, y, w, h } } of panels) {
    assert.ok(title !== "" && description !== "" && x + w <= 24, title);
    for (let column = x; column < x + w; column++) {
      for (let row = y; row < y + h; row++) {
        assert.ok(!taken.has(`${column},${row}`), `${title} covers another panel`);
        taken.add(`${column},${row}`);
      }
    }
  }
});

async function allRunbooks(): Promise<string> {
  const folder = `${ROOT}/openshift/runbooks`;
  const entries = await Array.fromAsync(Deno.readDir(folder));
  return (await Promise.all(entries.map(({ name }) => Deno.readTextFile(`${folder}/${name}`)))).join("\n");
}
