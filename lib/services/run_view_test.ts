import assert from "node:assert/strict";
import { rememberErrors } from "@/lib/ingest/run_errors.ts";
import { record } from "@/lib/ingest/_testing.ts";
import { assembled, QUARTER_MS, quoteRow, SLOT, statusThrown, Volume } from "./_testing.ts";
import { fileResponse } from "./file_response.ts";
import { runView } from "./run_view.ts";

const NONE = new URLSearchParams();

Deno.test("runView - a run's files, what failed and what was kept aside, and its neighbours", async () => {
  await using volume = new Volume();
  await using parts = await assembled(volume);
  const { store } = parts.services;
  await store.commit("stock_quotes", "20260701_140000", [quoteRow("AAPL", SLOT, 300)]);
  const first = { ...record(SLOT - QUARTER_MS, "complete"), files: "" };
  const files = "company_profiles_20260630_140000.csv stock_quotes_20260701_140000.csv";
  const run = { ...record(SLOT, "partial"), errors: 1, files };
  await store.runs.append([first, run]);
  const error = { dataset: "earnings", symbol: "MSFT", kind: "timeout", message: "No answer" } as const;
  await rememberErrors(store, run.run_id, [error]);
  await store.quarantine.append(
    [{ dataset: "stock_quotes", symbol: "MSFT", reason: "zeros", raw: "{}" }],
    run.run_id,
  );
  const view = runView(parts.services, run.run_id, NONE);
  assert.deepEqual(view.files.map(({ path, written, rows }) => [path, written, rows]), [
    ["stock_quotes_20260701_140000.csv", true, 1],
    ["company_profiles_20260630_140000.csv", false, null],
  ]);
  assert.deepEqual(view.errors, [error]);
  assert.deepEqual(view.quarantine.map(({ symbol, reason }) => [symbol, reason]), [["MSFT", "zeros"]]);
  assert.deepEqual([view.previous, view.next], [first.run_id, null]);
  assert.deepEqual(runView(parts.services, "last", NONE), view);
  assert.deepEqual(runView(parts.services, first.run_id, NONE).errors, []);
  for (const id of ["", "nosuch", "__proto__", "20260701_140000-9"]) {
    assert.equal(statusThrown(() => runView(parts.services, id, NONE)), 404, id);
  }
});

Deno.test("fileResponse - of the past: the records as they were then, and no file that held nothing yet", async () => {
  await using volume = new Volume();
  await using parts = await assembled(volume);
  const { store } = parts.services;
  const later = SLOT + 900_000;
  await store.commit("stock_quotes", "20260701_140000", [quoteRow("AAPL", SLOT, 300)]);
  await store.commit("stock_quotes", "20260701_141500", [quoteRow("AAPL", later, 301)]);
  await store.runs.append([record(SLOT, "complete"), record(later, "complete")]);
  const text = async (path: string, at: number) =>
    await (await fileResponse(store, path, new Request("http://127.0.0.1/"), at)).text();
  const whole = await Deno.readTextFile(`${store.dir}/runs.csv`);
  assert.equal(await text("runs.csv", later), whole);
  assert.equal(await text("runs.csv", later - 1), whole.split("\n").slice(0, 2).join("\n") + "\n");
  const paths = async (at: number) =>
    JSON.parse(await text("datapackage.json", at)).resources.flatMap((resource: { path: string[] }) =>
      resource.path
    );
  const [first, second] = ["stock_quotes_20260701_140000.csv", "stock_quotes_20260701_141500.csv"];
  assert.deepEqual(await paths(later - 1), [first]);
  assert.deepEqual(await paths(later), [first, second]);
  assert.equal(await text(first, later - 1), await Deno.readTextFile(`${store.dir}/${first}`));
  await assert.rejects(text(second, later - 1), { status: 404 });
});

Deno.test("fileResponse - a file of ours byte for byte, and nothing else that a path could name", async () => {
  await using volume = new Volume();
  await using parts = await assembled(volume);
  const { store } = parts.services;
  await store.commit("stock_quotes", "20260701_140000", [quoteRow("AAPL", SLOT, 300)]);
  await store.runs.append(record(SLOT, "complete"));
  await Deno.writeTextFile(`${store.dir}/secret.txt`, "secret");
  const name = "stock_quotes_20260701_140000.csv";
  const get = (path: string, headers = {}) =>
    fileResponse(store, path, new Request("http://127.0.0.1/", { headers }));
  const response = await get(name);
  assert.equal(await response.text(), await Deno.readTextFile(`${store.dir}/${name}`));
  const etag = response.headers.get("etag") ?? "";
  assert.equal((await get(name, { "if-none-match": etag })).status, 304);
  assert.match(await (await get("runs.csv")).text(), /^run_id,/);
  const paths = [
    "secret.txt",
    `../${store.dir.split("/").at(-1)}/${name}`,
    `./${name}`,
    `${store.dir}/${name}`,
    ".quarterhour/catalog.json",
    "archive",
    "",
    "constructor",
    `${name}\0`,
  ];
  for (const path of paths) await assert.rejects(get(path), { status: 404 }, path);
  await Deno.remove(`${store.dir}/${name}`);
  await Deno.symlink(`${store.dir}/secret.txt`, `${store.dir}/${name}`);
  await assert.rejects(get(name), { status: 404 }, "a link is not followed");
});
