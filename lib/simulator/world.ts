import type { Hours } from "./day.ts";

/** Which key the caller has: `free` is refused what Finnhub refuses a free key. */
export type Plan = "free" | "premium";

/** The simulated world at one moment: with it, every answer is a pure function of the question. */
export interface World {
  readonly seed: number;
  readonly hours: Hours;
  readonly plan: Plan;
  /** Epoch ms. Nothing later is told, except what is announced ahead. */
  readonly now: number;
}

const DAY_MS = 86_400_000;

/** `YYYY-MM-DD` in UTC. */
export function utcDate(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** A span of days as `from` and `to` parameters name it, both included. */
export interface Span {
  /** Epoch ms, start of the first day. */
  readonly from: number;
  /** Epoch ms, end of the last day, excluded. */
  readonly to: number;
}

/** Reads `from` and `to` (`YYYY-MM-DD`, UTC); what is missing or no date gets the given default (epoch ms). */
export function spanOf(params: URLSearchParams, from: number, to: number): Span {
  const read = (name: string, otherwise: number) => {
    const text = params.get(name) ?? "";
    const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
    return Number.isNaN(time) ? Date.parse(`${utcDate(otherwise)}T00:00:00Z`) : time;
  };
  return { from: read("from", from), to: read("to", to) + DAY_MS };
}

/** Whether a date `YYYY-MM-DD` lies in a span. */
export function within(date: string, span: Span): boolean {
  const at = Date.parse(`${date}T00:00:00Z`);
  return at >= span.from && at < span.to;
}
