import assert from "node:assert/strict";
import { join } from "node:path";
import { startRedis } from "@/lib/bus/_redis_server.ts";
import { PROBES } from "@/lib/doctor/probes.ts";
import { type Simulator, startSimulator } from "@/lib/simulator/mod.ts";
import { doctor, type Finding } from "./_doctor.ts";
import { ROOT, startServer, until } from "./_server.ts";

const KEY = "c0ffee0123456789key";

function provider({ baseUrl }: Simulator): Record<string, string> {
  return { FINNHUB_API_KEY: KEY, FINNHUB_BASE_URL: baseUrl };
}

function hasWrong(findings: readonly Finding[], text: RegExp): void {
  const found = findings.find((finding) => finding.status === "wrong" && text.test(finding.text));
  assert.ok(found, `${text} in ${JSON.stringify(findings)}`);
  assert.ok(found.advice, "and it says what to do");
}

/** Names, sizes and times of everything below a folder. */
async function inventory(folder: string): Promise<string[]> {
  const lines: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory) lines.push(path, ...await inventory(path));
    else {
      const { size, mtime } = await Deno.stat(path);
      lines.push(`${path} ${size} ${mtime?.getTime()}`);
    }
  }
  return lines.sort();
}

async function readJson(path: string) {
  try {
    return JSON.parse(await Deno.readTextFile(path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

async function temporary(): Promise<{ path: string } & AsyncDisposable> {
  const path = await Deno.makeTempDir({ prefix: "quarterhour-doctor-" });
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

Deno.test("Doctor - a free key: all is well, each endpoint asked once, the refused ones told with their substitute", async () => {
  await using folder = await temporary();
  await using redis = await startRedis();
  const simulator = await startSimulator({ key: KEY, callsPerMinute: 60 });
  try {
    const env = { ...provider(simulator), REDIS_HOST: "127.0.0.1", REDIS_PORT: String(redis.port) };
    const report = await doctor(folder.path, env);
    assert.equal(report.code, 0, report.output);
    assert.match(report.of("key")[0]?.text ?? "", /19 characters.*accepted/);
    const asked = simulator.requests.map(({ path }) => path).toSorted();
    assert.deepEqual(asked, ["/stock/market-status", ...PROBES.map(({ endpoint }) => endpoint)].toSorted());
    const plan = report.of("plan");
    assert.equal(plan.length, asked.length);
    const refused = plan.filter(({ status }) => status === "note");
    assert.deepEqual(refused.map(({ text }) => text.split(" ")[0]), [
      "/stock/candle",
      "/stock/social-sentiment",
      "/stock/dividend",
    ]);
    for (const { advice } of refused) assert.match(advice ?? "", /substitute/);
    assert.match(report.of("limits")[0]?.text ?? "", /announces 60.*is 60/);
    assert.equal(report.of("clock")[0]?.status, "ok");
    assert.deepEqual(report.of("redis").map(({ status }) => status), ["ok", "ok"]);
    assert.match(report.of("redis")[0]?.text ?? "", /version \d+\.\d+/);
    assert.equal(await redis.cli("keys", "*"), "", "nothing is left in Redis");
    assert.deepEqual(await inventory(folder.path), [], "nothing is left on the volume");
  } finally {
    await simulator.close();
  }
});

Deno.test("Doctor - a bad key: wrong, nothing else asked with it, and never shown", async () => {
  await using folder = await temporary();
  const simulator = await startSimulator({ key: "another" });
  try {
    for (const json of [true, false]) {
      const before = simulator.requests.length;
      const report = await doctor(folder.path, { ...provider(simulator), ADMIN_TOKEN: "open sesame" }, json);
      assert.equal(report.code, 1);
      assert.match(report.output, /19 characters.*not accepted/);
      assert.equal(simulator.requests.length - before, 1);
      assert.doesNotMatch(report.output, new RegExp(`${KEY}|open sesame`));
      if (json) hasWrong(report.of("key"), /not accepted by the provider \(401\)/);
      else assert.match(report.output, / {2}✗ The key/);
    }
  } finally {
    await simulator.close();
  }
});

Deno.test("Doctor - every bad variable at once, a placeholder for a key among them; the rest is still checked", async () => {
  await using folder = await temporary();
  const report = await doctor(folder.path, {
    FINNHUB_API_KEY: "your-actual-api-key-here",
    PORT: "abc",
    LOG_LEVEL: "loud",
    REDIS_HOST: "redis",
    REDIS_PORT: "70000",
  });
  assert.equal(report.code, 1);
  for (const name of ["FINNHUB_API_KEY", "PORT", "LOG_LEVEL", "REDIS_PORT"]) {
    hasWrong(report.of("configuration"), new RegExp(`Cannot use ${name}\\b`));
  }
  assert.match(report.of("key")[0]?.text ?? "", /Not asked: FINNHUB_API_KEY/);
  assert.match(report.of("redis")[0]?.text ?? "", /Not asked: REDIS_PORT/);
  assert.ok(report.of("volume").some(({ text }) => text === "It takes writes"));
});

Deno.test("Doctor - in the demo says so and checks the rest, fit to be read and pasted", async () => {
  await using folder = await temporary();
  const report = await doctor(folder.path, {}, false);
  assert.equal(report.code, 0, report.output);
  assert.match(report.output, /The demo: every price is simulated/);
  assert.match(report.output, /It takes writes/);
  assert.match(report.output, /Nothing is wrong; \d+ worth knowing \(!\)\n/);
  assert.ok(!report.output.includes(ROOT.replace(/\/$/, "")), "no path but the data folder's");
});

Deno.test("Doctor - endpoints that fail are told one by one", async () => {
  await using folder = await temporary();
  const simulator = await startSimulator({ key: KEY, plan: "premium" });
  try {
    simulator.fault({ path: "/quote", kind: "zeros" });
    simulator.fault({ path: "/news", kind: "html" });
    simulator.fault({ path: "/stock/metric", kind: "500" });
    simulator.fault({ path: "/stock/profile2", kind: "403" });
    const report = await doctor(folder.path, provider(simulator));
    assert.equal(report.code, 1);
    const plan = report.of("plan");
    hasWrong(plan, /^\/quote answers zeros/);
    hasWrong(plan, /^\/news fails.*HTML/);
    hasWrong(plan, /^\/stock\/metric fails.*status 500/);
    hasWrong(plan, /^\/stock\/profile2 is refused/);
    assert.equal(plan.filter(({ status }) => status === "ok").length, PROBES.length + 1 - 4);
  } finally {
    await simulator.close();
  }
});

Deno.test("Doctor - a provider that cannot be reached is told with its reason, and no endpoint is asked", async () => {
  await using folder = await temporary();
  const simulator = await startSimulator();
  await simulator.close();
  const report = await doctor(folder.path, provider(simulator));
  assert.equal(report.code, 1);
  hasWrong(report.of("key"), /could not be judged.*refused/i);
  assert.match(report.of("plan")[0]?.text ?? "", /Not asked/);
});

Deno.test("Doctor - leaves the endpoints alone when the minute's calls are nearly spent, and says who spent them", async () => {
  await using folder = await temporary();
  const simulator = await startSimulator({ key: KEY, callsPerMinute: 18 });
  try {
    const headers = { "x-finnhub-token": KEY };
    for (let i = 0; i < 5; i++) {
      await (await fetch(`${simulator.baseUrl}/quote?symbol=AAPL`, { headers })).body?.cancel();
    }
    const report = await doctor(folder.path, provider(simulator));
    assert.equal(simulator.requests.length, 6);
    assert.match(report.of("plan")[0]?.text ?? "", /Not asked: only 12 calls are left/);
    assert.ok(
      report.of("limits").some(({ text }) => /5 calls of this minute went to something else/.test(text)),
    );
    assert.ok(report.of("limits").some(({ text }) => /announces 18.*is 60/.test(text)));
  } finally {
    await simulator.close();
  }
});

Deno.test("Doctor - Redis away, or with another password, is told with what to do; the password is not", async () => {
  await using folder = await temporary();
  await using redis = await startRedis({ args: ["--requirepass", "opensesame"] });
  const REDIS_PORT = String(redis.port);
  const other = await doctor(folder.path, {
    REDIS_HOST: "127.0.0.1",
    REDIS_PORT,
    REDIS_PASSWORD: "guessed-it",
  });
  hasWrong(other.of("redis"), /does not let us in: .*WRONGPASS/);
  assert.doesNotMatch(other.output, /guessed-it/);
  const none = await doctor(folder.path, { REDIS_HOST: "127.0.0.1", REDIS_PORT });
  hasWrong(none.of("redis"), /NOAUTH/);
  assert.match(none.of("redis")[0]?.advice ?? "", /Set REDIS_PASSWORD/);
  await redis.kill();
  const away = await doctor(folder.path, { REDIS_HOST: "127.0.0.1", REDIS_PORT });
  assert.equal(away.code, 1);
  hasWrong(away.of("redis"), /cannot be reached: .*ECONNREFUSED/);
});

Deno.test("Doctor - damaged files and a folder that cannot be written are wrong, strangers are told", async () => {
  await using folder = await temporary();
  const demo = join(folder.path, "demo");
  await Deno.mkdir(demo);
  await Deno.writeTextFile(join(demo, "stock_quotes_20261120_150000.csv"), "symbol,price\nAAPL\n");
  await Deno.writeTextFile(join(demo, "holidays.csv"), "a,b\n");
  await Deno.writeTextFile(join(demo, ".quarterhour"), "no folder\n");
  const before = await inventory(folder.path);
  const report = await doctor(folder.path);
  assert.equal(report.code, 1);
  hasWrong(report.of("volume"), /stock_quotes_20261120_150000\.csv is damaged: /);
  hasWrong(report.of("volume"), /"\.quarterhour" in the data folder is no folder/);
  assert.ok(report.of("volume").some(({ status, text }) => status === "note" && /holidays\.csv/.test(text)));
  assert.deepEqual(await inventory(folder.path), before);
});

Deno.test("Doctor - beside a running instance, in the middle of a run: says who holds the lease, and changes nothing", async () => {
  await using folder = await temporary();
  const simulator = await startSimulator({ key: KEY });
  const env = { ...provider(simulator), FINNHUB_CALLS_PER_MINUTE: "3000" };
  const takeBack = simulator.fault({ path: "/quote", symbol: "META", kind: "hang" });
  try {
    await using server = await startServer({ env, dataPath: folder.path });
    const state = join(server.dataPath, ".quarterhour", "state", "running.json");
    const { run_id, instance } = await until("a run is under way", () => readJson(state));
    const port = new URL(server.url).port;
    const report = await doctor(server.dataPath, { ...env, PORT: port });
    const lease = report.of("runs").find(({ text }) => text.includes(run_id));
    assert.equal(lease?.text, `Run ${run_id} is under way: ${instance} holds the lease`);
    assert.match(report.of("server")[0]?.text ?? "", /This program runs on port \d+ and is ready/);
    takeBack();
    const finished = await server.logged("Run finished");
    assert.notEqual(finished["status"], "failed");
    const before = await inventory(server.dataPath);
    const after = await doctor(server.dataPath, { ...env, PORT: port });
    assert.match(
      after.of("runs")[0]?.text ?? "",
      new RegExp(`The last run, ${run_id}, was (complete|partial)`),
    );
    const unwritten = (line: string) => !/\.quarterhour\/(writable|catalog\.json)/.test(line);
    assert.deepEqual((await inventory(server.dataPath)).filter(unwritten), before.filter(unwritten));
    const again = simulator.fault({ path: "/quote", symbol: "META", kind: "hang" });
    await (await fetch(`${server.url}/api/ingest`, { method: "POST" })).body?.cancel();
    const next = await until("another run is under way", async () => {
      const running = await readJson(state);
      return running.run_id !== run_id && running;
    });
    await server.stop("SIGKILL");
    again();
    const killed = await doctor(server.dataPath, env);
    const cutOff = killed.of("runs").find(({ text }) => text.includes(`Run ${next.run_id} was cut off`));
    // It was asked for, so no slot waits for it.
    assert.equal(cutOff?.advice, "The next start puts it on record");
  } finally {
    await simulator.close();
  }
});
