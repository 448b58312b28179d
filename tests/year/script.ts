import { sessionOn } from "@/lib/exchange/mod.ts";
import { Chance } from "@/lib/simulator/hash.ts";
import type { Fault, FaultKind } from "@/lib/simulator/mod.ts";

/** What happens in a simulated year, fixed by its seed: what the provider does, and what happens to the process. */

export const QUARTER_MS = 900_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** The watchlist: four are as few as make a market that a liar can be told from. */
export const SYMBOLS = ["AAPL", "MSFT", "NVDA", "TSLA"] as const;
/** Has a split, four shares for one, and after that is not lied about. */
export const SPLIT_SYMBOL = "TSLA";
const LIED_ABOUT = SYMBOLS.filter((symbol) => symbol !== SPLIT_SYMBOL);

/** Which span is simulated, and how. */
export interface Span {
  /** First slot, epoch milliseconds. */
  readonly from: number;
  /** First slot after it. */
  readonly until: number;
  /** Between two slots, milliseconds: a quarter of an hour, or an hour where time is short. */
  readonly slotMs: number;
  readonly seed: number;
}

/** Lies about prices, in turn. */
const LIES: readonly FaultKind[] = [
  "zeros",
  "outside_range",
  "stale",
  "jump",
  "frozen",
  "backwards",
  "negative",
  "nulls",
  "previous_close",
  "future",
  "no_range",
];
/** Longest that each lie is told, in polls: one that is confirmed by repetition would be believed at the third. */
const MOST_POLLS = 2;
/** A standstill takes its time to be known. */
const FROZEN_MS = 3.5 * HOUR_MS;

/** What else goes wrong, of which no number is a lie. */
const BREAKS: readonly FaultKind[] = [
  "403",
  "429",
  "500",
  "502",
  "html",
  "broken_json",
  "hang",
  "stall",
  "nulls",
  "duplicates",
];
const OUTAGES: readonly FaultKind[] = ["502", "hang", "500", "429", "html"];
const PATHS = [
  "/quote",
  "/company-news",
  "/news",
  "/stock/profile2",
  "/stock/metric",
  "/stock/insider-transactions",
  "/stock/recommendation",
  "/stock/earnings",
  "/calendar/earnings",
  "/calendar/ipo",
  "/stock/financials-reported",
  "/stock/market-status",
];

interface Episode {
  readonly from: number;
  readonly until: number;
  readonly fault: Fault;
}

/** The faults that stand while a slot is run; a later one counts for more. */
export function faultsAt(slot: number, span: Span): readonly Fault[] {
  const day = Math.floor(slot / DAY_MS);
  const episodes = [...breaksOf(day - 1, span), ...breaksOf(day, span), ...liesOf(day, span)];
  const faults = episodes.filter(({ from, until }) => slot >= from && slot < until).map(({ fault }) => fault);
  return slot < splitAt(span) ? faults : [{ kind: "split", symbol: SPLIT_SYMBOL, path: "/quote" }, ...faults];
}

/** When the split comes: at the opening of the first session after half the span. */
export function splitAt({ from, until }: Span): number {
  for (let at = from + Math.floor((until - from) / 2 / DAY_MS) * DAY_MS;; at += DAY_MS) {
    const session = sessionOn(new Date(at).toISOString().slice(0, 10));
    if (session !== null) return session.open;
  }
}

/** Two lies a session, about two symbols, once there is something to lie about. */
function liesOf(day: number, { from, seed, slotMs }: Span): Episode[] {
  const session = sessionOn(new Date(day * DAY_MS).toISOString().slice(0, 10));
  const first = Math.ceil(from / DAY_MS);
  if (session === null || day < first + 2) return [];
  const chance = new Chance(seed, "lies", day);
  const place = chance.integer(0, LIED_ABOUT.length - 1);
  return [0, 1].map((nth) => {
    const next = LIES[(day * 2 + nth) % LIES.length] ?? "zeros";
    // Half a day is too short for it, and who asks once an hour cannot know.
    const kind = next === "frozen" && (session.halfDay || slotMs > QUARTER_MS) ? "zeros" : next;
    const polls = kind === "frozen" ? Math.ceil(FROZEN_MS / slotMs) : chance.integer(1, MOST_POLLS);
    const latest = session.close - session.open - polls * slotMs - 1.5 * HOUR_MS;
    const after = 3 * QUARTER_MS + Math.max(0, latest) * chance.next();
    const begin = Math.ceil((session.open + after) / slotMs) * slotMs;
    const symbol = LIED_ABOUT[(place + nth) % LIED_ABOUT.length] ?? LIED_ABOUT[0];
    const fault: Fault = { kind, path: "/quote", ...(symbol !== undefined && { symbol }) };
    return {
      from: begin,
      until: begin + polls * slotMs,
      // The moment counts, not the call: a restart in between changes nothing.
      fault: kind === "frozen" ? { ...fault, since: begin } : fault,
    };
  });
}

/** Faults of one endpoint, some of everything, and every other week an outage of hours. */
function breaksOf(day: number, { seed, slotMs }: Span): Episode[] {
  const chance = new Chance(seed, "breaks", day);
  const anySlot = () => day * DAY_MS + chance.integer(0, DAY_MS / slotMs - 1) * slotMs;
  const episodes = Array.from({ length: chance.integer(1, 3) }, (): Episode => {
    const from = anySlot();
    const kind = chance.pick(BREAKS);
    const path = chance.pick(PATHS);
    const isOfAll = chance.happens(0.1) && OUTAGES.includes(kind);
    // What answers a quote takes the place of the split.
    const symbol = path === "/quote" && !OUTAGES.includes(kind) ? { symbol: chance.pick(LIED_ABOUT) } : {};
    return {
      from,
      until: from + chance.integer(1, 2) * slotMs,
      fault: isOfAll ? { kind } : { kind, path, ...symbol },
    };
  });
  if (chance.happens(1 / 14)) {
    const from = anySlot();
    const until = from + chance.integer(1, 4) * HOUR_MS;
    episodes.push({ from, until, fault: { kind: chance.pick(OUTAGES) } });
  }
  return episodes;
}
