import assert from "node:assert/strict";
import { DATASETS } from "@/lib/datasets/mod.ts";
import type { QuoteView } from "@/lib/market/quote_view.ts";
import { openApiDocument } from "@/lib/services/openapi/mod.ts";
import type { QuarantineView } from "@/lib/services/quarantine_view.ts";
import { type Simulator, startSimulator } from "@/lib/simulator/mod.ts";
import { getJson, quotes, runs, trigger } from "./_api.ts";
import { SchemaChecker } from "./_openapi.ts";
import { type RunningServer, startServer, until } from "./_server.ts";
import { command } from "./_transfer.ts";

/** A server on a simulated provider that lies on request. */
interface Lied extends AsyncDisposable {
  readonly server: RunningServer;
  readonly simulator: Simulator;
  readonly env: Readonly<Record<string, string>>;
}

/** Starts one, lets it run once, and then once more while the provider tells that lie about AAPL. */
async function startLied(
  kind: "jump" | "zeros",
  more: Readonly<Record<string, string>> = {},
  headers: HeadersInit = {},
): Promise<Lied> {
  const simulator = await startSimulator({ key: "k" });
  const env = {
    FINNHUB_API_KEY: "k",
    FINNHUB_BASE_URL: simulator.baseUrl,
    FINNHUB_CALLS_PER_MINUTE: "3000",
    STOCK_SYMBOLS: "AAPL,MSFT",
    ...more,
  };
  const server = await startServer({ env });
  await server.logged("Run finished");
  const { as_of } = await quote(server);
  // Finnhub's times are whole seconds: the next quote must be a later one.
  await until("a second has passed", () => Date.now() > Date.parse(as_of ?? "") + 1_000);
  simulator.fault({ kind, symbol: "AAPL", path: "/quote", times: 1 });
  const { run_id } = await trigger(server, headers);
  await until("the run is on record", async () => (await runs(server)).some((run) => run.run_id === run_id));
  return {
    server,
    simulator,
    env,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await simulator.close();
    },
  };
}

async function quote(server: RunningServer): Promise<QuoteView> {
  return (await quotes(server)).AAPL ?? assert.fail("no quote");
}

async function kept(server: RunningServer): Promise<QuarantineView> {
  const { total, rows } = await getJson<{ total: number; rows: QuarantineView[] }>(server, "/api/quarantine");
  assert.equal(total, 1);
  return rows[0] ?? assert.fail("nothing kept");
}

function decide({ url }: RunningServer, id: string, body: BodyInit, headers: Record<string, string> = {}) {
  return fetch(`${url}/api/quarantine/${id}`, { method: "POST", body, headers, redirect: "manual" });
}

const ACCEPT = JSON.stringify({ action: "accept" });
const DROP = JSON.stringify({ action: "drop" });

async function assertProblem(response: Response, status: number, detail: RegExp): Promise<void> {
  const body = await response.json();
  assert.equal(response.status, status, JSON.stringify(body));
  assert.equal(response.headers.get("content-type"), "application/problem+json");
  assert.match(body.detail, detail);
}

Deno.test("Quarantine - over HTTP: a doubted price is shown with its reason, accepted once, and on the page", async () => {
  await using lied = await startLied("jump");
  const { server } = lied;
  const before = await quote(server);
  assert.equal(before.doubt?.kind, "jump");
  assert.match(before.doubt?.reason ?? "", /in one step/);
  const html = await (await fetch(server.url)).text();
  assert.match(html, /<tr class="old" data-symbol="AAPL">[\s\S]*?in doubt/);
  assert.match(
    await (await fetch(`${server.url}/stocks/AAPL`)).text(),
    /data-doubt="jump"[\s\S]*?The last good price stands/,
  );
  const row = await kept(server);
  assert.deepEqual([row.dataset, row.symbol, row.count, row.acceptable], ["stock_quotes", "AAPL", 1, true]);
  assert.match(
    await (await fetch(`${server.url}/pipeline`)).text(),
    new RegExp(`action="/api/quarantine/${row.id}"`),
  );

  await assertProblem(await decide(server, "0123456789ab", ACCEPT), 404, /no row "0123456789ab"/);
  await assertProblem(await decide(server, "..%2f..%2fetc", ACCEPT), 404, /no such row/);
  for (const body of ["", "{}", "[]", "null", "accept", '{"action":"burn"}', '{"action":{}}']) {
    await assertProblem(await decide(server, row.id, body), 400, /^Cannot read/);
  }
  await assertProblem(await decide(server, row.id, "x".repeat(5000)), 413, /at most 4096 bytes/);
  assert.equal((await kept(server)).id, row.id);

  const stream = await fetch(`${server.url}/api/events`);
  const events = stream.body?.pipeThrough(new TextDecoderStream()).getReader() ?? assert.fail("no stream");
  const response = await decide(server, row.id, ACCEPT);
  const decided = await response.json();
  assert.equal(response.status, 200);
  const checker = new SchemaChecker(
    JSON.parse(JSON.stringify(openApiDocument({ version: "", datasets: DATASETS }))),
  );
  assert.equal(checker.problemsOf({ $ref: "#/components/schemas/Decided" }, decided), "");
  assert.deepEqual([decided.id, decided.resolution], [row.id, "accepted"]);
  assert.ok(decided.rows >= 1);
  const [run] = await runs(server);
  assert.deepEqual([run?.run_id, run?.note], [
    decided.run_id,
    `accepted from quarantine: stock_quotes AAPL ${row.id}`,
  ]);
  let seen = "";
  await until("pages are told", async () => {
    seen += (await events.read()).value ?? "";
    return new RegExp(`event: data_ingested\\nid: .*\\ndata: .*${decided.run_id}`).test(seen);
  });
  await events.cancel();
  const after = await quote(server);
  assert.equal(after.doubt, null);
  assert.equal(after.price, JSON.parse(row.raw).c);

  const again = await decide(server, row.id, ACCEPT);
  assert.deepEqual(await again.json(), { id: row.id, resolution: "accepted", rows: 0, run_id: null });
  await assertProblem(await decide(server, row.id, DROP), 409, /was accepted on/);
  assert.equal((await getJson<{ total: number }>(server, "/api/quarantine")).total, 0);
});

Deno.test("Quarantine - the page's form decides without JavaScript, and for the administrator alone", async () => {
  const token = "let-me-in";
  await using lied = await startLied("zeros", { ADMIN_TOKEN: token }, { authorization: `Bearer ${token}` });
  const { server } = lied;
  const row = await kept(server);
  assert.equal(row.acceptable, false);
  const form = new URLSearchParams({ action: "drop" });
  const accept = "text/html,application/xhtml+xml,*/*;q=0.8";
  assert.doesNotMatch(await (await fetch(`${server.url}/pipeline`)).text(), /\/api\/quarantine\//);
  await assertProblem(await decide(server, row.id, form, { accept }), 401, /Sign in/);
  const origin = "https://example.com";
  const authorization = `Bearer ${token}`;
  const foreign = await decide(server, row.id, form, { accept, authorization, origin });
  assert.equal(foreign.status, 403);
  await foreign.body?.cancel();

  const page = await (await fetch(`${server.url}/pipeline`, { headers: { authorization } })).text();
  assert.match(page, new RegExp(`action="/api/quarantine/${row.id}"`));
  assert.doesNotMatch(page, /value="accept"/);
  await assertProblem(
    await decide(server, row.id, new URLSearchParams({ action: "accept" }), { accept, authorization }),
    409,
    /cannot be accepted/,
  );
  const dropped = await decide(server, row.id, form, { accept, authorization, origin: server.url });
  assert.deepEqual([dropped.status, dropped.headers.get("location")], [303, "/pipeline#quarantine"]);
  assert.equal((await getJson<{ total: number }>(server, "/api/quarantine")).total, 0);
});

Deno.test("Quarantine - the task lists, shows and decides beside a running server, which takes it over", async () => {
  await using lied = await startLied("jump");
  const { server, env } = lied;
  const { id } = await kept(server);
  const task = (...args: string[]) => command("quarantine", server.dataPath, args, env);

  const list = await task();
  assert.deepEqual([list.code, list.errors], [0, ""]);
  assert.match(
    list.output,
    new RegExp(`^${id}  stock_quotes AAPL  \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d  1x +Price `),
  );
  assert.equal(JSON.parse((await task("list", "--json")).output)[0].id, id);
  const shown = await task("show", id);
  assert.match(shown.output, /^state +waits for review$/m);
  assert.match(shown.output, /^row\.source +finnhub:\/quote$/m);
  for (const args of [["burn"], ["accept"], ["accept", id, id], ["list", id], ["show", "0"], ["--what"]]) {
    const { code, errors } = await task(...args);
    assert.equal(code, 2, args.join(" "));
    assert.match(errors, /--help tells how\n$/);
  }
  assert.equal((await task("accept", "0123456789ab")).code, 1);

  const accepted = await task("accept", id);
  assert.match(accepted.output, new RegExp(`^${id}: accepted, \\d+ rows changed in run \\d{8}_\\d{6}-1\\n$`));
  await until("the server has it", async () => (await quote(server)).doubt === null);
  assert.equal((await task("accept", id)).output, `${id}: accepted\n`);
  const late = await task("drop", id);
  assert.equal(late.code, 1);
  assert.match(late.errors, /was accepted on/);
  assert.equal((await task("list")).output, "Nothing waits for review.\n");
});
