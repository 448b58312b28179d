import type { RunError } from "@/lib/bus/bus.ts";
import { usualAnswer } from "./_answers.ts";
import { type RunningServer, startServer } from "./_server.ts";

/** The key of these tests, easy to find wherever it should not be. */
export const KEY = "d0ntshowthiskey42";

/** One request as the provider saw it. */
export interface Seen {
  /** Below the base address, for instance `/quote`. */
  readonly path: string;
  readonly symbol: string;
  readonly url: string;
  readonly headers: Headers;
  /** When it arrived, milliseconds of `performance.now()`. */
  readonly at: number;
}

/** What a test has an endpoint say; undefined for the usual answer. */
export type Script = (seen: Seen) => Response | Promise<Response> | undefined;

/** A server that speaks Finnhub's API and is none of the project's. */
export interface Provider {
  /** For `FINNHUB_BASE_URL`. */
  readonly baseUrl: string;
  /** All requests, in order of arrival. */
  readonly seen: readonly Seen[];
  /** Requests since the last call of this. */
  since(): readonly Seen[];
  /** Replaces what is answered; without an argument all answers are usual again. */
  script(script?: Script): void;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Headers that the usual answers carry beside their type. */
export type LimitHeaders = (seen: Seen) => Record<string, string>;

/** Starts a provider that takes one key and answers a free plan's. */
export function startProvider(
  { key, limits = () => ({}) }: { key: string; limits?: LimitHeaders },
): Provider {
  const seen: Seen[] = [];
  let mark = 0;
  let script: Script | undefined;
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const url = new URL(request.url);
    const one: Seen = {
      path: url.pathname.replace(/^\/api\/v1/, ""),
      symbol: url.searchParams.get("symbol") ?? "",
      url: request.url,
      headers: new Headers(request.headers),
      at: performance.now(),
    };
    seen.push(one);
    if (one.headers.get("x-finnhub-token") !== key) return said(401, "Invalid API key");
    const scripted = await script?.(one);
    if (scripted !== undefined) return scripted;
    const usual = usualAnswer(one.path, url.searchParams);
    if (usual === undefined) return said(404, "Not found.");
    if (usual === 403) return said(403, "You don't have access to this resource.", limits(one));
    return new Response(usual, {
      headers: { "content-type": "application/json; charset=utf-8", ...limits(one) },
    });
  });
  return {
    baseUrl: `http://127.0.0.1:${server.addr.port}/api/v1`,
    seen,
    since: () => seen.slice(mark, mark = seen.length),
    script: (next) => script = next,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** An error as Finnhub says it. */
export function said(status: number, error: string, headers: Record<string, string> = {}): Response {
  return Response.json({ error }, { status, headers });
}

/** The most requests that arrived within any stretch of `ms`. */
export function mostWithin(seen: readonly Seen[], ms: number): number {
  const times = seen.map(({ at }) => at).sort((a, b) => a - b);
  let most = 0;
  for (let first = 0, next = 0; first < times.length; first++) {
    while (next < times.length && (times[next] ?? 0) - (times[first] ?? 0) < ms) next++;
    most = Math.max(most, next - first);
  }
  return most;
}

/** An answer that never comes, and what ends the waiting: a server that hangs. */
export function hanging(): { answer: () => Promise<Response>; end: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { answer: () => promise.then(() => new Response(null, { status: 503 })), end: resolve };
}

/** Starts the program on a provider: two symbols, no lack of calls, and no slot that comes due while a test runs. */
export function startOn(
  provider: Provider,
  env: Readonly<Record<string, string>> = {},
  dataPath?: string,
): Promise<RunningServer> {
  return startServer({
    env: {
      FINNHUB_API_KEY: KEY,
      FINNHUB_BASE_URL: provider.baseUrl,
      FINNHUB_CALLS_PER_MINUTE: "6000",
      STOCK_SYMBOLS: "AAPL,MSFT",
      INGEST_CRON: "0 0 1 1 *",
      ...env,
    },
    ...(dataPath !== undefined && { dataPath }),
  });
}

/** A 200. */
export function json(body: unknown): Response {
  return Response.json(body);
}

/** A page where JSON is wanted, as proxies send it. */
export function html(status: number): Response {
  return new Response("<!DOCTYPE html><title>Bad Gateway</title>", {
    status,
    headers: { "content-type": "text/html" },
  });
}

/** Half of a body that was announced whole, and then nothing for ever. */
export function stalled(): Response {
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode('{"metric"')),
  });
  return new Response(body, { headers: { "content-length": "100" } });
}

/** Half of a body that was announced whole, and then the connection is gone. */
export function broken(): Response {
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"c":1'));
      controller.close();
    },
  });
  return new Response(body, { headers: { "content-length": "100" } });
}

/** A run's error in a line: `stock_quotes AAPL timeout`. */
export function nameOf({ dataset, symbol, kind }: RunError): string {
  return `${dataset} ${symbol} ${kind}`;
}
