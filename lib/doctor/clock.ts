import { readClock } from "@/lib/finnhub/clock.ts";
import { OFF_MS } from "@/lib/ingest/clock.ts";
import { type Finding, note, ok, wrong } from "./finding.ts";
import type { ProviderFacts, Seen } from "./provider.ts";
import { duration } from "./words.ts";

/** Headers have whole seconds, and the way takes time. */
const AGREED_MS = 3_000;

/** Our clock against the provider's. Slots, ages and the freshness of every number are told by ours. */
export function examineClock({ seen, status }: ProviderFacts): Finding[] {
  const ahead = aheadOfDate(seen) ?? aheadOfStatus(status, seen);
  if (ahead === null) return [note("The provider told no time to compare the clock with")];
  if (Math.abs(ahead) <= AGREED_MS) return [ok("The clock agrees with the provider's")];
  const text = `The clock is ${duration(Math.abs(ahead))} ${
    ahead > 0 ? "ahead of" : "behind"
  } the provider's`;
  const advice = "Let the machine set its clock (NTP): slots, ages and freshness are told by it";
  return [Math.abs(ahead) >= OFF_MS ? wrong(text, advice) : note(text, advice)];
}

/** By the `Date` of the answer that took the least time; null without one. */
function aheadOfDate(seen: readonly Seen[]): number | null {
  const quickest = seen.filter(({ date }) => !Number.isNaN(date))
    .toSorted((a, b) => (a.receivedAt - a.sentAt) - (b.receivedAt - b.sentAt))[0];
  return quickest === undefined ? null : aheadOf(quickest.date, quickest);
}

/** By `t` of `/stock/market-status`, epoch seconds; null without one. */
function aheadOfStatus(status: ProviderFacts["status"], seen: readonly Seen[]): number | null {
  const first = seen[0];
  const t = status.ok ? status.data["t"] : undefined;
  return first === undefined || typeof t !== "number" ? null : aheadOf(t * 1000, first);
}

function aheadOf(date: number, { sentAt, receivedAt }: Seen): number | null {
  return readClock(date, sentAt, receivedAt)?.aheadMs ?? null;
}
