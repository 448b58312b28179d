import type { Bus } from "@/lib/bus/bus.ts";
import type { Config } from "@/lib/config.ts";
import type { DatasetName } from "@/lib/datasets/dataset.ts";
import type { Finnhub } from "@/lib/finnhub/finnhub.ts";
import type { Trades } from "@/lib/finnhub/trades.ts";
import type { Checked } from "@/lib/ingest/checked.ts";
import type { Ingest } from "@/lib/ingest/ingest.ts";
import type { QuoteWatch } from "@/lib/ingest/quote_watch.ts";
import type { TradeJudge } from "@/lib/ingest/trade_judge.ts";
import type { LiveHub } from "@/lib/live/mod.ts";
import type { Market } from "@/lib/market/market.ts";
import type { Truth } from "@/lib/market/truth_at.ts";
import type { Store } from "@/lib/store/store.ts";
import type { Logger, Metrics } from "@/lib/telemetry/mod.ts";
import type { Past } from "./past.ts";
import type { RequestSettings } from "./settings.ts";
import type { SymbolSearch } from "./symbol_search.ts";
import type { Watch } from "./watch.ts";
import type { Watchlist } from "./watchlist.ts";

/** The running parts, as routes reach them through `ctx.state`. */
export interface Services {
  readonly config: Config;
  readonly version: string;
  /** Name of this process in events and in Redis. */
  readonly instance: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly now: () => number;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly store: Store;
  readonly market: Market;
  readonly bus: Bus;
  readonly live: LiveHub;
  readonly finnhub: Finnhub;
  /** `null` in a process that serves pages only. */
  readonly ingest: Ingest | null;
  /** The symbols that are polled. */
  readonly watchlist: Watchlist;
  /** Finds symbols by name. */
  readonly search: SymbolSearch;
  /** What was known at instants of the past. */
  readonly past: Past;
  /** When each dataset was last asked for with success, by whatever process. */
  readonly checked: Checked;
  /** What the detector remembers, by whatever process. */
  readonly quoteWatch: QuoteWatch;
  /** Whether volume and clock are as they should be. */
  readonly watch: Watch;
  /** `null` unless prices between slots are asked for. */
  readonly trades: Trades | null;
  /** Keeps out what the trades socket says against all probability. */
  readonly tradeJudge: TradeJudge;
  /** Set once shutdown has begun. */
  draining: boolean;
}

/** What is known, now or at an instant of the past: what pages and API read. */
export interface Known extends Pick<Services, "config" | "now" | "market"> {
  readonly store: {
    readonly datasets: Store["datasets"];
    ledger(dataset: DatasetName): Truth;
  };
  /** The instant, epoch milliseconds; `null`: now. */
  readonly at: number | null;
}

/** What the middleware puts into `ctx.state`. */
export interface State {
  services: Services;
  /** Whether this request may change things: run the ingest, for instance. */
  isAdmin: boolean;
  /** Set by a page that shows an instant of the past: its frame shows the same. */
  known?: Known;
  /** What the reader chose. */
  settings: RequestSettings;
}
