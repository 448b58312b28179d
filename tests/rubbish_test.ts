import assert from "node:assert/strict";
import fc from "fast-check";
import { type RawAnswer, type RawRequest, sendRaw } from "./_raw.ts";
import { described, isWrong, METHODS, nasty, parameterNames, routed, ROUTES, STEPS } from "./_rubbish.ts";
import { startServer } from "./_server.ts";

/** In files that no answer may hold: beside, above and inside of the data folder. */
const MARKER = "cOntent-0f-a-f0reign-file";
/** In every module of the program, and nowhere in what it serves. */
const SOURCE = 'from "@/lib/';
const TOKEN = "an-adm1n-t0ken";

Deno.test("Rubbish - whatever a request holds, the answer is no 5xx, and no file but ours", async (t) => {
  const outer = await Deno.makeTempDir({ prefix: "quarterhour-" });
  const dataPath = `${outer}/data`;
  await Deno.mkdir(`${dataPath}/demo`, { recursive: true });
  for (const path of ["secret.txt", "data/secret.txt", "data/demo/foreign.csv", "data/demo/secret.txt"]) {
    await Deno.writeTextFile(`${outer}/${path}`, `${MARKER}\n`);
  }
  await using server = await startServer({
    dataPath,
    env: { STOCK_SYMBOLS: "AAPL,MSFT", ADMIN_TOKEN: TOKEN, INGEST_CRON: "0 0 1 1 *" },
  });
  await server.logged("Run finished");
  const send = (request: RawRequest) => sendRaw(server.url, request);
  /** Sends, and asserts what holds for every answer. */
  const check = async (request: RawRequest): Promise<RawAnswer> => {
    const answer = await send(request);
    assertHarmless(request, answer);
    return answer;
  };
  /** Sends many requests of a kind. */
  const each = (
    name: string,
    requests: fc.Arbitrary<RawRequest>,
    numRuns: number,
    promise: (request: RawRequest) => Promise<unknown> = check,
  ) =>
    t.step(
      name,
      () =>
        fc.assert(fc.asyncProperty(requests, async (request) => void await promise(request)), { numRuns }),
    );

  const byPath = routed.map((target): RawRequest => ({ target }));
  await each("a path of every route", byPath, 400);

  const climbing = fc.tuple(
    fc.constantFrom(
      "",
      "/api",
      "/api/datasets",
      "/api/stocks",
      "/data",
      "/stocks",
      "/_fresh",
      "/_fresh/files",
    ),
    fc.array(fc.constantFrom(...STEPS), { minLength: 1, maxLength: 8 }),
    fc.constantFrom("/", "%2f", "\\", "//"),
  ).map(([start, steps, separator]): RawRequest => ({ target: `${start}/${steps.join(separator)}` }));
  await each("paths that climb", climbing, 600, async (request) => {
    const { status, headers } = await check(request);
    // A redirect stays on this host.
    const location = headers.get("location");
    if (location !== null) assert.match(location, /^\/(?![/\\])/);
    assert.ok(
      status < 400 || status === 404 || status === 400 || status === 405 || status === 406,
      `${status}`,
    );
  });

  const bytes = fc.tuple(
    fc.constantFrom("/", "/api/", "/stocks/", "/data/"),
    fc.string({
      unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
      maxLength: 30,
    }),
  ).map(([start, rest]): RawRequest => ({ target: start + rest }));
  await each("paths of any bytes", bytes, 300, async (request) => {
    const answer = await send(request);
    // What is no HTTP the server refuses before the program sees it, with a bare 400.
    if (/[\0- \x7f]/.test(request.target) || answer.body === "") assert.ok(answer.status < 500);
    else assertHarmless(request, answer);
  });

  const queried = fc.tuple(
    routed,
    fc.array(fc.tuple(parameterNames(), nasty), { minLength: 1, maxLength: 5 }),
  )
    .map(([path, pairs]): RawRequest => ({
      target: `${path}?${
        pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join("&")
      }`,
    }));
  await each("any query of every route", queried, 400);

  for (const { path, parameter } of await described(server.url)) {
    const wrong = nasty.filter((text) => isWrong(parameter.schema, text));
    const request = wrong.map((value): RawRequest => ({
      target: `${path}?${parameter.name}=${encodeURIComponent(value)}`,
    }));
    await each(
      `${path}?${parameter.name}= is a 400 that says what was wanted`,
      request,
      40,
      async (request) => {
        const { status, body } = await check(request);
        assert.equal(status, 400, body);
        if (path.startsWith("/api/")) assert.match(JSON.parse(body).detail, /Cannot read|expected/);
      },
    );
  }

  // What chooses what a page shows; forms send these empty too, for the default.
  const choices = [
    "/calendar?view",
    "/data/stock_quotes?view",
    "/data/stock_quotes?sort",
    "/data/stock_quotes?dir",
    "/data/stock_quotes?order",
    "/stocks/AAPL?range",
    "/stocks/AAPL?financials",
    "/compare?range",
    "/pipeline?runs",
    "/pipeline?show",
    "/?past",
  ];
  const unknown = nasty.filter((text) => text.trim() !== "").map((text) => encodeURIComponent(`x${text}`));
  for (const choice of choices) {
    const requests = unknown.map((value): RawRequest => ({ target: `${choice}=${value}` }));
    await each(`${choice}= of a page is a 400 too`, requests, 10, async (request) => {
      const { status, body } = await check(request);
      assert.equal(status, 400, request.target);
      assert.match(body, /expected one of/);
    });
  }

  // By contract (readSettings, readChoice, watchlistChoiceOf): a link outlives the version it is from.
  const looks = [
    "/?density",
    "/?list",
    ...["type", "scale", "prices", "overlays", "panes", "table"].map((name) => `/stocks/AAPL?${name}`),
    "/compare?log",
  ];
  for (const look of looks) {
    const requests = unknown.map((value): RawRequest => ({ target: `${look}=${value}` }));
    await each(`${look}= is about looks alone, and rubbish is left out`, requests, 5, async (request) => {
      assert.equal((await check(request)).status, 200, request.target);
    });
  }

  await t.step("a percent sign that encodes nothing is a name that nothing has", async () => {
    for (const target of ["/share/%25", "/share/%25.png", "/stocks/%25", "/api/stocks/%25"]) {
      const { status } = await check({ target });
      assert.ok(status === 404 || status === 400, `${target}: ${status}`);
    }
  });

  await t.step("there is no snapshot of the past, and nobody gets the present for it", async () => {
    const { status, body } = await check({ target: "/api/snapshot?at=2026-01-01" });
    assert.equal(status, 400);
    assert.match(JSON.parse(body).detail, /event stream/);
  });

  const methods = fc.tuple(fc.constantFrom(...METHODS), fc.constantFrom(...ROUTES), nasty)
    .map(([method, route, body]): RawRequest => ({
      method,
      target: route.replaceAll(/\[[^\]]*\]/g, "AAPL"),
      ...(method !== "GET" && method !== "HEAD" && method !== "TRACE" && { body: encodeURIComponent(body) }),
    }));
  await each("any method on every route", methods, 300, async (request) => {
    const { status, headers } = await check(request);
    if (status === 405) assert.notEqual(headers.get("allow"), null);
  });

  const names = fc.constantFrom(
    "accept",
    "accept-encoding",
    "authorization",
    "content-type",
    "cookie",
    "host",
    "if-modified-since",
    "if-none-match",
    "last-event-id",
    "origin",
    "range",
    "sec-fetch-site",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
  );
  const headed = fc.tuple(
    fc.constantFrom("GET", "POST"),
    fc.constantFrom(...ROUTES),
    fc.array(fc.tuple(names, nasty.map((text) => text.replaceAll(/[^\x20-\x7e]/g, ""))), {
      minLength: 1,
      maxLength: 6,
    }),
  ).map(([method, route, headers]): RawRequest => ({
    method,
    target: route.replaceAll(/\[[^\]]*\]/g, "stock_quotes"),
    headers,
  }));
  await each("any headers on every route", headed, 400, async (request) => {
    const answer = await send(request);
    if (answer.status >= 400 && answer.body === "") assert.ok(answer.status < 500);
    else assertHarmless(request, answer);
  });

  await t.step("headers and targets larger than anybody sends", async () => {
    const large: readonly RawRequest[] = [
      { target: "/", headers: [["cookie", "x".repeat(100_000)]] },
      { target: "/api/quotes", headers: Array.from({ length: 500 }, (_, at) => [`x-${at}`, "y"]) },
      { target: `/api/quotes?${"x=y&".repeat(10_000)}` },
      { target: `/stocks/${"A".repeat(60_000)}` },
      { target: `/${"a/".repeat(20_000)}` },
    ];
    for (const request of large) {
      const { status } = await send(request);
      assert.ok(status < 500, `${request.target.slice(0, 40)}: ${status}`);
    }
  });

  const types = fc.constantFrom(
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/json",
    "text/x",
  );
  const bodies = fc.tuple(fc.constantFrom("/sign-in", "/api/ingest"), types, nasty)
    .map(([target, type, body]): RawRequest => ({
      method: "POST",
      target,
      headers: [["content-type", type]],
      body: encodeURIComponent(body),
    }));
  await each("bodies that are none", bodies, 100, async (request) => {
    const { status } = await check(request);
    assert.ok(status >= 400, `${status}`);
  });

  assert.deepEqual(server.log.filter(({ level }) => level === "ERROR"), []);
  const { status } = await send({ target: "/readyz" });
  assert.equal(status, 200);
  await server.stop("SIGTERM");
  await Deno.remove(outer, { recursive: true });
});

/** What holds for every answer to whatever request the program gets to see. */
function assertHarmless({ method = "GET", target }: RawRequest, { status, headers, body }: RawAnswer): void {
  const what = `${method} ${target.slice(0, 200)}: ${status} ${body.slice(0, 200)}`;
  assert.ok(status >= 200 && status < 500, what);
  assert.ok(
    !body.includes(MARKER) && !body.includes(SOURCE) && !body.includes("root:x:0:") && !body.includes(TOKEN),
    what,
  );
  const type = headers.get("content-type") ?? "";
  if (type.startsWith("text/html")) assert.ok(!body.includes("<script>alert(1)"), what);
  if (status < 400 || method === "HEAD") return;
  const path = pathOf(target);
  if (path === "/api" || path.startsWith("/api/")) {
    assert.equal(type, "application/problem+json", what);
    const problem = JSON.parse(body);
    assert.equal(problem.status, status, what);
    assert.ok(typeof problem.title === "string" && typeof problem.detail === "string", what);
  } else assert.match(type, /^text\/html/, what);
}

/** The path as the server reads it: dots resolved, backslashes turned. */
function pathOf(target: string): string {
  return URL.parse(`http://127.0.0.1${target}`)?.pathname ?? target;
}
