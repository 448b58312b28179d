import assert from "node:assert/strict";
import { readConfig } from "@/lib/config.ts";
import { examineLimits, spentByOthers } from "./limits.ts";
import type { ProviderFacts, Seen } from "./provider.ts";

const NOW = Date.UTC(2026, 10, 20, 15, 1);

function seen(limit: number | null, remaining: number | null, sent: number): Seen {
  const said = { limit, remaining, resetId: null, resetInMs: null, retryAfterMs: null };
  return { sentAt: NOW, receivedAt: NOW, sent, date: NaN, limit: said };
}

function examine(answers: Seen[], env: Record<string, string> = {}) {
  const facts: ProviderFacts = {
    status: { ok: true, data: {}, fetchedAt: NOW },
    answers: new Map(),
    unasked: "",
    seen: answers,
  };
  const config = readConfig({ FINNHUB_API_KEY: "c0ffee", ...env });
  return examineLimits(facts, config, NOW);
}

Deno.test("examineLimits - a ceiling at or below what is announced is well", () => {
  assert.deepEqual(examine([seen(60, 59, 1)]).map(({ status }) => status), ["ok", "ok"]);
  assert.equal(examine([seen(300, 299, 1)])[0]?.status, "ok");
});

Deno.test("examineLimits - a ceiling above what is announced is told, with the number to set", () => {
  const [finding] = examine([seen(60, 59, 1)], { FINNHUB_CALLS_PER_MINUTE: "300" });
  assert.equal(finding?.status, "note");
  assert.match(finding?.advice ?? "", /FINNHUB_CALLS_PER_MINUTE=60/);
});

Deno.test("examineLimits - without an announcement says so", () => {
  assert.match(examine([seen(null, null, 1)])[0]?.text ?? "", /announces no limit/);
});

Deno.test("spentByOthers - is what is missing beyond our own calls, whatever the order of the answers", () => {
  const cases: [Seen[], number][] = [
    [[], 0],
    [[seen(60, 59, 1)], 0],
    [[seen(60, 57, 3), seen(60, 58, 3), seen(60, 59, 3)], 0],
    [[seen(60, 40, 1)], 19],
    [[seen(60, 59, 1), seen(60, 50, 5)], 5],
    [[seen(null, null, 1)], 0],
  ];
  for (const [answers, spent] of cases) assert.equal(spentByOthers(answers), spent);
});

Deno.test("examineLimits - a key that something else uses is told", () => {
  const found = examine([seen(60, 40, 1)]).find(({ text }) => /something else/.test(text));
  assert.equal(found?.status, "note");
  assert.match(found?.text ?? "", /19 calls/);
});

Deno.test("examineLimits - a watchlist too long for its slots is wrong, one that has to take turns is told", () => {
  const symbols = (count: number) => Array.from({ length: count }, (_, i) => `S${i}`).join(",");
  const last = (count: number) => examine([seen(60, 59, 1)], { STOCK_SYMBOLS: symbols(count) }).at(-1);
  assert.equal(last(7)?.status, "ok");
  assert.equal(last(200)?.status, "note");
  assert.equal(last(1_000)?.status, "wrong");
});
