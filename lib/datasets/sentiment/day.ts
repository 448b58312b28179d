/** A score nearer to 0 than this is neutral. */
export const NEUTRAL_BAND = 0.2;

/** What a day's headlines come to. */
export interface Sentiment {
  readonly mention: number;
  readonly positiveMention: number;
  readonly negativeMention: number;
  /** Mean score of the positive headlines, 0 to 1; null where there is none. */
  readonly positiveScore: number | null;
  /** Mean score of the negative headlines, -1 to 0; null where there is none. */
  readonly negativeScore: number | null;
  /** Mean score of all headlines, -1 to 1. */
  readonly score: number;
}

/** Puts the scores of headlines together. */
export function sentimentOf(scores: readonly number[]): Sentiment {
  const positive = scores.filter((score) => callOf(score) === 1);
  const negative = scores.filter((score) => callOf(score) === -1);
  return {
    mention: scores.length,
    positiveMention: positive.length,
    negativeMention: negative.length,
    positiveScore: mean(positive),
    negativeScore: mean(negative),
    score: mean(scores) ?? 0,
  };
}

/** A score as a word: good (1), bad (-1) or neutral (0). */
export function callOf(score: number): 1 | 0 | -1 {
  return score >= NEUTRAL_BAND ? 1 : score <= -NEUTRAL_BAND ? -1 : 0;
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
