import type { Answer } from "@/lib/finnhub/answer.ts";
import type { Finnhub } from "@/lib/finnhub/finnhub.ts";

/** Names of the datasets, as in file names and addresses. */
export type DatasetName =
  | "stock_quotes"
  | "stock_historical"
  | "company_profiles"
  | "company_news"
  | "earnings"
  | "financials"
  | "insider_transactions"
  | "analyst_recommendations"
  | "social_sentiment"
  | "dividends"
  | "market_news"
  | "ipo_calendar"
  | "company_metrics"
  | "technical_indicators";

/** One value of a row; null is an empty cell, never 0. Times and dates are ISO 8601 text. */
export type Cell = string | number | boolean | null;

/** One row: exactly the dataset's columns, the last three being `source`, `as_of`, `fetched_at`. */
export type Row = Readonly<Record<string, Cell>>;

/** One column of a dataset. */
export interface Column {
  /** snake_case. */
  readonly name: string;
  /** `date` is `YYYY-MM-DD`; `datetime` is ISO 8601 UTC with `Z`. */
  readonly type: "string" | "integer" | "number" | "boolean" | "date" | "datetime";
  /** Unit in words of the field, for instance `USD`, `percent`, `million USD`, `shares`. */
  readonly unit?: string;
  /** What it means, one sentence. */
  readonly description: string;
  /** Whether the cell must be filled. Key columns, `source` and `fetched_at` always are. */
  readonly required?: boolean;
}

/** When the age of a dataset's content is all right; `lib/market/verdict.ts` judges by it. */
export interface Freshness {
  /**
   * Whose clock it follows: `exchange`: it moves while the exchange is open; `session`: it is made of whole sessions;
   * `provider`: it changes when the provider has something new.
   */
  readonly follows: "exchange" | "session" | "provider";
  /**
   * Greatest age at which it is live, milliseconds: by the exchange's clock; of what follows the provider, since it was
   * asked.
   * @default 120_000; one day of what follows the provider
   */
  readonly liveMs?: number;
  /**
   * Greatest age that polling explains, milliseconds.
   * @default 1_200_000, a slot and a run; two days of what follows the provider
   */
  readonly delayedMs?: number;
  /**
   * How long before a close the last word of a session may lie, milliseconds: a provider stamps it with the last trade,
   * or a bar with its beginning.
   * @default 600_000; one day of what is made of sessions
   */
  readonly slackMs?: number;
  /**
   * Longest time in which a provider that is well has something new, milliseconds.
   * @default for ever
   */
  readonly quietMs?: number;
}

/** Everything about one dataset: where it comes from, its shape, how often it changes. */
export interface Dataset {
  readonly name: DatasetName;
  readonly title: string;
  /** What a row is, one or two sentences for the data page. */
  readonly description: string;
  /** Asked once per symbol of the watchlist, or once for the market. */
  readonly scope: "symbol" | "market";
  /** Endpoints it asks, in order, for instance `["/quote"]`; none where it derives from other datasets alone. */
  readonly endpoints: readonly string[];
  /** What stands in where the plan refuses the endpoint, in words for the page; absent where nothing needs to. */
  readonly substitute?: string;
  /** How often the content can change, milliseconds; a scheduled run asks again only after that. */
  readonly cadenceMs: number;
  /**
   * When in its cadence a symbol has its turn: at a time of its own, so that the symbols spread evenly, or after the
   * exchange has closed, where only a session changes the content.
   * @default "any_time"
   */
  readonly turn?: "any_time" | "after_close";
  /** Another cadence, milliseconds, where what is known says that something is about to change. */
  cadence?(facts: CadenceFacts): number;
  /** Whether the content comes late, in windows that reach back: after missed slots it is asked for out of turn. */
  readonly lags?: boolean;
  /**
   * When its age is all right.
   * @default as a price's
   */
  readonly freshness?: Freshness;
  /** Calls that one collection of one symbol (or the market) needs at most; 0 where it asks nobody. */
  readonly calls: number;
  /** Datasets of the same symbol that are collected first, because this one may derive from them. */
  readonly after?: readonly DatasetName[];
  /** Whether a key names a state (a profile, a metric) whose last row always stays, or an event in time. */
  readonly state: boolean;
  readonly columns: readonly Column[];
  /** Columns that name a row. */
  readonly key: readonly string[];
  /** Asks the provider and turns the answers into rows. Never throws for what the provider says. */
  collect(request: CollectRequest): Promise<Collected>;
}

/** What a cadence can depend on. */
export interface CadenceFacts {
  readonly symbol: string;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Last row of each key known for the symbol. */
  known(dataset: DatasetName): readonly Row[];
}

/** Which of the known rows are looked at. A hint: others may be among them. */
export interface KnownPart {
  /** The last so many to arrive, and what this run learned. */
  readonly newest?: number;
  /** Of bars, those of this interval. */
  readonly interval?: string;
}

/** What a collection has at hand. */
export interface CollectRequest {
  /** The symbol; empty for a dataset of market scope. */
  readonly symbol: string;
  /** Epoch milliseconds of the run's clock: the window asked for ends here. */
  readonly now: number;
  readonly finnhub: Finnhub;
  /** When this was last collected with success, epoch milliseconds: what lags is asked for from there on. */
  readonly checkedAt?: number | undefined;
  /** Provider's name for the source column: `finnhub`, or `simulator` in the demo. */
  readonly provider: string;
  /**
   * Last row of each key already known for this symbol, this run's included; oldest first for series.
   * @param part without it all: years of them, in every slot
   */
  known(dataset: DatasetName, symbol: string, part?: KnownPart): readonly Row[];
  /** The one of them that has a key, as `keyOf` names it: a year of bars need not be looked through for it. */
  knownRow(dataset: DatasetName, key: string): Row | undefined;
}

/** What a collection came to. `rows` may be empty while all went well. */
export interface Collected {
  readonly rows: readonly Row[];
  readonly rejected: readonly Rejected[];
  /** One entry per call made or substitute used, in order; of a dataset that asks nobody, one for what it did. */
  readonly outcomes: readonly EndpointOutcome[];
  /** The provider's answer as it came, where the rows are judged again once all of a run are in. */
  readonly raw?: unknown;
}

/** A row that failed its check, kept aside with the reason. */
export interface Rejected {
  readonly dataset: DatasetName;
  readonly symbol: string;
  readonly reason: string;
  /** The provider's value as it came, JSON. */
  readonly raw: string;
  /** Kind of doubt, where the reason's numbers differ every time: what came is then the same by kind and value. */
  readonly kind?: string;
  /** The row it would have been, where it is one: it can still be accepted. */
  readonly row?: Row;
}

/** How one endpoint answered one collection. */
export interface EndpointOutcome {
  readonly endpoint: string;
  /** `ok`; `substituted`: rows come from the named substitute; otherwise the failure's kind. */
  readonly result: "ok" | "substituted" | Exclude<Answer<unknown>, { ok: true }>["kind"];
  readonly message?: string;
}
