import assert from "node:assert/strict";
import { newYorkTime } from "@/lib/exchange/mod.ts";
import { marketView, NEW_YORK, type ProviderStatus, ROUND_THE_CLOCK } from "./market_view.ts";

const at = (hour: number, minute: number, date = "2026-07-01") => newYorkTime(date, hour, minute);
const said = (isOpen: boolean, fetchedAt: number, more: Partial<ProviderStatus> = {}): ProviderStatus => ({
  isOpen,
  session: isOpen ? "regular" : null,
  holiday: null,
  fetchedAt,
  ...more,
});

Deno.test("marketView - by the calendar: open, its session, and the bells around it", () => {
  assert.deepEqual(marketView(NEW_YORK, null, at(10, 0)), {
    is_open: true,
    session: "regular",
    holiday: null,
    opened_at: "2026-07-01T13:30:00.000Z",
    next_open: "2026-07-02T13:30:00.000Z",
    next_close: "2026-07-01T20:00:00.000Z",
    previous_close: "2026-06-30T20:00:00.000Z",
    source: "calendar",
  });
});

Deno.test("marketView - by the calendar: a holiday has its name", () => {
  const { is_open, session, holiday } = marketView(NEW_YORK, null, at(12, 0, "2026-12-25"));
  assert.equal(is_open, false);
  assert.equal(session, null);
  assert.match(holiday ?? "", /Christmas/);
});

Deno.test("marketView - the demo's exchange never closes, and has no bell to wait for", () => {
  assert.deepEqual(marketView(ROUND_THE_CLOCK, null, at(3, 0)), {
    is_open: true,
    session: "regular",
    holiday: null,
    opened_at: null,
    next_open: null,
    next_close: null,
    previous_close: null,
    source: "calendar",
  });
});

for (
  const [what, provider, now, isOpen, source] of [
    ["it agrees", said(true, at(10, 0)), at(10, 1), true, "calendar"],
    [
      "an unscheduled closure",
      said(false, at(10, 0), { holiday: "Day of mourning" }),
      at(10, 1),
      false,
      "provider",
    ],
    [
      "a session that no rule knows",
      said(true, at(12, 0, "2026-07-04")),
      at(12, 5, "2026-07-04"),
      true,
      "provider",
    ],
    ["it was half an hour ago", said(false, at(10, 0)), at(10, 30), false, "provider"],
    ["it was longer ago, and nobody repeated it", said(false, at(10, 0)), at(10, 30) + 1, true, "calendar"],
    ["it agreed then, and the bell has rung since", said(false, at(9, 20)), at(9, 31), true, "calendar"],
    [
      "asked at the opening bell, it still says closed",
      said(false, at(9, 30) + 300),
      at(9, 31),
      true,
      "calendar",
    ],
    [
      "asked at the closing bell, it still says open",
      said(true, at(16, 0) + 300),
      at(16, 1),
      false,
      "calendar",
    ],
    ["its clock is ahead of ours at the opening", said(true, at(9, 29)), at(9, 29), false, "calendar"],
    ["minutes after the bell it says closed", said(false, at(9, 33)), at(9, 34), false, "provider"],
  ] as const
) {
  Deno.test(`marketView - the provider contradicts the calendar: ${what}: ${source} is believed`, () => {
    const view = marketView(NEW_YORK, provider, now);
    assert.deepEqual([view.is_open, view.source], [isOpen, source]);
    if (source === "provider") assert.equal(view.holiday, provider.holiday);
    assert.equal(view.next_close, marketView(NEW_YORK, null, now).next_close);
  });
}

Deno.test("marketView - a session name of the provider that is none is read from whether it is open", () => {
  const session = (isOpen: boolean, name: string | null) =>
    marketView(NEW_YORK, said(isOpen, at(isOpen ? 2 : 11, 0), { session: name }), at(isOpen ? 2 : 11, 1))
      .session;
  assert.equal(session(true, "night"), "regular");
  assert.equal(session(true, "pre-market"), "pre-market");
  assert.equal(session(false, "closed"), null);
  assert.equal(session(false, "post-market"), "post-market");
});
