import assert from "node:assert/strict";
import type { DataIngested } from "@/lib/bus/bus.ts";
import { DATASETS } from "@/lib/datasets/mod.ts";
import { verify } from "@/lib/store/check/verify.ts";
import { priceAfter, quoteAfter, usualPrice } from "./_answers.ts";
import { begin, firstRun, getJson, quotes, recorded, runs, trigger } from "./_api.ts";
import { hanging, json, KEY, startOn, startProvider } from "./_provider.ts";
import { type LogLine, type RunningServer, until } from "./_server.ts";
import { openStream } from "./_stream.ts";
import { recordedRuns, visibleFiles } from "./_volume.ts";

/** A volume that outlives the processes on it. */
class Volume {
  readonly path = Deno.makeTempDirSync({ prefix: "quarterhour-" });
  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.path, { recursive: true });
  }
}

Deno.test("Two processes on one volume without Redis - a slot is run once, and both show its data", async () => {
  await using volume = new Volume();
  await using provider = startProvider({ key: KEY });
  const [a, b] = await Promise.all([startOn(provider, {}, volume.path), startOn(provider, {}, volume.path)]);
  await using _a = a;
  await using _b = b;
  const [first, second] = await Promise.all([firstRun(a), firstRun(b)]);
  assert.deepEqual(first, second);
  assert.deepEqual([first.status, first.attempt], ["complete", 1]);
  assert.equal(startsOf([a, b]).length, 1);
  assert.equal(provider.seen.filter(({ path }) => path === "/quote").length, 2);
  for (const server of [a, b]) {
    await until(
      "its prices are there",
      async () => (await quotes(server))["AAPL"]?.price === usualPrice("AAPL"),
    );
  }
});

Deno.test("Two processes on one volume without Redis - never ingest at once, however often both are asked", async () => {
  await using volume = new Volume();
  await using provider = startProvider({ key: KEY });
  await using a = await startOn(provider, { STOCK_SYMBOLS: "AAPL" }, volume.path);
  await using b = await startOn(provider, { STOCK_SYMBOLS: "AAPL" }, volume.path);
  const begun = new Set<string>();
  await until("eight runs began", async () => {
    const answers = await Promise.all([a, b, a, b].map((server) => trigger(server)));
    const ids = answers.filter(({ started }) => started).map(({ run_id }) => run_id);
    for (const id of ids) assert.ok(!begun.has(id), `${id} began twice`);
    for (const { run_id } of answers) assert.notEqual(run_id, "");
    ids.forEach((id) => begun.add(id));
    return begun.size >= 8;
  });
  for (const id of begun) await recorded(a, id);
  const intervals = startsOf([a, b]).map((line) => ({
    id: String(line["run_id"]),
    from: Date.parse(String(line["time"])),
    to: endOf([a, b], line),
  })).sort((x, y) => x.from - y.from);
  for (const [index, { id, from }] of intervals.entries()) {
    const before = intervals[index - 1];
    if (before !== undefined) assert.ok(from >= before.to, `${id} began before ${before.id} had ended`);
  }
  const on = new Set(startsOf([a]).map((line) => line["run_id"]));
  assert.ok(
    [...begun].some((id) => on.has(id)) && [...begun].some((id) => !on.has(id)),
    "both had their turn",
  );
  await recordedRuns(volume.path);
  await visibleFiles(volume.path);
});

Deno.test("Two processes on one volume without Redis - pages and streams of the one show what the other ingests", async () => {
  await using volume = new Volume();
  await using provider = startProvider({ key: KEY });
  await using a = await startOn(provider, {}, volume.path);
  await firstRun(a);
  for (const role of ["all", "web"]) {
    await using b = await startOn(provider, { ROLE: role }, volume.path);
    await using stream = await openStream(b.url);
    const minutes = role === "all" ? 1 : 2;
    const price = priceAfter("AAPL", minutes);
    provider.script(({ path, symbol }) => path === "/quote" ? json(quoteAfter(symbol, minutes)) : undefined);
    const run_id = await begin(a);
    const ingested = await stream.next("data_ingested", (data) => (data as DataIngested).run_id === run_id);
    const { status, files } = ingested.data as DataIngested;
    assert.equal(status, "complete");
    assert.ok(files.some(({ dataset, changed }) => dataset === "stock_quotes" && changed));
    assert.equal((await quotes(b))["AAPL"]?.price, price);
    const quote = await stream.next("quote", (data) => priceIn(data) === price);
    assert.ok(
      stream.events.indexOf(quote) < stream.events.indexOf(ingested),
      "the data before the news of it",
    );
    assert.equal(stream.events.filter(({ event }) => event === "data_ingested").length, 1);
    assert.match(await (await fetch(b.url)).text(), new RegExp(`data-symbol="AAPL"[\\s\\S]*?${price}`));
    assert.equal((await runs(b))[0]?.run_id, run_id);
    // What the other asked for is known here: a quote that stands still is not called unasked.
    const [mine, its] = [(await quotes(b))["AAPL"], (await quotes(a))["AAPL"]];
    assert.equal(mine?.checked_at, its?.checked_at);
  }
});

Deno.test("Two processes on one volume without Redis - the second takes over when the first is killed in its run", async () => {
  await using volume = new Volume();
  await using provider = startProvider({ key: KEY });
  const hung = hanging();
  provider.script(({ path }) => path === "/stock/profile2" ? hung.answer() : undefined);
  try {
    await using a = await startOn(provider, {}, volume.path);
    await a.logged("Run started", { attempt: 1 });
    await until("its quotes are on the volume", async () => (await quotes(a))["AAPL"]?.price !== null);
    await using b = await startOn(provider, {}, volume.path);
    assert.equal((await getJson<{ ready: boolean }>(b, "/readyz")).ready, true);
    assert.equal((await quotes(b))["AAPL"]?.price, usualPrice("AAPL"), "it serves what the first has");
    // While the first lives its run is the answer, whoever is asked.
    const { run_id, started } = await trigger(b);
    assert.equal(started, false);
    assert.equal(run_id, (await a.logged("Run started"))["run_id"]);
    assert.equal(startsOf([b]).length, 0);

    provider.script();
    provider.since();
    await a.stop("SIGKILL");
    const record = await until("the second attempt is on record", async () => {
      return (await runs(b)).find(({ attempt }) => attempt === 2);
    });
    assert.deepEqual([record.status, record.trigger], ["complete", "startup"]);
    assert.equal((await recorded(b, run_id)).status, "partial");
    assert.ok(provider.since().some(({ path }) => path === "/stock/profile2"));
    assert.deepEqual(await recordedRuns(volume.path), [run_id, record.run_id]);
    await visibleFiles(volume.path);
  } finally {
    hung.end();
  }
});

Deno.test("Two processes on one volume without Redis - what a killed one left is put right by the next that ingests, by none that only serves", async () => {
  await using volume = new Volume();
  await using provider = startProvider({ key: KEY });
  const hung = hanging();
  const isClean = async () => (await verify(volume.path, DATASETS, Date.now)).ok;
  try {
    await using a = await startOn(provider, {}, volume.path);
    await firstRun(a);
    provider.script(({ path, symbol }) =>
      path === "/stock/profile2" ? hung.answer() : path === "/quote" ? json(quoteAfter(symbol, 1)) : undefined
    );
    const run_id = await begin(a);
    await until(
      "its quotes are on the volume",
      async () => (await quotes(a))["AAPL"]?.price === priceAfter("AAPL", 1),
    );
    await a.stop("SIGKILL");
    await using web = await startOn(provider, { ROLE: "web" }, volume.path);
    assert.equal((await quotes(web))["AAPL"]?.price, priceAfter("AAPL", 1));
    assert.equal((await runs(web)).find((run) => run.run_id === run_id), undefined);
    assert.equal(await isClean(), false);

    await using b = await startOn(provider, {}, volume.path);
    const record = await recorded(b, run_id);
    assert.deepEqual([record.trigger, record.status], ["demand", "partial"]);
    assert.match(record.note, /ended in the middle/);
    await until("the files are as they are described", isClean);
    const { resources } = await getJson<{ resources: { path: string[] }[] }>(
      b,
      "/api/files/datapackage.json",
    );
    const stamp = run_id.slice(0, 15);
    assert.ok(resources.some(({ path }) => path.includes(`stock_quotes_${stamp}.csv`)));
    // No slot waited for it, and nobody asked for it again.
    assert.equal((await runs(b))[0]?.run_id, run_id);
    const provenance = await getJson<{ run: unknown }>(
      b,
      "/api/provenance?dataset=stock_quotes&symbol=AAPL&column=price",
    );
    assert.notEqual(provenance.run, null);
  } finally {
    hung.end();
  }
});

Deno.test("Two processes on one volume without Redis - who takes over asks only for what is due", async () => {
  await using volume = new Volume();
  await using provider = startProvider({ key: KEY });
  const everySlot = { INGEST_CRON: "*/15 * * * *" };
  await using a = await startOn(provider, everySlot, volume.path);
  await using b = await startOn(provider, everySlot, volume.path);
  await firstRun(a);
  const everything = provider.seen.length;
  await a.stop("SIGKILL");
  const planned = await until("the second knows what was asked for", async () => {
    const { planned_calls } = await getJson<{ planned_calls: number }>(b, "/api/pipeline");
    return planned_calls < everything / 2 && planned_calls;
  });
  assert.ok(planned >= 2, "quotes are due in every slot");
});

function startsOf(servers: readonly RunningServer[]): LogLine[] {
  return servers.flatMap(({ log }) => log.filter(({ message }) => message === "Run started"));
}

function endOf(servers: readonly RunningServer[], start: LogLine): number {
  const end = servers.flatMap(({ log }) => log).find((line) =>
    line.message === "Run finished" && line["run_id"] === start["run_id"]
  );
  return end === undefined ? Infinity : Date.parse(String(end["time"]));
}

function priceIn(data: unknown): number | null | undefined {
  const { quotes = [] } = data as { quotes?: readonly { symbol: string; price: number | null }[] };
  return quotes.find(({ symbol }) => symbol === "AAPL")?.price;
}
