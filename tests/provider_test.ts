import assert from "node:assert/strict";
import type { DataIngested } from "@/lib/bus/bus.ts";
import { DATASETS } from "@/lib/datasets/mod.ts";
import { HAS_RECORDED, priceAfter, quoteAfter, usualPrice } from "./_answers.ts";
import { begin, firstRun, getJson, ingest, metric, quotes, runs, statusOf } from "./_api.ts";
import {
  hanging,
  json,
  KEY,
  mostWithin,
  nameOf,
  said,
  stalled,
  startOn,
  startProvider,
} from "./_provider.ts";
import { until } from "./_server.ts";
import { everyStatus } from "./_statuses.ts";
import { openStream } from "./_stream.ts";
import { together } from "./_together.ts";
import { allTexts, visibleFiles } from "./_volume.ts";

/** What a free key is refused. */
const REFUSED = ["/stock/candle", "/stock/dividend", "/stock/social-sentiment"];

const answers = HAS_RECORDED ? "recorded answers" : "hand-written answers, the recorded ones are missing";

Deno.test(`Provider - another server that speaks Finnhub's API (${answers})`, async (t) => {
  await together(t, {
    "gives the thirteen kinds of files, each row from finnhub or derived": kindsAndSources,
    "sees the key in its header and nobody sees it elsewhere": keyStaysSecret,
    "is asked for what a free key is refused once, not once a run or start": refusalsRemembered,
    "works with the key of the README's example, one letter": oneLetterKey,
    "gets at most 30 calls in any second": perSecond,
    "gets at most FINNHUB_CALLS_PER_MINUTE in any minute": perMinute,
    "allows so little that a run outlasts its slot: the next is skipped, counted and on record": overrun,
    "is left alone when its headers say that another program has spent the calls": announcedLimits,
    "may hang or stall: quotes are on the pages meanwhile, and one endpoint costs nobody else": hangs,
    "has every status told truly, and a failure costs nobody else": everyStatus,
    "that says 401 to everything has a bad key: failed, after the first answers, and the pages stand": badKey,
  });
});

async function kindsAndSources(): Promise<void> {
  await using provider = startProvider({ key: KEY });
  await using server = await startOn(provider);
  const record = await firstRun(server);
  assert.deepEqual([record.status, record.errors, record.quarantined], ["complete", 0, 0]);
  // Before the first run its time was asked for, too.
  assert.equal(record.calls, provider.seen.length - 1);
  const files = await visibleFiles(server.dataPath);
  const kinds = new Set(files.map(({ dataset }) => dataset.name));
  // Indicators need more days than a first run has quotes of.
  const missing = DATASETS.filter(({ name }) => name !== "technical_indicators" && !kinds.has(name));
  assert.deepEqual(missing.map(({ name }) => name), []);
  for (const { name, rows } of files) {
    assert.ok(rows.length > 0, name);
    for (const row of rows) assert.match(row["source"] ?? "", /^(finnhub:\/|derived:)/, name);
  }
  const rowOf = (dataset: string) =>
    files.find((file) => file.dataset.name === dataset)?.rows.find((row) => row["symbol"] === "AAPL");
  assert.equal(rowOf("stock_quotes")?.["price"], String(usualPrice("AAPL")));
  assert.equal(rowOf("stock_quotes")?.["as_of"], "2026-05-22T20:00:00.000Z");
  assert.equal(rowOf("stock_quotes")?.["source"], "finnhub:/quote");
  assert.equal(rowOf("stock_historical")?.["source"], "derived:quotes");
  const page = await (await fetch(server.url)).text();
  assert.match(page, /data-symbol="AAPL"[\s\S]*?308\.82/);
  assert.doesNotMatch(page, /demo data/i);
}

async function keyStaysSecret(): Promise<void> {
  // The other host stands for the signed file that a redirect leads to.
  const elsewhere: Headers[] = [];
  await using host = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request) => {
    elsewhere.push(new Headers(request.headers));
    return Response.json([]);
  });
  await using provider = startProvider({ key: KEY });
  provider.script(({ path }) =>
    path === "/company-news"
      ? new Response(null, {
        status: 302,
        headers: { location: `http://127.0.0.1:${host.addr.port}/file?sign=1` },
      })
      : undefined
  );
  await using server = await startOn(provider, { LOG_LEVEL: "DEBUG" });
  assert.equal((await firstRun(server)).status, "complete");
  for (const { url, headers } of provider.seen) {
    assert.equal(headers.get("x-finnhub-token"), KEY);
    assert.ok(!url.includes(KEY));
    for (const [name, value] of headers) assert.ok(name === "x-finnhub-token" || !value.includes(KEY), name);
  }
  assert.equal(elsewhere.length, 2);
  for (const headers of elsewhere) assert.ok(![...headers.values()].some((value) => value.includes(KEY)));
  for (
    const path of [
      "/",
      "/pipeline",
      "/data",
      "/data/stock_quotes",
      "/stocks/AAPL",
      "/metrics",
      "/api/pipeline",
    ]
  ) {
    assert.ok(!(await (await fetch(server.url + path)).text()).includes(KEY), path);
  }
  for (const [path, text] of await allTexts(server.dataPath)) assert.ok(!text.includes(KEY), path);
  assert.ok(!JSON.stringify(server.log).includes(KEY));
}

async function refusalsRemembered(): Promise<void> {
  const dataPath = await Deno.makeTempDir({ prefix: "quarterhour-" });
  await using provider = startProvider({ key: KEY });
  {
    await using server = await startOn(provider, {}, dataPath);
    assert.equal((await firstRun(server)).status, "complete");
    assert.deepEqual(REFUSED.map((path) => provider.seen.filter((one) => one.path === path).length), [
      1,
      1,
      1,
    ]);
    await using stream = await openStream(server.url);
    assert.equal((await ingest(server, stream)).record.status, "complete");
    await server.stop();
  }
  {
    await using server = await startOn(provider, {}, dataPath);
    await using stream = await openStream(server.url);
    assert.equal((await ingest(server, stream)).record.status, "complete");
    const { refused } = await getJson<{ refused: string[] }>(server, "/api/pipeline");
    assert.deepEqual([...refused].sort(), REFUSED);
  }
  assert.deepEqual(REFUSED.map((path) => provider.seen.filter((one) => one.path === path).length), [1, 1, 1]);
  await Deno.remove(dataPath, { recursive: true });
}

async function oneLetterKey(): Promise<void> {
  await using provider = startProvider({ key: "k" });
  await using server = await startOn(provider, { FINNHUB_API_KEY: "k" });
  assert.equal((await firstRun(server)).status, "complete");
  await server.logged("Run finished", { status: "complete" });
}

async function perSecond(): Promise<void> {
  await using provider = startProvider({ key: KEY });
  await using server = await startOn(provider, {
    STOCK_SYMBOLS: "AAPL,GOOGL,MSFT,TSLA,AMZN,NVDA,META",
    FINNHUB_CALLS_PER_MINUTE: "600",
  });
  assert.equal((await firstRun(server)).status, "complete");
  assert.ok(provider.seen.length > 60, `${provider.seen.length} calls`);
  assert.ok(mostWithin(provider.seen, 1_000) <= 30, `${mostWithin(provider.seen, 1_000)} calls in a second`);
}

async function perMinute(): Promise<void> {
  await using provider = startProvider({ key: KEY });
  await using server = await startOn(provider, { STOCK_SYMBOLS: "AAPL", FINNHUB_CALLS_PER_MINUTE: "12" });
  await until("the minute's calls are spent", () => provider.seen.length === 12);
  const { budget } = await getJson<{ budget: { remaining: number } }>(server, "/api/pipeline");
  assert.equal(budget.remaining, 0);
  // The rest comes a minute after the first.
  await until("the next minute's calls begin", () => provider.seen.length > 12, 90_000);
  assert.equal((await firstRun(server)).status, "complete");
  assert.ok(
    mostWithin(provider.seen, 60_000) <= 12,
    `${mostWithin(provider.seen, 60_000)} calls in a minute`,
  );
}

async function overrun(): Promise<void> {
  await using provider = startProvider({ key: KEY });
  // Quotes alone take more than two minutes.
  await using server = await startOn(provider, {
    INGEST_CRON: "* * * * *",
    FINNHUB_CALLS_PER_MINUTE: "5",
    STOCK_SYMBOLS: "AAPL,MSFT,AMZN,NVDA,META,TSLA,GOOGL,IBM,ORCL,INTC,AMD,CSCO",
  });
  const skipped = await until(
    "a slot is skipped",
    () => server.log.find(({ message }) => message === "Slot skipped"),
    90_000,
  );
  assert.equal(await metric(server, "quarterhour_slots_overrun_total"), 1);
  const record = await until(
    "it is on record",
    async () => (await runs(server)).find(({ slot }) => slot === skipped["slot"]),
  );
  assert.equal(record.status, "missed");
  assert.match(record.note, /still under way/);
  assert.equal((await server.stop("SIGTERM")).code, 0);
}

async function announcedLimits(): Promise<void> {
  const windowS = 4;
  // Another program with the same key spends 40 of the 60.
  const ours = 20;
  const spent = new Map<number, number>();
  const windowOf = () => Math.floor(Date.now() / 1000 / windowS);
  await using provider = startProvider({
    key: KEY,
    limits: () => ({
      "x-ratelimit-limit": "60",
      "x-ratelimit-remaining": String(Math.max(0, ours - (spent.get(windowOf()) ?? 0))),
      "x-ratelimit-reset": String((windowOf() + 1) * windowS),
    }),
  });
  let refused = 0;
  provider.script(() => {
    const window = windowOf();
    spent.set(window, (spent.get(window) ?? 0) + 1);
    if ((spent.get(window) ?? 0) <= ours) return undefined;
    refused++;
    return said(429, "API limit reached. Please try again later. Remaining Limit: 0");
  });
  await using server = await startOn(provider);
  assert.equal((await firstRun(server)).status, "complete");
  assert.equal(refused, 0);
  assert.ok(spent.size >= 2 && Math.max(...spent.values()) <= ours, JSON.stringify([...spent]));
}

async function hangs(): Promise<void> {
  await using provider = startProvider({ key: KEY });
  await using server = await startOn(provider);
  await using stream = await openStream(server.url);
  assert.equal((await firstRun(server)).status, "complete");
  provider.since();
  const hung = hanging();
  const times = new Map<string, number>();
  provider.script((seen) => {
    const { path, symbol } = seen;
    const time = times.get(`${path} ${symbol}`) ?? 0;
    times.set(`${path} ${symbol}`, time + 1);
    if (path === "/quote") return json(quoteAfter(symbol, 1));
    if (path === "/stock/profile2" && symbol === "AAPL" && time === 0) return hung.answer();
    if (path === "/stock/metric" && symbol === "MSFT" && time === 0) return stalled();
    if (path === "/stock/insider-transactions" && symbol === "AAPL") return hung.answer();
    return undefined;
  });
  try {
    const run_id = await begin(server);
    await until(
      "the quotes are on the pages",
      async () => (await quotes(server))["AAPL"]?.price === priceAfter("AAPL", 1),
    );
    assert.ok(!(await runs(server)).some((run) => run.run_id === run_id), "while the run goes on");
    assert.equal(await statusOf(server, "/readyz"), 200);
    const record = await until(
      "the run ends",
      async () => (await runs(server)).find((run) => run.run_id === run_id),
    );
    assert.deepEqual([record.status, record.errors], ["partial", 1]);
    // Three tries of ten seconds each, and the pauses between them.
    assert.ok(record.duration_ms > 30_000 && record.duration_ms < 45_000, `${record.duration_ms} ms`);
    const event = await stream.next(
      "data_ingested",
      (data) => (data as DataIngested).run_id === run_id,
    );
    assert.deepEqual((event.data as DataIngested).errors.map(nameOf), ["insider_transactions AAPL timeout"]);
    assert.equal(provider.since().filter(({ path }) => path === "/stock/insider-transactions").length, 4);
  } finally {
    hung.end();
  }
}

async function badKey(): Promise<void> {
  await using provider = startProvider({ key: "another" });
  await using server = await startOn(provider);
  const record = await firstRun(server);
  assert.equal(record.status, "failed");
  // What went out before the first answer came, and the question whether it is the key.
  assert.ok(provider.seen.length <= 17, `${provider.seen.length} calls`);
  assert.ok(provider.seen.some(({ path }) => path === "/stock/market-status"));
  assert.equal(await statusOf(server, "/readyz"), 200);
  assert.match(await (await fetch(server.url)).text(), /data-symbol="AAPL"/);
  await server.logged("Dataset not collected", { kind: "unauthorized" });
}
