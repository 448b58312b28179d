import { HttpError } from "fresh";
import {
  COMPARE_RANGES,
  type CompareChoice,
  COMPARED_UNASKED,
  type CompareRange,
  DEFAULT_COMPARE_RANGE,
  MOST_COMPARED,
  type ReadChoice,
  readChoice,
} from "@/lib/market/compare/choice.ts";
import { type CommonDays, commonDays, type Reach } from "@/lib/market/compare/common_days.ts";
import { dailyCloses } from "@/lib/market/compare/daily_closes.ts";
import { equalWeighted } from "@/lib/market/compare/equal_weight.ts";
import { type Figures, figuresOf, type Together, togetherOf } from "@/lib/market/compare/figures.ts";
import type { Series } from "@/lib/market/performance/mod.ts";
import { oneOf } from "./parameters.ts";
import type { Known } from "./services.ts";

/** Symbols of a watchlist of which an index is made for beta; of more it would take too long. */
export const MOST_IN_INDEX = 100;

/** A comparison as page and API show it. */
export interface CompareView {
  /** Symbols that were asked for and are known, in that order. */
  readonly symbols: readonly string[];
  readonly range: CompareRange;
  /** The days that all compared symbols have, and their closes on them. */
  readonly common: CommonDays;
  readonly figures: readonly Figures[];
  readonly together: Together;
  /** Symbols in the index that beta is measured against; 0 where there is none. */
  readonly indexed: number;
  /** That index on the common days. */
  readonly index: Series | null;
  /** Symbols of which nothing is known. */
  readonly unknown: readonly string[];
}

/** The symbols of an address, or the first of the watchlist where it names none. */
export function chosenSymbols({ market }: Known, choice: ReadChoice): readonly string[] {
  return choice.isChosen ? choice.symbols : market.symbols.slice(0, COMPARED_UNASKED);
}

/** Compares symbols by their daily closes. */
export function compareView(
  { market, store }: Known,
  { symbols: asked, range }: Pick<CompareChoice, "symbols" | "range">,
): CompareView {
  const bars = store.ledger("stock_historical");
  const closesOf = (symbol: string): Series => dailyCloses(bars.series(symbol, { interval: "1d" }));
  // What was imported need not be on the watchlist.
  const isKnown = (symbol: string) =>
    market.knows(symbol) || bars.series(symbol, { interval: "1d" }) !== undefined;
  const symbols = asked.filter(isKnown);
  const common = commonDays(symbols.map((symbol) => ({ symbol, closes: closesOf(symbol) })), range);
  const indexed = common.date.length === 0 || market.symbols.length > MOST_IN_INDEX ? [] : market.symbols;
  const index = indexed.length < 2 ? null : equalWeighted(indexed.map(closesOf), common.date);
  return {
    symbols,
    range,
    common,
    figures: figuresOf(common, index),
    together: togetherOf(common),
    indexed: index === null ? 0 : indexed.length,
    index,
    unknown: asked.filter((symbol) => !isKnown(symbol)),
  };
}

/**
 * The comparison that a request to the API asks for.
 * @throws {HttpError} 400 for what is no symbol or range, too many symbols, or one of which nothing is known
 */
export function askedComparison(known: Known, query: URLSearchParams): CompareView {
  oneOf(query, "range", COMPARE_RANGES, DEFAULT_COMPARE_RANGE);
  const choice = readChoice(query);
  const [malformed] = choice.malformed;
  if (malformed !== undefined) {
    throw new HttpError(
      400,
      `Cannot read symbols "${malformed.slice(0, 40)}": expected symbols such as AAPL,MSFT`,
    );
  }
  if (choice.beyond.length > 0) {
    const count = choice.symbols.length + choice.beyond.length;
    throw new HttpError(400, `Cannot compare ${count} symbols: expected at most ${MOST_COMPARED}`);
  }
  const view = compareView(known, { ...choice, symbols: chosenSymbols(known, choice) });
  if (view.unknown.length > 0) {
    throw new HttpError(
      400,
      `Nothing is known of "${view.unknown.join('", "')}": expected symbols of the watchlist`,
    );
  }
  return view;
}

/** A comparison as JSON: percentages, units in the names. */
export function compareJson({ symbols, range, common, figures, together, indexed }: CompareView) {
  const percent = (share: number | null) => share === null ? null : share * 100;
  const move = (day: Figures["best"]) =>
    day === null ? null : { date: day.date, change_percent: day.change * 100 };
  return {
    symbols,
    range,
    from: common.date[0] ?? null,
    to: common.date.at(-1) ?? null,
    days: common.date.length,
    compared: common.symbols,
    left_out: common.leftOut,
    reach: common.reach.map(({ symbol, days, from, to, missing }: Reach) => (
      { symbol, days, from, to, missing }
    )),
    date: common.date,
    close: common.closes,
    figures: figures.map((each) => ({
      symbol: each.symbol,
      close: each.close,
      return_percent: percent(each.change),
      per_year_percent: percent(each.perYear),
      volatility_percent: percent(each.volatility),
      max_drawdown: each.drawdown && {
        depth_percent: each.drawdown.depth * 100,
        peak: each.drawdown.peak,
        trough: each.drawdown.trough,
        recovered: each.drawdown.recovered,
      },
      best_day: move(each.best),
      worst_day: move(each.worst),
      correlation_to_first: each.correlation,
      beta: each.beta,
    })),
    correlation: { returns: together.returns, matrix: together.matrix },
    index_symbols: indexed,
  };
}

/** A comparison as the API sends it. */
export type CompareJson = ReturnType<typeof compareJson>;
