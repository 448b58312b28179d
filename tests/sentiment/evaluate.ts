import type { LabelledHeadline } from "./labelled_headline.ts";

/** In the order of the tables. */
export const LABELS = [1, 0, -1] as const;

/** What a scorer makes of a list. */
export interface Evaluation {
  /** `matrix[i][j]`: headlines whose label is `LABELS[i]`, called `LABELS[j]`. */
  readonly matrix: readonly (readonly number[])[];
  /** Share of headlines called what they are. */
  readonly accuracy: number;
  /** Mean over the labels of the harmonic mean of precision and recall. */
  readonly macroF1: number;
  /** Good called bad or bad called good: what misleads most. */
  readonly opposite: number;
  readonly wrong: readonly (LabelledHeadline & { readonly called: number })[];
}

/** Judges what `call` (1 good, -1 bad, 0 neither) makes of every headline. */
export function evaluate(
  list: readonly LabelledHeadline[],
  call: (headline: LabelledHeadline) => number,
): Evaluation {
  const called = list.map((each) => ({ ...each, called: call(each) }));
  const count = (label: number, as: number) =>
    called.filter((each) => each.label === label && each.called === as).length;
  const matrix = LABELS.map((label) => LABELS.map((as) => count(label, as)));
  const f1 = LABELS.map((label) => {
    const right = count(label, label);
    const sum = called.filter((each) => each.label === label).length +
      called.filter((each) => each.called === label).length;
    return sum === 0 ? 0 : 2 * right / sum;
  });
  return {
    matrix,
    accuracy: called.filter(({ label, called }) => label === called).length / list.length,
    macroF1: f1.reduce((sum, each) => sum + each, 0) / LABELS.length,
    opposite: called.filter(({ label, called }) => label * called === -1).length,
    wrong: called.filter(({ label, called }) => label !== called),
  };
}
