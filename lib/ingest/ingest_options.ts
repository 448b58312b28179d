import type { Bus } from "@/lib/bus/bus.ts";
import type { Dataset } from "@/lib/datasets/dataset.ts";
import type { Finnhub } from "@/lib/finnhub/finnhub.ts";
import type { Store } from "@/lib/store/store.ts";
import type { Logger } from "@/lib/telemetry/logger.ts";
import type { Checked } from "./checked.ts";
import type { Clock } from "./clock.ts";
import type { QuoteJudge } from "./quote_judge.ts";

/** What the ingest needs. */
export interface IngestOptions {
  readonly store: Store;
  readonly finnhub: Finnhub;
  readonly bus: Bus;
  readonly datasets: readonly Dataset[];
  /** Read for every plan: the watchlist may be another then. */
  readonly symbols: readonly string[];
  /** When each dataset was last asked for; kept up to date here, and read from the volume before each run. */
  readonly checked: Checked;
  /** Name for the source column: `finnhub`, or `simulator` in the demo. */
  readonly provider: string;
  readonly cron: string;
  /** Name of this process in events. */
  readonly instance: string;
  readonly now: () => number;
  readonly logger: Logger;
  /** Whether the clock is right enough for a run. @default it is believed */
  readonly clock?: Pick<Clock, "refusal">;
  /** Called before a run is planned: what other processes changed is taken over. */
  readonly beforePlan?: () => void;
  /** Called beside each run, for what belongs to no dataset (the market's status). */
  readonly beforeRun?: () => Promise<void>;
  /** Judges the quotes of a run. @default all are believed */
  readonly judge?: QuoteJudge;
  /** How often a process that found the lease taken looks again. @default 5000 */
  readonly standbyMs?: number;
}
