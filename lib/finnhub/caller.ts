import type { Answer, Failed } from "./answer.ts";
import type { Capabilities, PlanVerdict } from "./capabilities.ts";
import type { Params } from "./catalogue.ts";
import { type ClockReading, readClock } from "./clock.ts";
import type { EndpointLog } from "./endpoint_stats.ts";
import { exchange, type Fetch, type Hop } from "./exchange.ts";
import { KeyCheck, type KeyVerdict } from "./key_check.ts";
import { readLimitHeaders } from "./limit_headers.ts";
import type { Limiter, Ticket } from "./limiter.ts";
import type { Log } from "./log.ts";
import { failed, isPlanRefusal, judge } from "./outcome.ts";
import { errorText, redact } from "./redact.ts";
import { type Reply, UnusableReply } from "./reply.ts";
import { OBJECT, type Shape } from "./shapes.ts";
import type { Sleep } from "./time.ts";

/** What {@linkcode Caller} works with. */
export interface CallerOptions {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly limiter: Limiter;
  readonly capabilities: Capabilities;
  readonly endpoints: EndpointLog;
  readonly now: () => number;
  readonly sleep: Sleep;
  readonly random: () => number;
  readonly fetch: Fetch;
  readonly log: Log;
}

/** Tries in all: one, and two more. */
const TRIES = 3;

/** Full jitter: a pause before the nth retry is anything up to this, doubled each time. */
const BACKOFF_MS = 1_000;

const RETRIED = new Set<string>(["rate_limited", "server", "network", "timeout"]);

/** An endpoint that every plan has; it decides whether a 401 means the key. */
const KEY_ENDPOINT = "/stock/market-status";

const CANCELLED = failed("cancelled", "The Finnhub client is closed");

/** Makes one call as it must be made here: asked of memory first, within limits, in time, tried again where that helps. */
export class Caller {
  /** HTTP requests sent, redirects to elsewhere not counted. */
  calls = 0;
  /** Further tries among them. */
  retries = 0;
  /** What the last answer with a date told of our clock. */
  clock: ClockReading | null = null;
  readonly #options: CallerOptions;
  readonly #base: string;
  readonly #keyCheck: KeyCheck;
  readonly #running = new Set<AbortController>();
  #closed = false;

  constructor(options: CallerOptions) {
    this.#options = options;
    this.#base = options.baseUrl.replace(/\/+$/, "");
    this.#keyCheck = new KeyCheck(options.now, () => this.#askAboutKey());
  }

  /** Calls an endpoint. Never rejects. */
  async call<T>(path: string, params: Params, shape: Shape<T>): Promise<Answer<T>> {
    if (this.#closed) return CANCELLED;
    if (this.#keyCheck.known() === "bad") return this.#failure(path, new BadKey(), false);
    const symbol = typeof params.symbol === "string" ? params.symbol : "";
    const entry = await this.#options.capabilities.enter(path, symbol);
    if (entry.refusedAt !== null) {
      const since = new Date(entry.refusedAt).toISOString();
      return failed("refused", `Cannot read "${path}": the plan does not cover it (asked ${since})`);
    }
    let verdict: PlanVerdict = "unknown";
    try {
      const { answer, reply } = await this.#tries(path, params, shape);
      if (reply?.status === 200) verdict = "allowed";
      if (answer.ok) return answer;
      if (answer.kind === "unauthorized" && reply) {
        const key = path === KEY_ENDPOINT ? this.#keyCheck.learn("bad") : await this.#keyCheck.verdict();
        if (key === "bad") return answer;
        if (key === "good" && isPlanRefusal(reply)) verdict = "refused";
        return this.#closed ? CANCELLED : failed("refused", answer.message, 401);
      }
      if (answer.kind === "refused" && reply && isPlanRefusal(reply)) verdict = "refused";
      return answer;
    } finally {
      entry.settle(verdict);
    }
  }

  /** Aborts everything under way and answers `cancelled` from now on. */
  close(): void {
    this.#closed = true;
    for (const controller of this.#running) controller.abort();
  }

  async #askAboutKey(): Promise<KeyVerdict> {
    const { answer } = await this.#tries(KEY_ENDPOINT, { exchange: "US" }, OBJECT);
    if (answer.ok) return "good";
    return answer.kind === "unauthorized" ? "bad" : "unknown";
  }

  async #tries<T>(path: string, params: Params, shape: Shape<T>): Promise<Tried<T>> {
    for (let tried = 1;; tried++) {
      const result = await this.#try(path, params, shape, tried > 1);
      const { answer } = result;
      if (answer.ok || !RETRIED.has(answer.kind) || tried === TRIES) return result;
      this.#options.log.debug("Trying again", { endpoint: path, tried, reason: answer.message });
      // After a 429 the limiter holds everybody back until the reset; no pause of our own on top.
      if (answer.kind === "rate_limited") continue;
      const pause = this.#options.random() * BACKOFF_MS * 2 ** (tried - 1);
      if (!await this.#pause(pause)) return { answer: CANCELLED, reply: null };
    }
  }

  /** Waits; false when closed meanwhile. */
  async #pause(ms: number): Promise<boolean> {
    const controller = this.#start();
    try {
      await this.#options.sleep(ms, controller.signal);
      return true;
    } catch (error) {
      if (this.#closed) return false;
      throw error;
    } finally {
      this.#running.delete(controller);
    }
  }

  /** A controller that `close` aborts. */
  #start(): AbortController {
    const controller = new AbortController();
    this.#running.add(controller);
    if (this.#closed) controller.abort();
    return controller;
  }

  /** One try: waits for its turn, sends, reads. The time limit starts when the request goes out. */
  async #try<T>(path: string, params: Params, shape: Shape<T>, again: boolean): Promise<Tried<T>> {
    const { apiKey: key, endpoints, fetch, limiter, maxBytes, now } = this.#options;
    const controller = this.#start();
    const { signal } = controller;
    const whole = new AbortController();
    let timedOut = false;
    let sentAt = 0;
    let ticket: Ticket | null = null;
    const admit = async (): Promise<Hop> => {
      const mine = await limiter.acquire(signal);
      if (this.#keyCheck.known() === "bad") {
        mine.unused();
        throw new BadKey();
      }
      // A redirect to elsewhere is a request too, and no further try.
      endpoints.sent(path, again && ticket === null);
      if (ticket === null) {
        if (again) this.retries++;
        this.#limitTime(whole.signal, () => {
          timedOut = true;
          controller.abort();
        });
      }
      ticket = mine;
      sentAt = now();
      this.calls++;
      return {
        answered: (headers) => {
          const at = now();
          this.clock = readClock(Date.parse(headers?.get("date") ?? ""), sentAt, at) ?? this.clock;
          mine.answered(headers ? readLimitHeaders(headers, at) : undefined);
        },
      };
    };
    try {
      const url = address(this.#base, path, params);
      const reply = await exchange(url, { fetch, key, signal, maxBytes, admit });
      this.#throttle(reply, ticket);
      if (reply.status === 429) endpoints.throttled(path);
      const answer = judge(path, reply, shape, now());
      return { reply, answer: answer.ok ? answer : { ...answer, message: redact(answer.message, key) } };
    } catch (error) {
      return { answer: this.#failure(path, error, timedOut), reply: null };
    } finally {
      whole.abort();
      this.#running.delete(controller);
    }
  }

  #limitTime(answered: AbortSignal, late: () => void): void {
    this.#options.sleep(this.#options.timeoutMs, answered).then(late, () => {
      // The answer, or a failure, came first.
    });
  }

  /** Tells the limiter whether the server still takes calls. */
  #throttle(reply: Reply, ticket: Ticket | null): void {
    if (ticket === null) return;
    if (reply.status !== 429) return this.#options.limiter.accepted();
    const { resetInMs, retryAfterMs } = readLimitHeaders(reply.headers, this.#options.now());
    const stated = resetInMs !== null && resetInMs > 0 ? resetInMs : retryAfterMs;
    this.#options.limiter.throttled(ticket, stated);
  }

  #failure(path: string, error: unknown, timedOut: boolean): Failed {
    if (this.#closed) return CANCELLED;
    const what = `Cannot read "${path}"`;
    if (error instanceof BadKey) return failed("unauthorized", `${what}: the key is not accepted`);
    if (timedOut) return failed("timeout", `${what}: no whole answer within ${this.#options.timeoutMs} ms`);
    if (error instanceof UnusableReply) {
      return failed("malformed", `${what}: got ${error.message}`, error.status);
    }
    return failed("network", `${what}: ${errorText(error, this.#options.apiKey)}`);
  }
}

/** What one call came to, and the whole answer where there was one. */
interface Tried<T> {
  readonly answer: Answer<T>;
  readonly reply: Reply | null;
}

/** The key was found bad while the call waited for its turn. */
class BadKey extends Error {}

function address(base: string, path: string, params: Params): URL {
  const url = new URL(base + path);
  for (const [name, value] of Object.entries(params)) {
    if (value !== undefined && value !== null) url.searchParams.set(name, String(value));
  }
  return url;
}
