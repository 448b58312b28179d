import { formsOf } from "./inflect.ts";
import * as lexicon from "./lexicon.ts";

/** A thing: whether more of it is good, and what it says where nothing moves it. */
export interface Thing {
  readonly sign: 1 | 0 | -1;
  readonly weight: number;
}

/** What a term does in a headline. */
export type Act =
  /** More (1) or less (-1) of a thing: of any around a verb, of bad ones, or of the next behind an adjective. */
  | {
    readonly kind: "move";
    readonly effect: 1 | -1;
    readonly alone: number;
    readonly of: "any" | "bad" | "next";
  }
  | { readonly kind: "polar"; readonly weight: number; readonly takes: boolean }
  | { readonly kind: "negation"; readonly alone: number }
  | { readonly kind: "less_than" | "but" | "despite" | "preview" | "neutral" | "break" };

/** The lexicon, ready to be looked up by the words of a term joined by `_`. */
export interface Terms {
  readonly things: ReadonlyMap<string, Thing>;
  readonly acts: ReadonlyMap<string, Act>;
  /** Words of the longest term. */
  readonly longest: number;
}

/** Beginnings of a new clause that are written without a comma. */
const OPENERS = "as while after amid when because since until and even";

/** What is left of a general lexicon's valence, -5 to 5: of a company such a word says less than one of ours. */
const GENERAL_SHARE = 0.25;
const MOST_GENERAL = 1;

/**
 * Builds the terms from our lexicon, and for words that it does not have from a general one; of a term that stands in
 * several lists the last one below counts.
 */
export function readTerms(general: Readonly<Record<string, number>>): Terms {
  const things = new Map<string, Thing>();
  for (const word of words(lexicon.GOOD_THINGS)) things.set(word, { sign: 1, weight: 0 });
  for (const word of words(lexicon.OPEN_THINGS)) things.set(word, { sign: 0, weight: 0 });
  for (const [weight, list] of lexicon.BAD_THINGS) {
    for (const word of words(list)) things.set(word, { sign: -1, weight });
  }
  const acts = new Map<string, Act>();
  const put = (list: readonly string[], act: Act) => list.forEach((word) => acts.set(word, act));
  const verbs = (list: string) => words(list).flatMap(formsOf);
  for (const [word, valence] of Object.entries(general)) {
    const weight = Math.max(-MOST_GENERAL, Math.min(MOST_GENERAL, valence * GENERAL_SHARE));
    if (!things.has(word)) put([word], { kind: "polar", weight, takes: false });
  }
  put(words(OPENERS), { kind: "break" });
  for (const [effect, alone, list] of lexicon.DEGREES) {
    put(words(list), { kind: "move", effect, alone, of: "next" });
  }
  for (const [effect, alone, list] of lexicon.MOVES) {
    put(verbs(list), { kind: "move", effect, alone, of: "any" });
  }
  put(verbs(lexicon.RELIEFS), { kind: "move", effect: -1, alone: 0, of: "bad" });
  for (const [weight, list] of lexicon.POLAR) put(words(list), { kind: "polar", weight, takes: false });
  for (const [weight, list] of lexicon.TAKES) put(verbs(list), { kind: "polar", weight, takes: true });
  put(words(lexicon.NEGATIONS), { kind: "negation", alone: 0 });
  put(verbs(lexicon.FAILURES), { kind: "negation", alone: -1.5 });
  put(words(lexicon.LESS_THAN), { kind: "less_than" });
  put(words(lexicon.BUT), { kind: "but" });
  put(words(lexicon.DESPITE), { kind: "despite" });
  put(words(lexicon.PREVIEWS), { kind: "preview" });
  put(words(lexicon.NEUTRAL), { kind: "neutral" });
  const lengths = [...acts.keys(), ...things.keys()].map((term) => term.split("_").length);
  return { things, acts, longest: Math.max(...lengths) };
}

function words(list: string): string[] {
  return list.split(" ");
}
