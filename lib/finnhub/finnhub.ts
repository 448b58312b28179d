import type { Answer } from "./answer.ts";
import { Capabilities, type Capability, type CapabilityStore } from "./capabilities.ts";
import { Caller } from "./caller.ts";
import { Catalogue, unused } from "./catalogue.ts";
import type { ClockReading } from "./clock.ts";
import { EndpointLog, type EndpointStats } from "./endpoint_stats.ts";
import type { Fetch } from "./exchange.ts";
import { Limiter } from "./limiter.ts";
import { type Log, SILENT } from "./log.ts";
import { LIST, listIn, OBJECT, type Shape } from "./shapes.ts";
import { type Sleep, sleep as realSleep } from "./time.ts";

export type { Capability, CapabilityStore, EndpointStats };

/** One JSON object, its fields still unread. */
export type Fields = Record<string, unknown>;

/** One JSON array, its elements still unread. */
export type Items = readonly unknown[];

/** What is left of the key's calls. */
export interface Budget {
  /** Calls in any minute: the configured ceiling, or what the answers announce where that is less. */
  readonly limitPerMinute: number;
  /** Calls of this minute not yet spent or queued; the pace within a second is not counted. */
  readonly remaining: number;
  /** When the whole minute's budget is there again if nothing else is called, epoch milliseconds. */
  readonly resetAt: number;
}

/** Counts since the client was made. */
export interface FinnhubStats {
  /** HTTP requests sent to the provider. */
  readonly calls: number;
  /** Those that repeated a failed one. */
  readonly retries: number;
  /** Answers by outcome: `ok`, or the failure's kind; one a method call, answered from memory or not. */
  readonly byOutcome: Readonly<Record<string, number>>;
}

/** Finnhub's endpoints as this project uses them. Every method resolves with an {@linkcode Answer}; none throws. */
export interface Finnhub {
  /** `{c,d,dp,h,l,o,pc,t}`: prices in the symbol's currency, `dp` in percent, `t` in epoch seconds. */
  quote(symbol: string): Promise<Answer<Fields>>;
  /** Parallel arrays `c,h,l,o,t,v` and `s`; times given in epoch milliseconds, asked for in seconds. */
  candles(symbol: string, resolution: Resolution, fromMs: number, toMs: number): Promise<Answer<Fields>>;
  profile(symbol: string): Promise<Answer<Fields>>;
  /** Dates are `YYYY-MM-DD`, here and below. */
  companyNews(symbol: string, from: string, to: string): Promise<Answer<Items>>;
  marketNews(category: "general"): Promise<Answer<Items>>;
  earnings(symbol: string): Promise<Answer<Items>>;
  /** The array in `earningsCalendar`. */
  earningsCalendar(symbol: string, from: string, to: string): Promise<Answer<Items>>;
  /** The array in `data`. */
  financialsReported(
    symbol: string,
    frequency: "annual" | "quarterly",
    from?: string,
  ): Promise<Answer<Items>>;
  /** All metrics: `metric` (in percent) and `series` (in ratios). */
  metrics(symbol: string): Promise<Answer<Fields>>;
  /** The array in `data`, at most 100 rows. */
  insiderTransactions(symbol: string, from: string, to: string): Promise<Answer<Items>>;
  recommendations(symbol: string): Promise<Answer<Items>>;
  /** The array in `data`. */
  socialSentiment(symbol: string, from: string, to: string): Promise<Answer<Items>>;
  dividends(symbol: string, from: string, to: string): Promise<Answer<Items>>;
  /** The array in `ipoCalendar`. */
  ipoCalendar(from: string, to: string): Promise<Answer<Items>>;
  /** Of the US exchanges. */
  marketStatus(): Promise<Answer<Fields>>;
  /** Of the US exchanges: the array in `data`. */
  marketHolidays(): Promise<Answer<Items>>;
  /** The array in `result`. */
  search(query: string): Promise<Answer<Items>>;
  peers(symbol: string): Promise<Answer<Items>>;
  /** Some 30,000 rows, from a file on another host. */
  stockSymbols(exchange: "US"): Promise<Answer<Items>>;
  budget(): Budget;
  capabilities(): readonly Capability[];
  stats(): FinnhubStats;
  /** The same by endpoint, those that were asked. */
  endpoints(): readonly EndpointStats[];
  /** Our clock against the provider's, by the last answer that had a date; `null` before the first. */
  clock(): ClockReading | null;
  /** Aborts what is under way; from now on every answer is `cancelled`. */
  close(): void;
}

/** Length of a candle: minutes, or a day. */
export type Resolution = "1" | "5" | "15" | "30" | "60" | "D";

/** Options of {@linkcode createFinnhub}. */
export interface FinnhubOptions {
  /** Sent in the header `X-Finnhub-Token` and nowhere else; empty for none. */
  readonly apiKey: string;
  /** For instance `https://finnhub.io/api/v1`. */
  readonly baseUrl: string;
  /** Ceiling; the answers' headers can lower it. */
  readonly callsPerMinute: number;
  /** @default {30} */
  readonly callsPerSecond?: number;
  /** Time for one try, redirects and the whole body included. @default {10_000} */
  readonly timeoutMs?: number;
  /** Largest body taken, bytes. @default {32 MiB} */
  readonly maxBytes?: number;
  /** Lengths of the two windows, milliseconds, for tests. @default {{ minute: 60_000, second: 1_000 }} */
  readonly windowMs?: { readonly minute: number; readonly second: number };
  /** Epoch milliseconds. @default {Date.now} */
  readonly now?: () => number;
  /**
   * Given together with `now`, both also drive the limiter; otherwise it keeps to a clock that nobody sets.
   * @default {setTimeout}
   */
  readonly sleep?: Sleep;
  /** 0 to 1, for jitter. @default {Math.random} */
  readonly random?: () => number;
  /** @default {fetch} */
  readonly fetch?: Fetch;
  readonly logger?: Log;
  /** Keeps what the plan covers over a restart; without it that is asked once a process. */
  readonly capabilities?: CapabilityStore;
}

/**
 * Makes a client. It opens nothing until the first call.
 *
 * @throws {TypeError} for a base URL that is none, or a key that no header can carry
 */
export function createFinnhub(options: FinnhubOptions): Finnhub {
  checkAddress(options.baseUrl);
  checkKey(options.apiKey);
  const now = options.now ?? Date.now;
  const sleep = options.sleep ?? realSleep;
  const log = options.logger ?? SILENT;
  const limiter = new Limiter({
    callsPerMinute: options.callsPerMinute,
    callsPerSecond: options.callsPerSecond ?? 30,
    minuteMs: options.windowMs?.minute ?? 60_000,
    secondMs: options.windowMs?.second ?? 1_000,
    now: options.sleep ? now : () => performance.now(),
    sleep,
  });
  const capabilities = new Capabilities({ now, log, store: options.capabilities });
  const endpoints = new EndpointLog();
  const caller = new Caller({
    apiKey: options.apiKey,
    baseUrl: options.baseUrl,
    timeoutMs: options.timeoutMs ?? 10_000,
    maxBytes: options.maxBytes ?? 32 * 1024 * 1024,
    random: options.random ?? Math.random,
    fetch: options.fetch ?? fetch,
    limiter,
    capabilities,
    endpoints,
    now,
    sleep,
    log,
  });
  const byOutcome: Record<string, number> = {};

  async function ask<T>(shape: Shape<T>, invoke: (api: Catalogue) => void): Promise<Answer<T>> {
    const answer = await new Promise<Answer<T>>((resolve) =>
      invoke(
        new Catalogue((path, params) => {
          resolve(
            caller.call(path, params, shape).then((answer) => {
              endpoints.answered(path, answer, now());
              return answer;
            }),
          );
        }),
      )
    );
    const outcome = answer.ok ? "ok" : answer.kind;
    byOutcome[outcome] = (byOutcome[outcome] ?? 0) + 1;
    if (!answer.ok && answer.kind !== "refused" && answer.kind !== "cancelled") {
      log.warning(answer.message, { kind: answer.kind });
    }
    return answer;
  }

  return {
    quote: (symbol) => ask(OBJECT, (api) => api.quote(symbol, unused)),
    candles: (symbol, resolution, fromMs, toMs) =>
      ask(OBJECT, (api) => api.stockCandles(symbol, resolution, seconds(fromMs), seconds(toMs), unused)),
    profile: (symbol) => ask(OBJECT, (api) => api.companyProfile2({ symbol }, unused)),
    companyNews: (symbol, from, to) => ask(LIST, (api) => api.companyNews(symbol, from, to, unused)),
    marketNews: (category) => ask(LIST, (api) => api.marketNews(category, {}, unused)),
    earnings: (symbol) => ask(LIST, (api) => api.companyEarnings(symbol, {}, unused)),
    earningsCalendar: (symbol, from, to) =>
      ask(listIn("earningsCalendar"), (api) => api.earningsCalendar({ symbol, from, to }, unused)),
    financialsReported: (symbol, freq, from) =>
      ask(
        listIn("data"),
        (api) =>
          api.financialsReported(from === undefined ? { symbol, freq } : { symbol, freq, from }, unused),
      ),
    metrics: (symbol) => ask(OBJECT, (api) => api.companyBasicFinancials(symbol, "all", unused)),
    insiderTransactions: (symbol, from, to) =>
      ask(listIn("data"), (api) => api.insiderTransactions(symbol, { from, to }, unused)),
    recommendations: (symbol) => ask(LIST, (api) => api.recommendationTrends(symbol, unused)),
    socialSentiment: (symbol, from, to) =>
      ask(listIn("data"), (api) => api.socialSentiment(symbol, { from, to }, unused)),
    dividends: (symbol, from, to) => ask(LIST, (api) => api.stockDividends(symbol, from, to, unused)),
    ipoCalendar: (from, to) => ask(listIn("ipoCalendar"), (api) => api.ipoCalendar(from, to, unused)),
    marketStatus: () => ask(OBJECT, (api) => api.marketStatus("US", unused)),
    marketHolidays: () => ask(listIn("data"), (api) => api.marketHoliday("US", unused)),
    search: (query) => ask(listIn("result"), (api) => api.symbolSearch(query, {}, unused)),
    peers: (symbol) => ask(LIST, (api) => api.companyPeers(symbol, {}, unused)),
    stockSymbols: (exchange) => ask(LIST, (api) => api.stockSymbols(exchange, {}, unused)),
    budget() {
      const { limitPerMinute, remaining, resetInMs } = limiter.budget();
      return { limitPerMinute, remaining, resetAt: Math.ceil(now() + resetInMs) };
    },
    capabilities: () => capabilities.all(),
    stats: () => ({ calls: caller.calls, retries: caller.retries, byOutcome: { ...byOutcome } }),
    endpoints: () => endpoints.all(),
    clock: () => caller.clock,
    close: () => caller.close(),
  };
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}

function checkAddress(baseUrl: string): void {
  const url = URL.parse(baseUrl);
  if (url && /^https?:$/.test(url.protocol) && url.username === "" && url.search === "" && url.hash === "") {
    return;
  }
  throw new TypeError(`Cannot use the base URL "${baseUrl}": expected http(s)://host/path`);
}

function checkKey(apiKey: string): void {
  // The header's own error would quote the key.
  if (/^[\x21-\x7e]*$/.test(apiKey)) return;
  throw new TypeError("Cannot use the Finnhub key: it holds characters that no header carries");
}
