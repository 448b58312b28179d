import type { Answer, FailureKind } from "@/lib/finnhub/answer.ts";
import type { Finnhub } from "@/lib/finnhub/finnhub.ts";
import type { CollectRequest, DatasetName, Row } from "./dataset.ts";
import { keyOf } from "./keys.ts";
import { datasetOf } from "./registry.ts";

/** What the fake answers per method: data for a good answer, a function of the arguments, or a ready answer. */
export type Canned = { readonly [method in keyof Finnhub]?: unknown };

/** The run's clock in tests: Friday 2026-05-22, 16:15 in New York. */
export const NOW = Date.parse("2026-05-22T20:15:00.000Z");

/** A failed answer. */
export function failed(kind: FailureKind, message = `${kind}, says the test`): Answer<never> {
  return { ok: false, kind, message };
}

/**
 * The network's edge in tests of the datasets: a `Finnhub` that gives canned answers. A method without one answers
 * `refused`, as the free plan does.
 */
export function fakeFinnhub(canned: Canned, calls: unknown[][] = []): Finnhub {
  const answers: Readonly<Record<string, unknown>> = canned;
  return new Proxy({}, {
    get: (_target, method) => (...args: unknown[]) => {
      calls.push([method, ...args]);
      const answer = typeof method === "string" ? answers[method] : undefined;
      const data = typeof answer === "function" ? answer(...args) : answer;
      if (data === undefined) return Promise.resolve(failed("refused"));
      const isAnswer = typeof data === "object" && data !== null && "ok" in data;
      return Promise.resolve(isAnswer ? data : { ok: true, data, fetchedAt: NOW });
    },
  }) as Finnhub;
}

/** A request of AAPL at {@linkcode NOW} with canned answers and, per dataset, rows known before. */
export function requestOf(
  canned: Canned,
  known: { readonly [name in DatasetName]?: readonly Row[] } = {},
  overrides: Partial<CollectRequest> = {},
): CollectRequest {
  const request = {
    symbol: "AAPL",
    now: NOW,
    finnhub: fakeFinnhub(canned),
    provider: "finnhub",
    known: (dataset: DatasetName) => known[dataset] ?? [],
    ...overrides,
  };
  return {
    knownRow(name, key) {
      const dataset = datasetOf(name);
      return dataset && request.known(name, request.symbol).findLast((row) => keyOf(dataset, row) === key);
    },
    ...request,
  };
}
