import type { Freshness } from "./dataset.ts";
import { DAY_MS } from "./time.ts";

/** A slot and the time that a run takes. */
const SLOT_MS = 20 * 60_000;

/** A price: it moves while the exchange is open. */
export const PRICES: Freshness = { follows: "exchange" };

/** Bars of a quarter-hour: a provider stamps them with their beginning. */
export const BARS: Freshness = { follows: "exchange", delayedMs: 50 * 60_000, slackMs: 35 * 60_000 };

/** What is made of whole sessions. */
export const SESSIONS: Freshness = { follows: "session" };

/**
 * What the provider changes at hours of its own: live when it was asked as often as it changes, delayed within a day
 * more, which is how long what does not fit into the budget may wait.
 * @param cadenceMs how often the content can change
 * @param quietMs longest time in which a provider that is well has something new
 */
export function answers(cadenceMs: number, quietMs?: number): Freshness {
  return {
    follows: "provider",
    liveMs: cadenceMs + SLOT_MS,
    delayedMs: cadenceMs + SLOT_MS + DAY_MS,
    ...(quietMs !== undefined && { quietMs }),
  };
}
