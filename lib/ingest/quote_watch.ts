import * as v from "valibot";
import type { Watch } from "@/lib/detector/mod.ts";

/** Name of the state file that keeps it over a restart, and for other processes. */
export const QUOTE_WATCH_STATE = "quote_watch";

/** Why the provider's newest word on a symbol is not shown; the last good one is. */
export interface QuoteDoubt {
  /** As the detector names it. */
  readonly kind: string;
  /** For people. */
  readonly reason: string;
  /** When the doubt began, ISO 8601 UTC. */
  readonly since: string;
}

/** What is remembered of one symbol's quotes. */
export interface Watched {
  readonly watch: Watch;
  /** `null` when the newest quote was good. */
  readonly doubt: QuoteDoubt | null;
}

const quote = v.object({
  symbol: v.string(),
  price: v.number(),
  high: v.nullable(v.number()),
  low: v.nullable(v.number()),
  open: v.nullable(v.number()),
  previousClose: v.nullable(v.number()),
  at: v.number(),
  fetchedAt: v.number(),
});

const watched = v.object({
  watch: v.object({
    still: v.optional(v.object({
      price: v.number(),
      date: v.string(),
      since: v.number(),
      firstAt: v.number(),
      until: v.number(),
      polls: v.number(),
      isStuck: v.optional(v.boolean()),
    })),
    held: v.optional(v.array(quote)),
  }),
  doubt: v.nullable(v.object({ kind: v.string(), reason: v.string(), since: v.string() })),
});

/**
 * What the detector remembers from run to run, and which numbers are in doubt now. Losing it costs a few polls: a
 * doubt that still holds comes back by itself.
 */
export class QuoteWatch {
  #symbols = new Map<string, Watched>();

  /** @param saved what {@link QuoteWatch.toJSON} gave, or anything else for a fresh start */
  constructor(saved: unknown) {
    this.reload(saved);
  }

  /** Takes over what the last run, whoever made it, saved; what cannot be read counts for nothing. */
  reload(saved: unknown): void {
    const entries = typeof saved === "object" && saved !== null ? Object.entries(saved) : [];
    this.#symbols = new Map(entries.flatMap(([symbol, value]) => {
      const parsed = v.safeParse(watched, value);
      return parsed.success ? [[symbol, parsed.output]] : [];
    }));
  }

  /** What is remembered of a symbol. */
  get(symbol: string): Watched | undefined {
    return this.#symbols.get(symbol);
  }

  /** Why a symbol's newest quote is not shown; `null` when it is. */
  doubtOf(symbol: string): QuoteDoubt | null {
    return this.#symbols.get(symbol)?.doubt ?? null;
  }

  /** Remembers a symbol; a doubt that goes on keeps its beginning. */
  set(symbol: string, { watch, doubt }: Watched): void {
    const since = this.doubtOf(symbol)?.since;
    this.#symbols.set(symbol, { watch, doubt: doubt && { ...doubt, since: since ?? doubt.since } });
  }

  toJSON(): Record<string, Watched> {
    return Object.fromEntries(this.#symbols);
  }
}
