import type { Dataset } from "@/lib/datasets/dataset.ts";
import type { Capability, EndpointStats } from "@/lib/finnhub/finnhub.ts";
import type { Services } from "./services.ts";

/** What one endpoint of the provider was asked and said. Counts are of this process, since it started. */
export interface EndpointView
  extends Pick<EndpointStats, "endpoint" | "calls" | "retries" | "throttled" | "ok" | "refused" | "errors"> {
  /** Titles of the datasets that ask it. */
  readonly datasets: readonly string[];
  /** When it answered last, ISO 8601 UTC. */
  readonly last_at: string | null;
  /** What that came to: `ok`, or the failure's kind. */
  readonly last_result: EndpointStats["lastResult"];
  /** What was last said to be wrong, and when; empty where nothing was. */
  readonly last_message: string;
  readonly last_message_at: string | null;
  /** What the key's plan covers of it, as far as is known, over restarts too. */
  readonly plan: readonly PlanView[];
}

/** What a plan says of an endpoint for the symbols of one exchange. */
export interface PlanView {
  /** As symbols end there: `.TO`; empty for the US. */
  readonly suffix: string;
  readonly allowed: boolean;
  /** ISO 8601 UTC. */
  readonly checked_at: string;
}

const NEVER_ASKED = {
  calls: 0,
  retries: 0,
  throttled: 0,
  ok: 0,
  refused: 0,
  errors: 0,
  lastAt: null,
  lastResult: null,
  lastMessage: "",
  lastMessageAt: null,
} satisfies Omit<EndpointStats, "endpoint">;

/** Every endpoint that a dataset asks, in the order of collection, then what else was asked. */
export function endpointViews({ finnhub, store }: Pick<Services, "finnhub" | "store">): EndpointView[] {
  return viewsOf(store.datasets, finnhub.endpoints(), finnhub.capabilities());
}

/** As {@linkcode endpointViews}, of what is known. */
export function viewsOf(
  datasets: readonly Pick<Dataset, "title" | "endpoints">[],
  stats: readonly EndpointStats[],
  capabilities: readonly Capability[],
): EndpointView[] {
  const wanted = datasets.flatMap(({ endpoints }) => endpoints);
  return [...new Set([...wanted, ...stats.map(({ endpoint }) => endpoint)])].map((endpoint) => {
    const { calls, retries, throttled, ok, refused, errors, ...last } = stats.find((each) =>
      each.endpoint === endpoint
    ) ?? NEVER_ASKED;
    return {
      endpoint,
      datasets: datasets.filter(({ endpoints }) => endpoints.includes(endpoint)).map(({ title }) => title),
      calls,
      retries,
      throttled,
      ok,
      refused,
      errors,
      last_at: isoOf(last.lastAt),
      last_result: last.lastResult,
      last_message: last.lastMessage,
      last_message_at: isoOf(last.lastMessageAt),
      plan: capabilities.filter((each) => each.endpoint === endpoint)
        .map(({ suffix, allowed, checkedAt }) => (
          { suffix, allowed, checked_at: new Date(checkedAt).toISOString() }
        )),
    };
  });
}

function isoOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
