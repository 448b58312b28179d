import type { Sleep } from "./time.ts";

/** One request as the server saw it. */
export interface Seen {
  readonly path: string;
  readonly url: string;
  readonly params: Readonly<Record<string, string>>;
  readonly headers: Headers;
  /** Milliseconds on `performance.now()`. */
  readonly at: number;
}

/** A provider on loopback that answers as the test says. */
export interface TestServer extends AsyncDisposable {
  /** With the path `/api/v1`. */
  readonly baseUrl: string;
  readonly origin: string;
  readonly seen: Seen[];
  /** Requests for one path below the base. */
  count(path: string): number;
}

/** Starts a server; `answer` gets the path below `/api/v1`. */
export function serve(
  answer: (path: string, request: Request, seen: Seen) => Response | Promise<Response>,
): TestServer {
  const seen: Seen[] = [];
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, (request) => {
    const url = new URL(request.url);
    const path = url.pathname.replace(/^\/api\/v1/, "");
    const entry: Seen = {
      path,
      url: request.url,
      params: Object.fromEntries(url.searchParams),
      headers: new Headers(request.headers),
      at: performance.now(),
    };
    seen.push(entry);
    return answer(path, request, entry);
  });
  const origin = `http://127.0.0.1:${server.addr.port}`;
  return {
    baseUrl: `${origin}/api/v1`,
    origin,
    seen,
    count: (path) => seen.filter((one) => one.path === path).length,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** A JSON answer. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers });
}

/** Fetches without keep-alive, so that no connection outlives its test. */
export function plainFetch(): { fetch(url: string, init: RequestInit): Promise<Response> } & Disposable {
  const client = Deno.createHttpClient({ poolMaxIdlePerHost: 0 });
  return {
    fetch: (url, init) => fetch(url, { ...init, client }),
    [Symbol.dispose]: () => client.close(),
  };
}

/** Never waits, and notes what it was asked to wait. Time limits (as long as `limitMs`) never come. */
export function noWaits(limitMs: number): { sleep: Sleep; waits: number[] } {
  const waits: number[] = [];
  return {
    waits,
    sleep(ms, signal) {
      if (ms === limitMs) {
        return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
      }
      waits.push(ms);
      return signal?.aborted ? Promise.reject(signal.reason) : Promise.resolve();
    },
  };
}
