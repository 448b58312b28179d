import type { Row } from "@/lib/datasets/dataset.ts";
import { counted } from "../format.ts";
import { dayIn, newestFirst, numberIn } from "./cells.ts";
import { monthText } from "./words.ts";

/** The five things analysts say, from the best to the worst, with the columns that count them. */
export const RATINGS = [
  { column: "strong_buy", label: "Strong buy" },
  { column: "buy", label: "Buy" },
  { column: "hold", label: "Hold" },
  { column: "sell", label: "Sell" },
  { column: "strong_sell", label: "Strong sell" },
] as const;

/** What analysts said in a month. */
export interface RecommendationMonth {
  readonly row: Row;
  /** First day of the month. */
  readonly period: string;
  /** How many say each of {@linkcode RATINGS}. */
  readonly counts: readonly number[];
  readonly total: number;
  /** Mean rating: 1 is strong buy, 5 strong sell; `null` where nobody says anything. */
  readonly mean: number | null;
}

/** What analysts said over time. */
export interface RecommendationView {
  /** Newest first. */
  readonly months: readonly RecommendationMonth[];
  /** What they come to in a sentence or two; empty where there is none. */
  readonly consensus: string;
}

const MONTHS_SHOWN = 12;
/** A mean rating that moved by less says the same. */
const NOTED = 0.05;

/** Reads rows of `analyst_recommendations` of one symbol. */
export function recommendationView(rows: readonly Row[]): RecommendationView {
  const months = [...rows].sort(newestFirst("period")).flatMap((row): RecommendationMonth[] => {
    const period = dayIn(row, "period");
    const counts = RATINGS.map(({ column }) => Math.max(0, numberIn(row, column) ?? 0));
    const total = counts.reduce((sum, count) => sum + count, 0);
    const points = counts.reduce((sum, count, i) => sum + count * (i + 1), 0);
    return period === "" ? [] : [{ row, period, counts, total, mean: total === 0 ? null : points / total }];
  }).slice(0, MONTHS_SHOWN);
  return { months, consensus: consensusOf(months) };
}

/** A mean rating as the nearest of the five. */
export function ratingText(mean: number): string {
  return RATINGS[Math.min(4, Math.max(0, Math.round(mean) - 1))]?.label ?? "";
}

function consensusOf([newest, ...earlier]: readonly RecommendationMonth[]): string {
  if (newest === undefined || newest.mean === null) return "";
  const [strongBuy = 0, buy = 0, hold = 0, sell = 0, strongSell = 0] = newest.counts;
  const before = earlier.at(-1);
  const said =
    `${strongBuy + buy} of ${counted(newest.total, "analyst")} say buy or strong buy, ${hold} hold, ` +
    `${sell + strongSell} sell: on average ${ratingText(newest.mean).toLowerCase()}.`;
  if (before === undefined || before.mean === null) return said;
  const moved = newest.mean - before.mean;
  const trend = Math.abs(moved) < NOTED ? "As in" : moved < 0 ? "Better than in" : "Worse than in";
  return `${said} ${trend} ${monthText(before.period)}.`;
}
