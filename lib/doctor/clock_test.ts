import assert from "node:assert/strict";
import { examineClock } from "./clock.ts";
import type { ProviderFacts, Seen } from "./provider.ts";

const NOW = Date.UTC(2026, 10, 20, 15, 0, 0, 500);
const LIMIT = { limit: null, remaining: null, resetId: null, resetInMs: null, retryAfterMs: null };

function seen(aheadMs: number, tookMs = 40): Seen {
  const receivedAt = NOW + aheadMs + tookMs / 2;
  const date = Date.UTC(2026, 10, 20, 15, 0, 0);
  return { sentAt: receivedAt - tookMs, receivedAt, sent: 1, date, limit: LIMIT };
}

function facts(seen: Seen[], t?: number): ProviderFacts {
  const data: Record<string, unknown> = t === undefined ? {} : { t };
  return { status: { ok: true, data, fetchedAt: NOW }, answers: new Map(), unasked: "", seen };
}

for (
  const { aheadMs, status, words } of [
    { aheadMs: 0, status: "ok", words: /agrees/ },
    { aheadMs: 2_500, status: "ok", words: /agrees/ },
    { aheadMs: 20_000, status: "note", words: /20 s ahead of/ },
    { aheadMs: -20_000, status: "note", words: /20 s behind/ },
    { aheadMs: 10 * 60_000, status: "wrong", words: /10 min ahead of/ },
    { aheadMs: -3 * 86_400_000, status: "wrong", words: /3 days behind/ },
  ]
) {
  Deno.test(`examineClock - ${aheadMs / 1000} s ahead is ${status}`, () => {
    const [finding] = examineClock(facts([seen(aheadMs)]));
    assert.equal(finding?.status, status);
    assert.match(finding?.text ?? "", words);
    assert.equal(finding?.advice === undefined, status === "ok");
  });
}

Deno.test("examineClock - believes the answer that took the least time", () => {
  const slow = { ...seen(0, 40), sentAt: NOW - 50_000 };
  assert.equal(examineClock(facts([slow, seen(0)]))[0]?.status, "ok");
});

Deno.test("examineClock - without a Date header takes the time in the answer, and without both says so", () => {
  const dateless = { ...seen(120_000), date: NaN };
  assert.match(
    examineClock(facts([dateless], Math.floor(NOW / 1000)))[0]?.text ?? "",
    /2 min ahead|120 s ahead/,
  );
  assert.equal(examineClock(facts([dateless]))[0]?.status, "note");
});
