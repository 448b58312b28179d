import assert from "node:assert/strict";
import { type Fault, parseFault, withDuplicates, withNulls } from "./faults.ts";
import { type Simulator, startSimulator } from "./simulator.ts";

const NOW = Date.parse("2026-11-20T17:00:05Z");
const KEY = { "X-Finnhub-Token": "simulated" };

async function using(test: (simulator: Simulator) => Promise<void>): Promise<void> {
  const simulator = await startSimulator({ now: () => NOW, hours: "exchange" });
  try {
    await test(simulator);
  } finally {
    await simulator.close();
  }
}

function quote(simulator: Simulator, symbol = "AAPL", signal?: AbortSignal): Promise<Response> {
  return fetch(`${simulator.baseUrl}/quote?symbol=${symbol}`, { headers: KEY, ...(signal && { signal }) });
}

for (const status of ["403", "429", "500", "502"] as const) {
  Deno.test(`fault - ${status} answers so, and stops when it is taken back`, () =>
    using(async (simulator) => {
      const undo = simulator.fault({ kind: status });
      const failed = await quote(simulator);
      assert.equal(failed.status, Number(status));
      await failed.body?.cancel();
      undo();
      const fine = await quote(simulator);
      assert.equal(fine.status, 200);
      await fine.body?.cancel();
    }));
}

Deno.test("fault - it hits only its path and symbol, and only as often as told", () =>
  using(async (simulator) => {
    simulator.fault({ kind: "500", path: "/quote", symbol: "MSFT", times: 2 });
    const statuses: number[] = [];
    for (const symbol of ["AAPL", "MSFT", "MSFT", "MSFT"]) {
      const response = await quote(simulator, symbol);
      statuses.push(response.status);
      await response.body?.cancel();
    }
    assert.deepEqual(statuses, [200, 500, 500, 200]);
  }));

Deno.test("fault - html is a page with 200", () =>
  using(async (simulator) => {
    simulator.fault({ kind: "html" });
    const response = await quote(simulator);
    assert.equal(response.status, 200);
    assert.match(response.headers.get("content-type") ?? "", /^text\/html/);
    assert.match(await response.text(), /^<!DOCTYPE html>/);
  }));

Deno.test("fault - broken_json is half an answer with 200", () =>
  using(async (simulator) => {
    simulator.fault({ kind: "broken_json" });
    const response = await quote(simulator);
    assert.equal(response.status, 200);
    const text = await response.text();
    assert.throws(() => JSON.parse(text), SyntaxError);
  }));

Deno.test("fault - a hanging call ends when the caller gives up", () =>
  using(async (simulator) => {
    simulator.fault({ kind: "hang" });
    const gaveUp = new AbortController();
    const pending = quote(simulator, "AAPL", gaveUp.signal);
    while (simulator.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    gaveUp.abort();
    await assert.rejects(pending, { name: "AbortError" });
  }));

Deno.test("fault - hanging and stalled calls end when the simulator closes", async () => {
  const simulator = await startSimulator({ now: () => NOW });
  simulator.fault({ kind: "hang", symbol: "AAPL" });
  simulator.fault({ kind: "stall", symbol: "MSFT" });
  const hanging = quote(simulator, "AAPL");
  const stalled = await quote(simulator, "MSFT");
  const reader = stalled.body?.getReader();
  const first = await reader?.read();
  assert.match(new TextDecoder().decode(first?.value), /^\{"c":/);
  const rest = reader?.read();
  while (simulator.requests.length < 2) await new Promise((resolve) => setTimeout(resolve, 1));
  await simulator.close();
  assert.equal((await hanging).status, 503);
  await (await hanging).body?.cancel();
  await assert.rejects(async () => await rest, "half the body must not look like the whole");
});

Deno.test("fault - zeros answers a known symbol as if it were none", () =>
  using(async (simulator) => {
    simulator.fault({ kind: "zeros" });
    assert.deepEqual(await (await quote(simulator)).json(), {
      c: 0,
      d: null,
      dp: null,
      h: 0,
      l: 0,
      o: 0,
      pc: 0,
      t: 0,
    });
  }));

Deno.test("fault - stale shows the close of the session before, while the market is open", () =>
  using(async (simulator) => {
    simulator.fault({ kind: "stale", times: 1 });
    const stale = await (await quote(simulator)).json();
    const fresh = await (await quote(simulator)).json();
    assert.equal(stale.t * 1000, Date.parse("2026-11-19T21:00Z"));
    assert.equal(stale.c, fresh.pc);
    assert.equal(fresh.t * 1000, NOW);
  }));

Deno.test("fault - a quote can lie in the ways that a provider's do, and is true again after", async () => {
  let now = NOW;
  const simulator = await startSimulator({ now: () => now, hours: "exchange" });
  const ask = async () => await (await quote(simulator)).json();
  const lied = async (kind: Fault["kind"]) => {
    const undo = simulator.fault({ kind });
    const lie = await ask();
    undo();
    return lie;
  };
  try {
    const truth = await ask();
    const { c, h, pc, t } = truth;
    assert.deepEqual(await lied("outside_range"), {
      ...truth,
      c: Number((h * 1.05).toFixed(2)),
      d: Number((h * 1.05 - pc).toFixed(2)),
      dp: Number(((h * 1.05 - pc) / pc * 100).toFixed(4)),
    });
    const jump = await lied("jump");
    assert.ok(Math.abs(jump.c / c - 1.4) < 1e-3 && jump.h === Math.max(h, jump.c) && jump.l === truth.l);
    const split = await lied("split");
    for (const field of ["c", "h", "l", "o", "pc"]) {
      assert.ok(Math.abs(split[field] * 4 / truth[field] - 1) < 1e-3, field);
    }
    assert.equal((await lied("backwards")).t, t - 3600);
    assert.equal((await lied("negative")).c, -c);
    assert.deepEqual(await lied("future"), { ...truth, t: t + 86_400 });
    const inverted = await lied("no_range");
    assert.ok(inverted.l > truth.h && inverted.h < truth.l);
    const wrong = await lied("previous_close");
    assert.deepEqual([wrong.c, wrong.pc], [c, Number((pc * 1.1).toFixed(2))]);

    const undo = simulator.fault({ kind: "frozen" });
    assert.deepEqual(await ask(), truth);
    now += 900_000;
    assert.deepEqual(await ask(), { ...truth, t: t + 900 });
    undo();
    assert.notEqual((await ask()).c, c);
    simulator.fault({ kind: "frozen", since: NOW });
    assert.deepEqual(await ask(), { ...truth, t: t + 900 });
  } finally {
    await simulator.close();
  }
});

Deno.test("fault - whoever keeps a ledger is told of each answer, and what was wrong with it", async () => {
  const told: unknown[] = [];
  const simulator = await startSimulator({
    now: () => NOW,
    onAnswer: ({ path, params, at, status, body, fault }) =>
      void told.push([path, params.get("symbol"), at, status, JSON.parse(body).c, fault]),
  });
  simulator.fault({ kind: "zeros", symbol: "MSFT" });
  const { c } = await (await quote(simulator)).json();
  await (await quote(simulator, "MSFT")).body?.cancel();
  await simulator.close();
  assert.deepEqual(told, [["/quote", "AAPL", NOW, 200, c, null], ["/quote", "MSFT", NOW, 200, 0, "zeros"]]);
});

Deno.test("fault - nulls and duplicates spoil a document and keep its outer shape", () => {
  assert.deepEqual(withNulls([{ a: 1, b: "x" }, { a: 2, b: "y" }]), [{ a: 1, b: null }, { a: 2, b: null }]);
  assert.deepEqual(withDuplicates({ data: [1, 2, 3, 4], s: "ok" }), { data: [1, 1, 2, 3, 4, 4], s: "ok" });
});

Deno.test("fault - another process scripts it over loopback, a web page cannot", () =>
  using(async (simulator) => {
    const address = new URL("/__simulator/faults", simulator.baseUrl);
    const made = await fetch(address, { method: "POST", body: JSON.stringify({ kind: "500" }) });
    assert.equal(made.status, 201);
    assert.deepEqual(await made.json(), { id: 1 });
    const failed = await quote(simulator);
    assert.equal(failed.status, 500);
    await failed.body?.cancel();
    await fetch(address, { method: "DELETE" });
    const fine = await quote(simulator);
    assert.equal(fine.status, 200);
    await fine.body?.cancel();

    const page = await fetch(address, {
      method: "POST",
      body: "{}",
      headers: { origin: "https://example.com" },
    });
    assert.equal(page.status, 403);
    await page.body?.cancel();
    const wrong = await fetch(address, { method: "POST", body: '{"kind":"rain"}' });
    assert.equal(wrong.status, 400);
    assert.match((await wrong.json()).error, /^Cannot read fault: kind "rain", expected 403, /);

    const listed = await (await fetch(new URL("/__simulator/requests", simulator.baseUrl))).text();
    assert.equal(JSON.parse(listed).length, 2);
    assert.ok(!listed.includes('"simulated"'), "the key is masked");
  }));

Deno.test("fault - one that makes no sense is refused", () => {
  for (
    const value of [null, {}, { kind: "hang", times: 0 }, { kind: "hang", path: 1 }, {
      kind: "frozen",
      since: "now",
    }]
  ) {
    assert.throws(() => parseFault(value), TypeError);
  }
});
