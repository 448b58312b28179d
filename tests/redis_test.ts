import assert from "node:assert/strict";
import type { DataIngested } from "@/lib/bus/bus.ts";
import { freePort, type RedisServer, startRedis } from "@/lib/bus/_redis_server.ts";
import { priceAfter, quoteAfter } from "./_answers.ts";
import { begin, firstRun, ingest, metric, pipeline, quotes, recorded, statusOf } from "./_api.ts";
import { hanging, json, KEY, type Provider, startOn, startProvider } from "./_provider.ts";
import { type RunningServer, until } from "./_server.ts";
import { openStream } from "./_stream.ts";
import { subscribed } from "./_subscriber.ts";

const PASSWORD = "n0tforthelog";

/** A program that shares this Redis. */
function startWith(
  { port }: { readonly port: number },
  provider: Provider,
  env: Readonly<Record<string, string>> = {},
  dataPath?: string,
): Promise<RunningServer> {
  return startOn(provider, { REDIS_HOST: "127.0.0.1", REDIS_PORT: String(port), ...env }, dataPath);
}

Deno.test("Redis - a subscriber gets one data_ingested after a run, exactly as designed", async () => {
  await using redis = await startRedis();
  await using provider = startProvider({ key: KEY });
  await using server = await startWith(redis, provider);
  await using subscriber = await subscribed(redis.port, "data_ingested");
  await firstRun(server);
  await using stream = await openStream(server.url);
  const { record, event } = await ingest(server, stream);
  const heard = JSON.parse(await subscriber.next((text) => text.includes(record.run_id)));
  const { instance, ...designed } = heard;
  assert.deepEqual(Object.keys(designed), [
    "run_id",
    "slot",
    "status",
    "started_at",
    "finished_at",
    "files",
    "quarantined",
    "errors",
  ]);
  assert.equal(typeof instance, "string");
  const { run_id, slot, status, started_at, finished_at, quarantined } = record;
  assert.deepEqual({ ...designed, files: [], errors: [] }, {
    run_id,
    slot,
    status,
    started_at,
    finished_at,
    files: [],
    quarantined,
    errors: [],
  });
  for (const file of designed.files) {
    assert.deepEqual(Object.keys(file), ["dataset", "path", "rows", "sha256", "changed"]);
    const bytes = await Deno.readFile(`${server.dataPath}/${file.path}`);
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
    assert.equal(file.sha256, digest, file.path);
  }
  assert.deepEqual(designed.files.map(({ path }: { path: string }) => path).join(" "), record.files);
  assert.deepEqual(event.files, designed.files);
  assert.equal(subscriber.heard.filter((text) => text.includes(record.run_id)).length, 1);
});

Deno.test("Redis - the status hash lives while its process does, and the stream keeps the last events", async () => {
  await using redis = await startRedis();
  await using provider = startProvider({ key: KEY });
  await using server = await startWith(redis, provider);
  await firstRun(server);
  const key = await until("the status is in Redis", async () => {
    const keys = await redis.cli("--scan", "--pattern", "service:all:*");
    return keys !== "" && keys;
  });
  assert.equal(key.split("\n").length, 1);
  const ttl = Number(await redis.cli("ttl", key));
  assert.ok(ttl > 0 && ttl <= 15, `${ttl} s`);
  const pairs = (await redis.cli("hgetall", key)).split("\n");
  const status = Object.fromEntries(pairs.flatMap((name, at) => at % 2 === 0 ? [[name, pairs[at + 1]]] : []));
  assert.deepEqual([status["role"], status["redis"]], ["all", "connected"]);
  await until("the hash names the last run", async () => {
    const [run] = (await redis.cli("hget", key, "last_run")).split("\n");
    return run !== "" && run !== undefined;
  });
  const renewed = await redis.cli("hget", key, "updated_at");
  await until("the hash is renewed", async () => (await redis.cli("hget", key, "updated_at")) > renewed);

  const entries = await redis.cli("xrevrange", "quarterhour:events", "+", "-");
  assert.match(entries, /data_ingested/);
  assert.doesNotMatch(entries, /ingest_progress/);
  // Capped, about: Redis trims whole nodes of a hundred entries.
  await redis.cli(
    "eval",
    "for i=1,2500 do redis.call('xadd','quarterhour:events','*','channel','x','message','') end",
    "0",
  );
  await using stream = await openStream(server.url);
  await ingest(server, stream);
  await until(
    "the stream is capped",
    async () => Number(await redis.cli("xlen", "quarterhour:events")) <= 1_100,
  );

  assert.equal((await server.stop("SIGTERM")).code, 0);
  assert.equal(await redis.cli("--scan", "--pattern", "service:all:*"), "");
});

Deno.test("Redis - absent at the start, dying in a run and coming back: pages go on, it is said, and nothing is lost", async () => {
  const port = freePort();
  await using provider = startProvider({ key: KEY });
  await using server = await startWith({ port }, provider);
  await using stream = await openStream(server.url);
  const said = async (connected: boolean) => {
    const { bus } = await pipeline(server);
    const gauge = await metric(server, "quarterhour_redis_connected");
    return bus.kind === "redis" && bus.connected === connected && gauge === Number(connected);
  };

  // Absent: the first run is made, pages have its data, and it is said that Redis is away.
  const first = await firstRun(server);
  assert.equal(first.status, "complete");
  assert.ok(await said(false));
  assert.ok((await pipeline(server)).bus.lastError !== "");
  assert.match(await (await fetch(`${server.url}/pipeline`)).text(), /Redis/);
  assert.equal(await statusOf(server, "/readyz"), 200);

  // It comes: found without a restart, and what it missed is told to it.
  await using redis = await startRedis({ port });
  await until("Redis is found", () => said(true));
  const told = async (run: string, server: RedisServer) =>
    (await server.cli("xrange", "quarterhour:events", "-", "+")).includes(`"run_id":"${run}"`);
  await until("it is told of the run that it missed", () => told(first.run_id, redis));

  // It dies in a run: the run goes on, its data reaches page and stream.
  const held = hanging();
  let isHeld = false;
  provider.script(({ path, symbol }) => {
    if (path === "/quote") return json(quoteAfter(symbol, 1));
    if (path !== "/stock/profile2" || isHeld) return undefined;
    isHeld = true;
    return held.answer().then(() => json({}));
  });
  const run_id = await begin(server);
  await until("the run waits", () => isHeld);
  await redis.kill();
  await until("it is said that Redis is away", () => said(false));
  held.end();
  const ingested = await stream.next("data_ingested", (data) => (data as DataIngested).run_id === run_id);
  assert.equal((ingested.data as DataIngested).status, "complete");
  assert.equal((await quotes(server))["AAPL"]?.price, priceAfter("AAPL", 1));
  await recorded(server, run_id);

  // It comes back, empty: it is told of that run, and of the next at once.
  await redis.restart();
  await until("Redis is found again", () => said(true));
  await until("it is told of the run that it missed", () => told(run_id, redis));
  assert.ok((await metric(server, "quarterhour_redis_reconnects_total") ?? 0) >= 1);
  await using subscriber = await subscribed(port, "data_ingested");
  const { record } = await ingest(server, stream);
  await subscriber.next((text) => text.includes(record.run_id));
  const runs = stream.events.filter(({ event }) => event === "data_ingested")
    .map(({ data }) => (data as DataIngested).run_id);
  assert.deepEqual(runs.slice(-2), [run_id, record.run_id]);
  assert.equal(new Set(runs).size, runs.length, "each told once");
});

Deno.test("Redis - a run of a second process updates the first's prices, pages and streams", async () => {
  await using redis = await startRedis();
  await using provider = startProvider({ key: KEY });
  await using first = await startWith(redis, provider);
  await firstRun(first);
  await using second = await startWith(redis, provider, {}, first.dataPath);
  await using stream = await openStream(first.url);
  const price = priceAfter("AAPL", 1);
  provider.script(({ path, symbol }) => path === "/quote" ? json(quoteAfter(symbol, 1)) : undefined);
  const run_id = await begin(second);
  const { data } = await stream.next("data_ingested", (data) => (data as DataIngested).run_id === run_id);
  assert.equal((data as DataIngested).status, "complete");
  await stream.next("quote", (data) => JSON.stringify(data).includes(`"price":${price}`));
  assert.equal((await quotes(first))["AAPL"]?.price, price);
  assert.match(await (await fetch(first.url)).text(), new RegExp(`data-symbol="AAPL"[\\s\\S]*?${price}`));
  await stream.next("ingest_progress", (data) => (data as { run_id: string }).run_id === run_id);

  // Redis and the record of runs both tell of them, at moments that differ from run to run.
  provider.script(({ path }) => path === "/quote" ? new Response(null, { status: 404 }) : undefined);
  for (let nth = 0; nth < 5; nth++) {
    const run_id = await begin(second);
    await stream.next("data_ingested", (data) => (data as DataIngested).run_id === run_id);
  }
  const told = stream.events.filter(({ event }) => event === "data_ingested").map(({ data }) =>
    data as DataIngested
  );
  assert.equal(new Set(told.map(({ run_id }) => run_id)).size, told.length, "each told once");
  for (const { run_id, errors } of told.slice(-5)) assert.ok(errors.length > 0, `${run_id} has no errors`);
});

Deno.test("Redis - a file written by hand and announced with redis-cli is on the pages at once", async () => {
  await using redis = await startRedis();
  await using provider = startProvider({ key: KEY });
  await using server = await startWith(redis, provider);
  await firstRun(server);
  await using stream = await openStream(server.url);
  await until("Redis is found", async () => (await pipeline(server)).bus.connected);
  const path = "stock_quotes_20260601_120000.csv";
  const standing = await until("the quotes have a file", async () => {
    const { datasets } = await pipeline(server);
    return datasets.find(({ name }) => name === "stock_quotes")?.file || undefined;
  });
  const [header = ""] = (await Deno.readTextFile(`${server.dataPath}/${standing}`)).split("\n");
  const cells: Readonly<Record<string, string>> = {
    symbol: "AAPL",
    price: "431.5",
    source: "import:by-hand",
    as_of: "2026-06-01T11:59:00.000Z",
    fetched_at: "2026-06-01T12:00:00.000Z",
  };
  const row = header.split(",").map((name) => cells[name] ?? "").join(",");
  // As this program writes too: whole under another name, then renamed.
  await Deno.writeTextFile(`${server.dataPath}/by-hand.part`, `${header}\n${row}\n`);
  await Deno.rename(`${server.dataPath}/by-hand.part`, `${server.dataPath}/${path}`);
  const message = {
    run_id: "by-hand",
    slot: "2026-06-01T12:00:00.000Z",
    status: "complete",
    started_at: "2026-06-01T12:00:00.000Z",
    finished_at: "2026-06-01T12:00:00.000Z",
    files: [{ dataset: "stock_quotes", path, rows: 1, sha256: "", changed: true }],
    quarantined: 0,
    errors: [],
  };
  assert.equal(await redis.cli("publish", "data_ingested", JSON.stringify(message)), "1");
  await stream.next("quote", (data) => JSON.stringify(data).includes('"price":431.5'));
  await stream.next("data_ingested", (data) => (data as DataIngested).run_id === "by-hand");
  assert.equal((await quotes(server))["AAPL"]?.price, 431.5);
});

Deno.test("Redis - what nobody of ours would publish harms nobody", async () => {
  await using redis = await startRedis();
  await using provider = startProvider({ key: KEY });
  await using server = await startWith(redis, provider);
  await firstRun(server);
  await until("Redis is found", async () => (await pipeline(server)).bus.connected);
  for (const text of ["", "{", "[]", "null", '{"run_id":1}', `{"run_id":"${"x".repeat(10_000)}"}`]) {
    await redis.cli("publish", "data_ingested", text);
  }
  await until("they are counted", async () => (await pipeline(server)).bus.malformed >= 6);
  await using stream = await openStream(server.url);
  assert.equal((await ingest(server, stream)).record.status, "complete");
});

Deno.test("Redis - its password opens it and is in no log line, page or file; a wrong one is said and harms nobody", async () => {
  await using redis = await startRedis({ args: ["--requirepass", PASSWORD] });
  await using provider = startProvider({ key: KEY });
  {
    await using server = await startWith(redis, provider, { REDIS_PASSWORD: PASSWORD, LOG_LEVEL: "DEBUG" });
    await firstRun(server);
    await until("Redis is found", async () => (await pipeline(server)).bus.connected);
    await redis.kill();
    await until("it is said that Redis is away", async () => !(await pipeline(server)).bus.connected);
    for (const path of ["/", "/pipeline", "/api/pipeline", "/metrics", "/api/snapshot"]) {
      assert.ok(!(await (await fetch(server.url + path)).text()).includes(PASSWORD), path);
    }
    await server.stop("SIGTERM");
    assert.ok(!JSON.stringify(server.log).includes(PASSWORD));
  }
  await redis.restart();
  const wrong = "an0therpassw0rd";
  await using server = await startWith(redis, provider, { REDIS_PASSWORD: wrong, LOG_LEVEL: "DEBUG" });
  assert.equal((await firstRun(server)).status, "complete");
  await until(
    "it is said why",
    async () => /password|WRONGPASS/i.test((await pipeline(server)).bus.lastError),
  );
  assert.ok(!JSON.stringify([server.log, await pipeline(server)]).includes(wrong));
});
