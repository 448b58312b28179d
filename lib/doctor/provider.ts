import type { Answer } from "@/lib/finnhub/answer.ts";
import type { Fetch } from "@/lib/finnhub/exchange.ts";
import { createFinnhub } from "@/lib/finnhub/finnhub.ts";
import { type AnnouncedLimit, readLimitHeaders } from "@/lib/finnhub/limit_headers.ts";
import type { Config } from "@/lib/config.ts";
import { PROBES } from "./probes.ts";

/** The head of one answer, as it came over the wire. */
export interface Seen {
  /** Epoch milliseconds by our clock. */
  readonly sentAt: number;
  readonly receivedAt: number;
  /** Requests sent before the answer came, its own included. */
  readonly sent: number;
  /** The answer's `Date`, epoch milliseconds; NaN where there is none. */
  readonly date: number;
  readonly limit: AnnouncedLimit;
}

/** What the provider said to a few questions. */
export interface ProviderFacts {
  /** The question that every plan and every hour can answer. */
  readonly status: Answer<Record<string, unknown>>;
  /** Answers by endpoint; empty when asking them would have been pointless. */
  readonly answers: ReadonlyMap<string, Answer<unknown>>;
  /** Why they were not asked, in words; empty when they were. */
  readonly unasked: string;
  readonly seen: readonly Seen[];
}

/** Calls left to others when the endpoints are asked: a running instance has priority. */
const LEFT_TO_OTHERS = 5;

/** What {@linkcode askProvider} works with. */
export interface AskOptions {
  readonly now?: () => number;
  readonly fetch?: Fetch;
  /** Time for one try, milliseconds. @default 10_000 */
  readonly timeoutMs?: number;
}

/**
 * Asks the provider whether the key is valid, and then each endpoint once, through the client that the ingest uses. It
 * keeps nothing, and asks no endpoint when the budget of the minute is nearly spent.
 */
export async function askProvider(
  { finnhub: { apiKey, baseUrl, callsPerMinute } }: Config,
  options: AskOptions = {},
): Promise<ProviderFacts> {
  const { now = Date.now, timeoutMs = 10_000 } = options;
  const seen: Seen[] = [];
  const watched = watch(options.fetch ?? fetch, now, seen);
  const finnhub = createFinnhub({ apiKey, baseUrl, callsPerMinute, timeoutMs, fetch: watched });
  try {
    const status = await finnhub.marketStatus();
    const remaining = seen.at(-1)?.limit.remaining ?? Infinity;
    const unasked = !status.ok && status.kind !== "refused"
      ? "the key and the connection come first"
      : remaining < PROBES.length + LEFT_TO_OTHERS
      ? `only ${remaining} calls are left in this minute`
      : "";
    const probes = unasked === "" ? PROBES : [];
    const answers = await Promise.all(
      probes.map(async ({ endpoint, ask }) => [endpoint, await ask(finnhub, now())] as const),
    );
    return { status, answers: new Map(answers), unasked, seen };
  } finally {
    finnhub.close();
  }
}

/** Notes the head of every answer that passes. */
function watch(fetch: Fetch, now: () => number, seen: Seen[]): Fetch {
  let sent = 0;
  return async (url, init) => {
    const sentAt = now();
    sent++;
    const response = await fetch(url, init);
    const receivedAt = now();
    seen.push({
      sentAt,
      receivedAt,
      sent,
      date: Date.parse(response.headers.get("date") ?? ""),
      limit: readLimitHeaders(response.headers, receivedAt),
    });
    return response;
  };
}
