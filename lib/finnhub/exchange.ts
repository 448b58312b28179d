import { discard, readText, type Reply, UnusableReply } from "./reply.ts";
import { unlessAborted } from "./time.ts";

/** Sends one request and follows no redirect: Deno's own `fetch`, or a test's. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** One question to the provider, redirects included. */
export interface ExchangeOptions {
  readonly fetch: Fetch;
  /** The key; goes into one header, to the origin of `url` only. Empty: no header. */
  readonly key: string;
  /** Aborts at the time limit or at shutdown; covers redirects and the whole body. */
  readonly signal: AbortSignal;
  /** Largest body taken, bytes. */
  readonly maxBytes: number;
  /** Asked before each request to the provider's own origin; its result is told when the answer's head is there. */
  admit(): Promise<Hop>;
}

/** One request to the provider's origin, counted against its limits. */
export interface Hop {
  /** The answer's head, or null when there came none. */
  answered(headers: Headers | null): void;
}

const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * Asks and reads one answer. Redirects are followed by hand, because fetch forwards `X-Finnhub-Token` to
 * whatever host it is sent to: once another origin is involved the key stays home.
 *
 * @throws {UnusableReply} the signal's reason, or what fetch throws when there is no connection
 */
export async function exchange(url: URL, options: ExchangeOptions): Promise<Reply> {
  const home = url.origin;
  let trusted = true;
  for (let hops = 0;; hops++) {
    trusted &&= url.origin === home;
    const response = await send(url, trusted, options);
    if (!REDIRECTS.has(response.status)) {
      return {
        status: response.status,
        headers: response.headers,
        text: await readText(response, options.signal, options.maxBytes),
      };
    }
    await discard(response);
    if (hops === MAX_REDIRECTS) {
      throw new UnusableReply(`more than ${MAX_REDIRECTS} redirects`, response.status);
    }
    url = redirectTarget(response, url, options.key);
  }
}

async function send(url: URL, trusted: boolean, options: ExchangeOptions): Promise<Response> {
  const headers = new Headers({ accept: "application/json" });
  if (trusted && options.key !== "") headers.set("x-finnhub-token", options.key);
  const hop = trusted ? await options.admit() : null;
  let response: Response | null = null;
  try {
    options.signal.throwIfAborted();
    const init: RequestInit = { headers, redirect: "manual", signal: options.signal };
    response = await unlessAborted(options.fetch(url.href, init), options.signal);
    return response;
  } finally {
    hop?.answered(response?.headers ?? null);
  }
}

function redirectTarget(response: Response, from: URL, key: string): URL {
  const location = response.headers.get("location");
  const target = location === null ? null : URL.parse(location, from);
  if (target === null) throw new UnusableReply("a redirect without a usable address", response.status);
  if (target.protocol !== "https:" && target.protocol !== "http:") {
    throw new UnusableReply(`a redirect to "${target.protocol}", expected http or https`, response.status);
  }
  if (
    target.username !== "" || target.password !== "" ||
    (key !== "" && [...target.searchParams.values()].includes(key))
  ) {
    throw new UnusableReply("a redirect to an address that holds credentials", response.status);
  }
  return target;
}
