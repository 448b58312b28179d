import { createBus } from "@/lib/bus/mod.ts";
import type { Config } from "@/lib/config.ts";
import { DATASETS } from "@/lib/datasets/mod.ts";
import { NEW_YORK_DAYS, ROUND_THE_CLOCK_DAYS } from "@/lib/detector/mod.ts";
import { createFinnhub } from "@/lib/finnhub/finnhub.ts";
import type { Sleep } from "@/lib/finnhub/time.ts";
import { createTrades } from "@/lib/finnhub/trades.ts";
import { Clock } from "@/lib/ingest/clock.ts";
import { Checked, CHECKED_STATE } from "@/lib/ingest/checked.ts";
import { correctionsOn, rememberHolidays } from "@/lib/ingest/exchange_calendar.ts";
import { Ingest } from "@/lib/ingest/ingest.ts";
import { providerStatus, rememberProviderStatus } from "@/lib/ingest/provider_status.ts";
import { QuoteJudge } from "@/lib/ingest/quote_judge.ts";
import { QUOTE_WATCH_STATE, QuoteWatch } from "@/lib/ingest/quote_watch.ts";
import { TradeJudge } from "@/lib/ingest/trade_judge.ts";
import { LiveHub } from "@/lib/live/mod.ts";
import { Market } from "@/lib/market/market.ts";
import { correctedCalendar, ROUND_THE_CLOCK } from "@/lib/market/market_view.ts";
import { startSimulator } from "@/lib/simulator/mod.ts";
import { Store } from "@/lib/store/store.ts";
import { type Logger, Metrics } from "@/lib/telemetry/mod.ts";
import { seedDemo } from "./demo.ts";
import { capabilityStore } from "./capability_store.ts";
import { startFeed } from "./feed.ts";
import { declareMetrics } from "./metrics.ts";
import { Past } from "./past.ts";
import type { Services } from "./services.ts";
import { snapshotOf } from "./status_view.ts";
import { SymbolSearch } from "./symbol_search.ts";
import { Watch } from "./watch.ts";
import { VERSION } from "./version.ts";
import { Watchlist } from "./watchlist.ts";

/** The running parts and their end. */
export interface Assembly {
  readonly services: Services;
  /** Begins to ingest, where this process's role is to. */
  start(): void;
  /** Not ready any more: streams close, the run under way is cut short and saved, then everything ends. */
  stop(): Promise<void>;
}

/**
 * Builds the parts from the configuration and joins them. In the demo a simulator takes the provider's place,
 * behind the same client.
 * @param sleep how the client waits, beside `now`; by default on a clock that nobody sets
 * @throws {StoreError} when the volume cannot be used
 */
export async function assemble(
  config: Config,
  log: Logger,
  now: () => number = Date.now,
  sleep?: Sleep,
): Promise<Assembly> {
  // A bus does not hear its namesake, and pods restart with the same name and process id.
  const instance = `${Deno.hostname()}-${Deno.pid}-${crypto.randomUUID().slice(0, 4)}`;
  const logger = log.child({ instance });
  const store = await Store.open({
    dir: config.dataPath,
    datasets: DATASETS,
    now,
    logger,
    retention: config.retention,
  });
  const watchlist = new Watchlist(config.symbols, store);
  const simulated = { hours: config.demoHours, callsPerMinute: config.finnhub.callsPerMinute };
  const simulator = config.demo ? await startSimulator({ ...simulated, now, key: DEMO_KEY }) : null;
  if (config.demo) {
    const seeded = await seedDemo({
      store,
      symbols: config.symbols,
      cron: config.ingestCron,
      market: simulated,
      now,
    });
    if (seeded) logger.info("Demo given a simulated past", { rows: store.runs.last()?.rows });
  }
  const provider = config.demo ? "simulator" : "finnhub";
  const apiKey = config.demo ? DEMO_KEY : config.finnhub.apiKey;
  const finnhub = createFinnhub({
    apiKey,
    baseUrl: simulator?.baseUrl ?? config.finnhub.baseUrl,
    callsPerMinute: config.finnhub.callsPerMinute,
    callsPerSecond: Math.max(FINNHUB_PER_SECOND, simulator === null ? 0 : config.finnhub.callsPerMinute / 20),
    now,
    ...(sleep && { sleep }),
    logger,
    capabilities: capabilityStore(store, apiKey),
  });
  // Who drives the client's pauses drives this one too.
  const monotonic = sleep === undefined ? () => performance.now() : now;
  const clock = new Clock({ finnhub, store, now, monotonic });
  const bus = await createBus({ redis: config.redis, instance, logger, now });
  const checked = new Checked(store.readState(CHECKED_STATE));
  const quoteWatch = new QuoteWatch(store.readState(QUOTE_WATCH_STATE));
  const isRoundTheClock = config.demo && config.demoHours === "always";
  const days = isRoundTheClock ? ROUND_THE_CLOCK_DAYS : NEW_YORK_DAYS;
  const ingest = config.role === "web" ? null : new Ingest({
    store,
    finnhub,
    bus,
    datasets: DATASETS,
    get symbols() {
      return watchlist.symbols;
    },
    checked,
    judge: new QuoteJudge({
      store,
      watch: quoteWatch,
      now,
      isOpen: () => market.exchange().is_open,
      days,
    }),
    provider,
    cron: config.ingestCron,
    instance,
    now,
    logger,
    clock,
    beforePlan: () => watchlist.reload(),
    beforeRun: async () => {
      await rememberProviderStatus(finnhub, store);
      await rememberHolidays(finnhub, store, now, logger);
    },
  });
  const market: Market = new Market({
    get symbols() {
      return watchlist.symbols;
    },
    ledger: (dataset) => store.ledger(dataset),
    checkedAt: (dataset, symbol) => checked.at(dataset, symbol),
    doubtOf: (symbol) => quoteWatch.doubtOf(symbol),
    providerStatus: () => providerStatus(store),
    calendar: isRoundTheClock ? ROUND_THE_CLOCK : correctedCalendar(correctionsOn(store, now)),
    tradesSource: `${provider}:trades`,
    now,
  });
  const live: LiveHub = new LiveHub({
    epoch: crypto.randomUUID().slice(0, 8),
    now,
    random: Math.random,
    snapshot: () => snapshotOf(services),
  });
  const tradeJudge = new TradeJudge({ store, days, now, logger });
  const trades = config.liveTrades && ingest !== null
    ? createTrades({
      apiKey,
      wsUrl: simulator?.wsUrl ?? config.finnhub.wsUrl,
      symbols: watchlist.symbols,
      onPrices: (prices) => {
        const believed = tradeJudge.believed(prices);
        if (believed.length === 0) return;
        live.publish("quote", { quotes: market.hear(believed), market: market.exchange() });
      },
      logger,
      now,
    })
    : null;
  const watch = new Watch({ store, ingest, checked, quoteWatch, watchlist, logger }, clock);
  const metrics = new Metrics();
  const services: Services = {
    config,
    version: VERSION,
    instance,
    startedAt: now(),
    now,
    logger,
    metrics,
    store,
    market,
    bus,
    live,
    finnhub,
    ingest,
    checked,
    watchlist,
    search: new SymbolSearch(finnhub, now),
    past: new Past(store),
    quoteWatch,
    watch,
    trades,
    tradeJudge,
    draining: false,
  };
  declareMetrics(services);
  await watch.look();
  const endFeed = startFeed(services);
  return {
    services,
    start: () => ingest?.start(),
    stop: async () => {
      services.draining = true;
      trades?.close();
      await Promise.all([live.drain(), ingest?.stop()]);
      endFeed();
      finnhub.close();
      // What could not be recorded has its last chance.
      await watch.look();
      await bus.close();
      await simulator?.close();
    },
  };
}

/** Not a secret: it opens nothing but the simulator inside this process. */
const DEMO_KEY = "simulated";
/** Finnhub's second limit beside the minute's. */
const FINNHUB_PER_SECOND = 30;
