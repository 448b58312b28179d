import type { Doubt, DoubtKind } from "./quote.ts";

/** `/quote` as it came, numbers parsed; `t` in epoch milliseconds. */
export interface QuoteAnswer {
  readonly c: number | null;
  readonly h: number | null;
  readonly l: number | null;
  readonly o: number | null;
  readonly pc: number | null;
  readonly t: number | null;
}

/** Clocks differ; a quote from further in the future than this is wrong. */
const FUTURE_MS = 5 * 60_000;
const PRICES = ["c", "h", "l", "o", "pc"] as const;

/**
 * Why an answer is no quote at all, whatever is known besides; `null` when it is one.
 * @param latest newest time known of the symbol, epoch milliseconds
 */
export function doubtAboutAnswer(
  answer: QuoteAnswer,
  { fetchedAt, latest }: { readonly fetchedAt: number; readonly latest: number | null },
): Doubt | null {
  const { c, t } = answer;
  if (PRICES.every((field) => !answer[field]) && t === null) {
    return unusable("All zeros: the provider does not know the symbol, or has lost its price");
  }
  const negative = PRICES.find((field) => (answer[field] ?? 0) < 0);
  if (negative !== undefined) {
    return unusable(`Field "${negative}" is ${answer[negative]}, expected no negative price`);
  }
  if (!c) return unusable(`Field "c" is ${c}, expected a price`);
  if (t === null) return unusable('Field "t" is empty, expected the time of the quote');
  if (t > fetchedAt + FUTURE_MS) return unusable(`The quote is of ${iso(t)}, which is in the future`);
  if (latest !== null && t < latest) {
    return doubt(
      "backwards",
      `The quote goes backwards: it is of ${iso(t)}, but one of ${iso(latest)} is known`,
    );
  }
  if (answer.h && answer.l && answer.l > answer.h) {
    return doubt("no_range", `The day's low ${answer.l} lies above its high ${answer.h}`);
  }
  return null;
}

function unusable(reason: string): Doubt {
  return doubt("unusable", reason);
}

function doubt(kind: DoubtKind, reason: string): Doubt {
  return { kind, reason };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
