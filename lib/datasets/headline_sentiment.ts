import { LEXICON, NEGATIONS, NEUTRAL } from "./finance_lexicon.ts";

/** How far a negation reaches, in words, and how much of the weight it turns (as in VADER, Hutto and Gilbert 2014). */
const REACH = 3;
const TURN = -0.74;
/** Sets how fast more words bring the score to the end of its range: one word of weight 2 scores 0.71. */
const SPREAD = 4;
/** A score nearer to 0 than this is neutral. */
const NEUTRAL_BAND = 0.05;

/** Scores headlines; built once by {@linkcode createScorer}. */
export type Scorer = (headline: string) => number;

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

/**
 * A scorer of headlines by a lexicon: the weights of the words and phrases found, each turned by a negation at most
 * three words before it, add up to `s`; the score is `s / sqrt(s² + 4)`, from -1 to 1, and 0 where nothing is found.
 */
export function createScorer(): Scorer {
  const weights = new Map<string, number>();
  for (const [weight, terms] of LEXICON) for (const term of terms.split(" ")) weights.set(term, weight);
  for (const term of NEUTRAL.split(" ")) weights.set(term, 0);
  const negations = new Set(NEGATIONS.split(" "));

  return (headline) => {
    const words = wordsOf(headline);
    let sum = 0;
    for (let at = 0; at < words.length;) {
      const { weight, length } = termAt(weights, words, at);
      const before = words.slice(Math.max(0, at - REACH), at);
      const isTurned = before.some((word) => negations.has(word));
      sum += isTurned ? weight * TURN : weight;
      at += length;
    }
    return sum / Math.sqrt(sum * sum + SPREAD);
  };
}

/** The longest term, of up to three words, that starts at `at`; weight 0 where there is none. */
function termAt(weights: ReadonlyMap<string, number>, words: readonly string[], at: number) {
  for (let length = 3; length >= 1; length -= 1) {
    const weight = weights.get(words.slice(at, at + length).join("_"));
    if (weight !== undefined && at + length <= words.length) return { weight, length };
  }
  return { weight: 0, length: 1 };
}

/** Lower-case words of a headline; apostrophes, also as HTML entities, are dropped, so that "isn't" is `isnt`. */
function wordsOf(headline: string): string[] {
  const text = headline.toLowerCase().replaceAll(/['’‘`]|&(?:#0*39|#x27|apos|rsquo|lsquo);/g, "");
  return text.replaceAll(/&[a-z#0-9]+;/g, " ").match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? [];
}

/** Puts the scores of headlines together. */
export function sentimentOf(scores: readonly number[]): Sentiment {
  const positive = scores.filter((score) => score >= NEUTRAL_BAND);
  const negative = scores.filter((score) => score <= -NEUTRAL_BAND);
  return {
    mention: scores.length,
    positiveMention: positive.length,
    negativeMention: negative.length,
    positiveScore: mean(positive),
    negativeScore: mean(negative),
    score: mean(scores) ?? 0,
  };
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
