import type { DatasetName } from "@/lib/datasets/dataset.ts";
import type { FreshnessView } from "@/lib/market/freshness.ts";
import { pastOf } from "./past.ts";
import type { Known, Services } from "./services.ts";
import { stockFreshness } from "./stock_view.ts";
import { refusalOf, waitingFor } from "./waiting.ts";

/** What every panel of a stock's page needs to say where its content is from, and what is the matter with it. */
export interface PanelContext {
  readonly symbol: string;
  /** The clocks of each dataset, and the verdict on them. */
  readonly freshness: Readonly<Record<string, FreshnessView>>;
  /** What is said where there is nothing. */
  readonly waiting: (dataset: DatasetName) => string;
  /** What the key's plan refuses of a dataset, and what stands in; empty where it refuses nothing, and of the past. */
  readonly refusal: (dataset: DatasetName) => string;
  /** Rows that are known of the stock. */
  readonly total: (dataset: DatasetName) => number;
  /** The instant of the past that the page shows, ISO 8601 UTC. */
  readonly at: string | undefined;
}

/** Gathers it from what is known now, or was then. */
export function panelContext(services: Services, known: Known, symbol: string): PanelContext {
  const waiting = waitingFor(services, known);
  const { datasets } = known.store;
  return {
    symbol,
    freshness: stockFreshness(known, symbol),
    waiting: (dataset) => waiting(dataset, symbol),
    refusal: (name) => {
      const dataset = datasets.find((each) => each.name === name);
      return known.at !== null || dataset === undefined ? "" : refusalOf(services, dataset);
    },
    total: (dataset) => known.store.ledger(dataset).rows(symbol).length,
    at: pastOf(known),
  };
}
