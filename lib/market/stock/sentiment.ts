import type { Row } from "@/lib/datasets/dataset.ts";
import { counted, formatChange } from "../format.ts";
import { dayIn, numberIn, textIn } from "./cells.ts";

/** How a company was spoken of on a day. */
export interface SentimentDay {
  /** The row, where the day is one; its newest, where it is of several. */
  readonly row: Row | undefined;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** -1 to 1; `null` on a day without a word. */
  readonly score: number | null;
  readonly mentions: number;
  readonly positive: number;
  readonly negative: number;
}

/** How a company was spoken of over the last days. */
export interface SentimentView {
  /** Days without gaps, oldest first. */
  readonly days: readonly SentimentDay[];
  /** Whether the score is our own of headlines, and not the provider's of posts. */
  readonly isOwn: boolean;
  readonly summary: string;
}

const MOST_DAYS = 14;
/** A week is shown even where less is known. */
const LEAST_DAYS = 7;
/** A score nearer to 0 than this is neutral, as `docs/sentiment.md` has it. */
const NEUTRAL = 0.2;

/** Reads rows of `social_sentiment` of one symbol. @param today `YYYY-MM-DD` in New York */
export function sentimentView(rows: readonly Row[], today: string): SentimentView {
  const own = rows.filter((row) => textIn(row, "source").startsWith("derived:"));
  // The provider's figures are of more than headlines: where there are some, ours would only mix with them.
  const isOwn = own.length === rows.length;
  const byDay = Map.groupBy(
    isOwn ? rows : rows.filter((row) => !own.includes(row)),
    (row) => dayIn(row, "time"),
  );
  const most = daysTo(today).map((date) => dayOf(date, byDay.get(date) ?? []));
  const first = most.findIndex(({ score }) => score !== null);
  const days = most.slice(Math.min(Math.max(0, first), MOST_DAYS - LEAST_DAYS));
  return {
    days: days.some(({ score }) => score !== null) ? days : [],
    isOwn,
    summary: summaryOf(days, isOwn),
  };
}

/** A score as a word. */
export function toneText(score: number): "good" | "neutral" | "bad" {
  return score >= NEUTRAL ? "good" : score <= -NEUTRAL ? "bad" : "neutral";
}

function dayOf(date: string, rows: readonly Row[]): SentimentDay {
  const total = (column: string) => rows.reduce((sum, row) => sum + (numberIn(row, column) ?? 0), 0);
  const scored = rows.filter((row) => numberIn(row, "score") !== null);
  const weight = (row: Row) => Math.max(1, numberIn(row, "mention") ?? 1);
  const weights = scored.reduce((sum, row) => sum + weight(row), 0);
  const sum = scored.reduce((sum, row) => sum + (numberIn(row, "score") ?? 0) * weight(row), 0);
  return {
    row: rows.at(-1),
    date,
    score: scored.length === 0 ? null : sum / weights,
    mentions: total("mention"),
    positive: total("positive_mention"),
    negative: total("negative_mention"),
  };
}

function daysTo(today: string): string[] {
  const last = Date.parse(today);
  return Array.from(
    { length: MOST_DAYS },
    (_, i) => new Date(last - (MOST_DAYS - 1 - i) * 86_400_000).toISOString().slice(0, 10),
  );
}

function summaryOf(days: readonly SentimentDay[], isOwn: boolean): string {
  const spoken = days.filter(({ score }) => score !== null);
  if (spoken.length === 0) return "";
  const total = (of: (day: SentimentDay) => number) => spoken.reduce((sum, day) => sum + of(day), 0);
  const weights = total(({ mentions }) => Math.max(1, mentions));
  const mean = total(({ score, mentions }) => (score ?? 0) * Math.max(1, mentions)) / weights;
  const [good, bad] = [total(({ positive }) => positive), total(({ negative }) => negative)];
  const mentions = counted(total((day) => day.mentions), isOwn ? "headline" : "mention");
  return `${mentions} in ${counted(days.length, "day")}: ${good} good, ${bad} bad; mean score ${
    formatChange(mean)
  }, ` +
    `${toneText(mean)}.`;
}
