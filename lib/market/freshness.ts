import type { Dataset, Row } from "@/lib/datasets/dataset.ts";
import { countVerdicts, type Verdict, type VerdictMarket, verdictOf, worstVerdict } from "./verdict.ts";

/** The clocks of a dataset of one symbol, or of the market, and what they mean. Times are ISO 8601 UTC. */
export interface FreshnessView {
  /** When the exchange or the provider said the newest of it; where it gives no time, when that was fetched. */
  readonly as_of: string | null;
  /** When we last asked with success. */
  readonly checked_at: string | null;
  readonly verdict: Verdict;
}

/** The verdicts on a dataset of all symbols. */
export interface DatasetFreshness {
  /** The most worrying of its symbols. */
  readonly verdict: Verdict;
  /** How many symbols have each verdict; a dataset of the market counts as one. */
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** Verdict of each symbol of the watchlist; the market's is under the empty name. */
  readonly symbols: Readonly<Record<string, Verdict>>;
}

/**
 * Judges a dataset of one symbol.
 * @param newest its row of the latest time, if there is one
 * @param checkedAt epoch milliseconds of the last successful asking
 * @param isDoubted whether the provider's newest word is not believed
 */
export function freshnessOf(
  { freshness }: Dataset,
  newest: Row | undefined,
  checkedAt: number | undefined,
  market: VerdictMarket,
  now: number,
  isDoubted = false,
): FreshnessView {
  const fetched = timeOf(newest?.["fetched_at"]);
  const asOf = timeOf(newest?.["as_of"]) ?? fetched;
  const checked = checkedAt ?? fetched;
  return {
    as_of: isoOf(asOf),
    checked_at: isoOf(checked),
    verdict: verdictOf({ asOf, checkedAt: checked }, market, now, freshness, { isDoubted }),
  };
}

/** Puts the symbols of a dataset together. */
export function datasetFreshness(bySymbol: readonly (readonly [string, Verdict])[]): DatasetFreshness {
  const verdicts = bySymbol.map(([, verdict]) => verdict);
  return {
    verdict: worstVerdict(verdicts),
    verdicts: countVerdicts(verdicts),
    symbols: Object.fromEntries(bySymbol),
  };
}

function timeOf(cell: unknown): number | null {
  const at = typeof cell === "string" ? Date.parse(cell) : NaN;
  return Number.isNaN(at) ? null : at;
}

function isoOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
