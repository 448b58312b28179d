import assert from "node:assert/strict";
import { verdictOf } from "./verdict.ts";

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
