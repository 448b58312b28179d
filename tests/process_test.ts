import assert from "node:assert/strict";
import { isoTime } from "@/lib/datasets/time.ts";
import { lineOf, RUN_COLUMNS } from "@/lib/store/run_record.ts";
import { begin, firstRun, ingest, metric, recorded, runs, statusOf, trigger } from "./_api.ts";
import { hanging, KEY, type Provider, startOn, startProvider } from "./_provider.ts";
import { sendRaw } from "./_raw.ts";
import { runToEnd, startServer } from "./_server.ts";
import { openStream } from "./_stream.ts";
import { together } from "./_together.ts";
import { recordedRuns } from "./_volume.ts";

const SECRETS = {
  FINNHUB_API_KEY: "s3cret-f!nnhub key",
  REDIS_PASSWORD: "s3cret-red1s",
  ADMIN_TOKEN: "s3cret-adm1n",
};

Deno.test("Process - configuration, signals, administrators, and slots that were missed", async (t) => {
  await together(t, {
    "bad settings are all named at once, with status 2 and without a secret": badSettings,
    "DEMO=false without a key is an error, never simulated prices": demoRuledOut,
    "a port in use is one clear line and status 1": portInUse,
    "a volume that cannot be used is one clear line and status 1": noVolume,
    "SIGTERM twice to the whole group in a run ends it within ten seconds, and the next start completes the run":
      groupSignal,
    "without a token only this machine's own user changes things": loopbackOnly,
    "with a token only who has it changes things": tokenOnly,
    "a run asked for during a run is that run": oneRunAtATime,
    "slots without a process are on record as missed": missedSlots,
  });
});

async function withFolder(work: (path: string) => Promise<void>): Promise<void> {
  const path = await Deno.makeTempDir({ prefix: "quarterhour-" });
  try {
    await work(path);
  } finally {
    await Deno.remove(path, { recursive: true });
  }
}

function badSettings(): Promise<void> {
  return withFolder(async (path) => {
    const bad: Readonly<Record<string, string>> = {
      PORT: "eighty",
      HOST: "http://localhost",
      LOG_LEVEL: "LOUD",
      INGEST_CRON: "whenever",
      ROLE: "boss",
      DEMO: "perhaps",
      DEMO_HOURS: "mornings",
      LIVE_TRADES: "maybe",
      STOCK_SYMBOLS: "AAPL,../etc/passwd",
      FINNHUB_BASE_URL: `https://user:${SECRETS.REDIS_PASSWORD}@finnhub.io/api`,
      FINNHUB_WS_URL: "ftp://finnhub.io",
      FINNHUB_CALLS_PER_MINUTE: "-1",
      REDIS_PORT: "tcp://172.30.0.1:6379",
      REDIS_TLS: "sure",
      RETENTION_DAYS: "for ever",
      RETENTION_BYTES: "plenty",
    };
    const { code, stdout, stderr } = await runToEnd({ ...SECRETS, ...bad, REDIS_HOST: "redis" }, path);
    assert.equal(code, 2, stderr);
    for (const name of [...Object.keys(bad), "FINNHUB_API_KEY"]) {
      assert.match(stderr, new RegExp(`Cannot use ${name}\\b`), name);
    }
    for (const secret of Object.values(SECRETS)) assert.ok(!(stdout + stderr).includes(secret), stderr);
    assert.deepEqual([...Deno.readDirSync(path)], [], "nothing was begun");
    const placeholder = await runToEnd({ FINNHUB_API_KEY: "your-actual-api-key-here" }, path);
    assert.equal(placeholder.code, 2);
    assert.match(placeholder.stderr, /FINNHUB_API_KEY.*placeholder/);
  });
}

function demoRuledOut(): Promise<void> {
  return withFolder(async (path) => {
    const { code, stderr } = await runToEnd({ DEMO: "false" }, path);
    assert.equal(code, 2);
    assert.match(stderr, /^Cannot start: 1 setting is wrong\n.*FINNHUB_API_KEY.*DEMO=false/);
  });
}

function portInUse(): Promise<void> {
  return withFolder(async (path) => {
    using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { code, stderr } = await runToEnd({ PORT: String(taken.addr.port) }, path);
    assert.equal(code, 1);
    assert.match(stderr, /^[^\n]*in use[^\n]*PORT[^\n]*\n$/);
    assert.deepEqual([...Deno.readDirSync(path)], [], "nothing was begun");
    // Of the documentation's addresses (RFC 5737): nobody's.
    const foreign = await runToEnd({ HOST: "192.0.2.1", PORT: "0" }, path);
    assert.equal(foreign.code, 1);
    assert.match(foreign.stderr, /^[^\n]*"192\.0\.2\.1"[^\n]*set HOST[^\n]*\n$/);
  });
}

function noVolume(): Promise<void> {
  return withFolder(async (path) => {
    await Deno.writeTextFile(`${path}/file`, "in the way");
    const { code, stderr } = await runToEnd({}, `${path}/file`);
    assert.equal(code, 1);
    assert.match(stderr, /^Cannot [^\n]*file[^\n]*\n$/);
  });
}

function groupSignal(): Promise<void> {
  return withFolder(async (dataPath) => {
    await using provider = startProvider({ key: KEY });
    const hung = hanging();
    provider.script(({ path }) => path === "/stock/profile2" ? hung.answer() : undefined);
    try {
      await using server = await startServer({ env: envOf(provider), dataPath, asTask: true });
      await using one = await openStream(server.url);
      await using other = await openStream(server.url);
      await one.next("quote");
      const told = Date.now();
      const ended = server.stop("SIGTERM");
      await server.logged("Stopping");
      Deno.kill(-server.pid, "SIGTERM");
      assert.equal((await ended).code, 0);
      assert.ok(Date.now() - told < 10_000, `${Date.now() - told} ms`);
      await Promise.all([one.ended, other.ended]);
      await server.logged("Stopped");
    } finally {
      hung.end();
    }
    const [interrupted = ""] = await recordedRuns(dataPath);
    assert.match(
      await Deno.readTextFile(`${dataPath}/runs.csv`),
      /,startup,partial,.*interrupted by shutdown\n$/,
    );

    provider.script();
    await using server = await startServer({ env: envOf(provider), dataPath, asTask: true });
    const record = await recorded(server, interrupted.replace(/1$/, "2"));
    assert.deepEqual([record.status, record.attempt], ["complete", 2]);
    assert.equal((await server.stop("SIGTERM")).code, 0);
  });
}

function envOf(provider: Provider): Record<string, string> {
  return {
    FINNHUB_API_KEY: KEY,
    FINNHUB_BASE_URL: provider.baseUrl,
    FINNHUB_CALLS_PER_MINUTE: "6000",
    STOCK_SYMBOLS: "AAPL,MSFT",
    INGEST_CRON: "0 0 1 1 *",
  };
}

async function loopbackOnly(): Promise<void> {
  await using provider = startProvider({ key: KEY });
  {
    await using server = await startOn(provider);
    const post = async (headers: [string, string][]) =>
      (await sendRaw(server.url, { method: "POST", target: "/api/ingest", headers })).status;
    await firstRun(server);
    // A page of another site whose name resolves to this machine, and one that just posts here.
    assert.equal(await post([["host", "evil.example"]]), 403);
    assert.equal(await post([["host", "evil.example:80"], ["origin", "http://evil.example"]]), 403);
    assert.equal(await post([["origin", "https://evil.example"]]), 403);
    assert.equal(await post([["sec-fetch-site", "cross-site"]]), 403);
    assert.equal((await runs(server)).length, 1);
    assert.equal(await post([]), 202);
    assert.equal(await post([["host", `localhost:${new URL(server.url).port}`]]), 202);
  }
  await using open = await startOn(provider, { HOST: "0.0.0.0" });
  const url = open.url.replace("0.0.0.0", "127.0.0.1");
  const answer = await fetch(`${url}/api/ingest`, { method: "POST" });
  assert.equal(answer.status, 403);
  assert.match((await answer.json()).detail, /ADMIN_TOKEN/);
}

async function tokenOnly(): Promise<void> {
  const token = "any text: ünïcode, too";
  await using provider = startProvider({ key: KEY });
  await using server = await startOn(provider, { ADMIN_TOKEN: token });
  await firstRun(server);
  const post = (headers: HeadersInit) => statusOf(server, "/api/ingest", { method: "POST", headers });
  const bearer = (text: string) =>
    sendRaw(server.url, {
      method: "POST",
      target: "/api/ingest",
      headers: [["authorization", `Bearer ${String.fromCharCode(...new TextEncoder().encode(text))}`]],
    });
  assert.equal(await post({}), 401);
  assert.equal(await post({ authorization: "Bearer wrong" }), 401);
  assert.equal(await post({ authorization: "Basic wrong" }), 401);
  assert.equal(await post({ cookie: "quarterhour_admin=wrong" }), 401);
  assert.equal((await runs(server)).length, 1);

  // The form, as a browser without JavaScript sends it.
  assert.match(await (await fetch(`${server.url}/pipeline`)).text(), /<form[^>]*action="\/sign-in"/);
  const signIn = (given: string, headers: HeadersInit = {}) =>
    fetch(`${server.url}/sign-in`, {
      method: "POST",
      body: new URLSearchParams({ token: given }),
      headers,
      redirect: "manual",
    });
  const wrong = await signIn("wrong");
  assert.deepEqual([wrong.status, wrong.headers.get("set-cookie")], [403, null]);
  await wrong.body?.cancel();
  const right = await signIn(token);
  await right.body?.cancel();
  assert.deepEqual([right.status, right.headers.get("location")], [303, "/pipeline"]);
  const set = right.headers.get("set-cookie") ?? "";
  assert.match(set, /HttpOnly/);
  assert.match(set, /SameSite=Strict/);
  assert.doesNotMatch(set, /Secure/);
  const secure = await signIn(token, { "x-forwarded-proto": "https" });
  await secure.body?.cancel();
  assert.match(secure.headers.get("set-cookie") ?? "", /Secure/);
  const cookie = set.split(";")[0] ?? "";
  assert.ok(!decodeURIComponent(cookie).includes(token));
  const signedIn = await (await fetch(`${server.url}/pipeline`, { headers: { cookie } })).text();
  assert.doesNotMatch(signedIn, /action="\/sign-in"/);
  assert.equal(await post({ cookie, origin: "https://evil.example" }), 403);
  assert.equal(await post({ cookie }), 202);
  assert.equal((await bearer(token)).status, 202);
  assert.ok(!JSON.stringify(server.log).includes(token));
}

async function oneRunAtATime(): Promise<void> {
  await using provider = startProvider({ key: KEY });
  await using server = await startOn(provider);
  await firstRun(server);
  const hung = hanging();
  provider.script(({ path }) => path === "/stock/profile2" ? hung.answer() : undefined);
  const run_id = await begin(server);
  const answers = await Promise.all(Array.from({ length: 8 }, () => trigger(server)));
  for (const answer of answers) assert.deepEqual(answer, { run_id, started: false });
  provider.script();
  hung.end();
  await recorded(server, run_id);
  await using stream = await openStream(server.url);
  assert.notEqual((await ingest(server, stream)).record.run_id, run_id);
}

function missedSlots(): Promise<void> {
  return withFolder(async (dataPath) => {
    const slotMs = 15 * 60_000;
    const old = Math.floor(Date.now() / slotMs) * slotMs - 8 * slotMs;
    const stamp = isoTime(old).replaceAll(/[-:]/g, "").slice(0, 15).replace("T", "_");
    const line = lineOf({
      run_id: `${stamp}-1`,
      slot: isoTime(old),
      attempt: 1,
      trigger: "schedule",
      status: "complete",
      started_at: isoTime(old),
      finished_at: isoTime(old + 20_000),
      duration_ms: 20_000,
      calls: 90,
      rows: 7,
      quarantined: 0,
      errors: 0,
      files: "",
      note: "",
    });
    await Deno.writeTextFile(`${dataPath}/runs.csv`, `${RUN_COLUMNS.join()}\n${line}`);
    await using provider = startProvider({ key: KEY });
    await using server = await startOn(provider, { INGEST_CRON: "*/15 * * * *" }, dataPath);
    const first = await firstRun(server);
    const between = (await runs(server)).filter(({ slot }) => Date.parse(slot) < Date.parse(first.slot));
    const slots = between.map(({ slot, status }) => `${slot} ${status}`).sort();
    const expected = [`${isoTime(old)} complete`];
    for (let at = old + slotMs; at < Date.parse(first.slot); at += slotMs) {
      expected.push(`${isoTime(at)} missed`);
    }
    assert.ok(expected.length >= 8);
    assert.deepEqual(slots, expected);
    assert.equal(await metric(server, 'quarterhour_runs_total{status="missed"}'), expected.length - 1);
    assert.match(await (await fetch(`${server.url}/pipeline`)).text(), /missed/);
    await recordedRuns(dataPath);
  });
}
