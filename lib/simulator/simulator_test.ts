import assert from "node:assert/strict";
import { type Simulator, type SimulatorOptions, startSimulator } from "./simulator.ts";

const NOW = Date.parse("2026-11-20T17:00:05Z");

async function using(
  options: SimulatorOptions,
  test: (simulator: Simulator) => Promise<void>,
): Promise<void> {
  const simulator = await startSimulator({ now: () => NOW, ...options });
  try {
    await test(simulator);
  } finally {
    await simulator.close();
  }
}

function call(simulator: Simulator, path: string, key = "simulated"): Promise<Response> {
  return fetch(simulator.baseUrl + path, { headers: { "X-Finnhub-Token": key }, redirect: "manual" });
}

async function data(simulator: Simulator, path: string): Promise<unknown> {
  const response = await call(simulator, path);
  assert.equal(response.status, 200, path);
  return await response.json();
}

Deno.test("simulator - a wrong or missing key gets 401 without rate-limit headers", () =>
  using({}, async (simulator) => {
    const wrong = await call(simulator, "/quote?symbol=AAPL", "other");
    assert.equal(wrong.status, 401);
    assert.equal(wrong.headers.get("x-ratelimit-limit"), null);
    assert.deepEqual(await wrong.json(), { error: "Invalid API key" });
    const missing = await fetch(`${simulator.baseUrl}/quote?symbol=AAPL`);
    assert.equal(missing.status, 401);
    await missing.body?.cancel();
  }));

Deno.test("simulator - the key is taken from the query too, and the request tells where it was", () =>
  using({ key: "k" }, async (simulator) => {
    const response = await fetch(`${simulator.baseUrl}/quote?symbol=AAPL&token=k`);
    assert.equal(response.status, 200);
    await response.body?.cancel();
    const [request] = simulator.requests;
    assert.equal(request?.path, "/quote");
    assert.equal(request?.params.token, "k");
    assert.equal(request?.headers["x-finnhub-token"], undefined);
    assert.equal(request?.status, 200);
  }));

const PREMIUM = [
  "/stock/candle?symbol=AAPL&resolution=D&from=1795000000&to=1795200000",
  "/stock/social-sentiment?symbol=AAPL",
  "/stock/dividend?symbol=AAPL&from=2026-01-01&to=2026-12-31",
];
const FOREIGN = ["/quote?symbol=SHOP.TO", "/stock/profile2?symbol=SHOP.TO"];
for (const path of [...PREMIUM, ...FOREIGN]) {
  Deno.test(`simulator - a free key is refused ${path.split("?")[0]}, a paying one is not: ${path}`, async () => {
    await using({}, async (simulator) => {
      const response = await call(simulator, path);
      assert.equal(response.status, 403);
      assert.deepEqual(await response.json(), { error: "You don't have access to this resource." });
    });
    await using({ plan: "premium" }, async (simulator) => void await data(simulator, path));
  });
}

Deno.test("simulator - a class share is no foreign listing", () =>
  using({}, async (simulator) => void await data(simulator, "/quote?symbol=BRK.B")));

const UNKNOWN: Record<string, unknown> = {
  "/quote?symbol=NOPE": { c: 0, d: null, dp: null, h: 0, l: 0, o: 0, pc: 0, t: 0 },
  "/stock/profile2?symbol=NOPE": {},
  "/company-news?symbol=NOPE&from=2026-11-01&to=2026-11-20": [],
  "/stock/recommendation?symbol=NOPE": [],
  "/stock/earnings?symbol=NOPE": [],
  "/calendar/earnings?symbol=NOPE": { earningsCalendar: [] },
  "/stock/peers?symbol=NOPE": [],
  "/stock/insider-transactions?symbol=NOPE": { data: [], symbol: "NOPE" },
  "/stock/candle?symbol=NOPE&resolution=D&from=1795000000&to=1795200000": { s: "no_data" },
  "/search?q=NOPE": { count: 0, result: [] },
};
Deno.test("simulator - an unknown symbol is answered with 200 and nothing", () =>
  using({ plan: "premium" }, async (simulator) => {
    for (const [path, expected] of Object.entries(UNKNOWN)) {
      assert.deepEqual(await data(simulator, path), expected, path);
    }
  }));

Deno.test("simulator - past the minute's window a call gets 429, and again data when it has slid", async () => {
  let now = NOW;
  await using({ now: () => now, callsPerMinute: 2 }, async (simulator) => {
    await data(simulator, "/quote?symbol=AAPL");
    const second = await call(simulator, "/quote?symbol=AAPL");
    assert.equal(second.headers.get("x-ratelimit-limit"), "2");
    assert.equal(second.headers.get("x-ratelimit-remaining"), "0");
    await second.body?.cancel();
    const third = await call(simulator, "/quote?symbol=AAPL");
    assert.equal(third.status, 429);
    assert.equal(third.headers.get("x-ratelimit-reset"), String(Math.ceil((now + 60_000) / 1000)));
    assert.deepEqual(await third.json(), {
      error: "API limit reached. Please try again later. Remaining Limit: 0",
    });
    now += 60_000;
    await data(simulator, "/quote?symbol=AAPL");
  });
});

Deno.test("simulator - some endpoints answer without rate-limit headers", () =>
  using({}, async (simulator) => {
    const response = await call(simulator, "/search?q=apple");
    assert.equal(response.headers.get("x-ratelimit-remaining"), null);
    await response.body?.cancel();
  }));

Deno.test("simulator - the list of symbols is a signed file on another host, which must not see the key", () =>
  using({}, async (simulator) => {
    const redirect = await call(simulator, "/stock/symbol?exchange=US");
    assert.equal(redirect.status, 302);
    await redirect.body?.cancel();
    const address = redirect.headers.get("location") ?? "";
    assert.notEqual(new URL(address).host, new URL(simulator.baseUrl).host);
    const rows: { symbol: string }[] = await (await fetch(address)).json();
    assert.ok(rows.some(({ symbol }) => symbol === "AAPL"));
    const leaked = await fetch(address, { headers: { "x-finnhub-token": "simulated" } });
    assert.equal(leaked.status, 400);
    await leaked.body?.cancel();
    const unsigned = await fetch(address.replace(/signature=\w+/, "signature=0"));
    assert.equal(unsigned.status, 403);
    await unsigned.body?.cancel();
  }));

Deno.test("simulator - the market is open on a Sunday, unless it keeps exchange hours", async () => {
  const now = () => Date.parse("2026-11-22T15:00Z");
  for (const hours of ["always", "exchange"] as const) {
    await using({ now, hours }, async (simulator) => {
      const status = await data(simulator, "/stock/market-status?exchange=US") as {
        isOpen: boolean;
        session: string;
      };
      assert.equal(status.isOpen, hours === "always");
      assert.equal(status.session, hours === "always" ? "regular" : null);
    });
  }
});

Deno.test("simulator - the same seed and clock answer byte for byte the same", async () => {
  const paths = [
    "/quote?symbol=MSFT",
    "/company-news?symbol=MSFT&from=2026-11-10&to=2026-11-20",
    "/stock/metric?symbol=MSFT&metric=all",
    "/calendar/ipo?from=2026-10-01&to=2026-12-20",
  ];
  const told: string[][] = [];
  for (const seed of [7, 7, 8]) {
    await using({ seed }, async (simulator) => {
      const texts: string[] = [];
      for (const path of paths) texts.push(await (await call(simulator, path)).text());
      told.push(texts);
    });
  }
  assert.deepEqual(told[0], told[1]);
  paths.forEach((path, index) => assert.notEqual(told[0]?.[index], told[2]?.[index], path));
});

Deno.test("simulator - what is no path, or lacks a parameter, is said to be so", () =>
  using({}, async (simulator) => {
    for (
      const [path, status] of [["/nothing", 404], ["/quote", 422], [
        "/stock/metric?symbol=AAPL",
        422,
      ]] as const
    ) {
      const response = await call(simulator, path);
      assert.equal(response.status, status, path);
      await response.body?.cancel();
    }
  }));
