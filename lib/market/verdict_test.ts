import assert from "node:assert/strict";
import { isOld, VERDICT_LABELS, verdictOf } from "./verdict.ts";

const now = Date.parse("2026-11-20T18:00:00Z");
const ago = (minutes: number) => now - minutes * 60_000;
const open = { isOpen: true, previousClose: Date.parse("2026-11-19T21:00:00Z") };
const closed = { isOpen: false, previousClose: ago(60) };

Deno.test("Verdict - says in one word what a number's clocks and the exchange's state mean", () => {
  const cases = [
    ["never seen without a number", { asOf: null, checkedAt: ago(1) }, open, "never_seen"],
    ["live right after a trade", { asOf: ago(1), checkedAt: ago(1) }, open, "live"],
    ["delayed between two slots", { asOf: ago(14), checkedAt: ago(14) }, open, "delayed"],
    [
      "provider stale when we asked and it is old",
      { asOf: ago(90), checkedAt: ago(5) },
      open,
      "provider_stale",
    ],
    ["we are stale when we did not ask", { asOf: ago(90), checkedAt: ago(89) }, open, "we_are_stale"],
    [
      "we are stale when we never asked with success",
      { asOf: ago(90), checkedAt: null },
      open,
      "we_are_stale",
    ],
    ["market closed with the closing price", { asOf: ago(60), checkedAt: ago(5) }, closed, "market_closed"],
    [
      "market closed with a last trade minutes before the bell",
      { asOf: ago(65), checkedAt: ago(5) },
      closed,
      "market_closed",
    ],
    [
      "provider stale when it missed the close",
      { asOf: ago(300), checkedAt: ago(5) },
      closed,
      "provider_stale",
    ],
    [
      "we are stale when we missed the close",
      { asOf: ago(300), checkedAt: ago(290) },
      closed,
      "we_are_stale",
    ],
    ["an exchange that never closes is judged as open", { asOf: ago(90), checkedAt: ago(5) }, {
      isOpen: false,
      previousClose: null,
    }, "provider_stale"],
  ] as const;
  for (const [name, clocks, market, verdict] of cases) {
    assert.equal(verdictOf(clocks, market, now), verdict, name);
  }
});

Deno.test("Verdict - right after a bell, before anybody could ask again, nothing is called stale", () => {
  const close = Date.parse("2026-11-20T21:00:00Z"), reopened = Date.parse("2026-11-23T14:30:00Z");
  const justOpen = { isOpen: true, openedAt: reopened, previousClose: close };
  const lastClose = { asOf: close, checkedAt: close + 5_000 };
  assert.equal(verdictOf(lastClose, justOpen, reopened + 1_000), "delayed");
  assert.equal(
    verdictOf({ ...lastClose, asOf: close - 3_600_000 }, justOpen, reopened + 1_000),
    "we_are_stale",
  );
  assert.equal(verdictOf(lastClose, justOpen, reopened + 21 * 60_000), "we_are_stale");
  const lastSlot = { asOf: close - 15 * 60_000, checkedAt: close - 15 * 60_000 };
  const justClosed = { isOpen: false, previousClose: close };
  assert.equal(verdictOf(lastSlot, justClosed, close + 1_000), "delayed");
  assert.equal(verdictOf(lastSlot, justClosed, close + 6 * 60_000), "we_are_stale");
});

Deno.test("Verdict - who does not hear from the server says so of every number, whatever the clocks say", () => {
  const offline = { isConnected: false };
  for (const market of [open, closed]) {
    for (const minutes of [0, 1, 14, 90]) {
      const clocks = { asOf: ago(minutes), checkedAt: ago(minutes) };
      assert.equal(verdictOf(clocks, market, now, undefined, offline), "we_are_stale");
      assert.equal(verdictOf(clocks, market, now, { follows: "provider" }, offline), "we_are_stale");
      assert.equal(verdictOf(clocks, market, now, { follows: "session" }, offline), "we_are_stale");
    }
  }
  assert.equal(verdictOf({ asOf: null, checkedAt: null }, open, now, undefined, offline), "never_seen");
});

Deno.test("Verdict - a provider that is not believed is in doubt, open or closed, unless we have not asked", () => {
  const doubted = { isDoubted: true };
  const asked = { asOf: ago(60), checkedAt: ago(1) };
  assert.equal(verdictOf(asked, open, now, undefined, doubted), "in_doubt");
  assert.equal(verdictOf(asked, closed, now, undefined, doubted), "in_doubt");
  assert.equal(verdictOf({ asOf: null, checkedAt: ago(1) }, open, now, undefined, doubted), "in_doubt");
  assert.equal(
    verdictOf({ asOf: ago(90), checkedAt: ago(89) }, open, now, undefined, doubted),
    "we_are_stale",
  );
});

Deno.test("Verdict - what is not what it should be by now is grey, and nothing else", () => {
  const old = Object.keys(VERDICT_LABELS).filter((verdict) => isOld(verdict as keyof typeof VERDICT_LABELS));
  assert.deepEqual(old, ["provider_stale", "we_are_stale", "in_doubt"]);
});
