// The npm package "d3-hierarchy" ships no types. This is what is used here, as its documentation has it.

/** A node with its place in the layout. */
export interface Rectangle<Datum> {
  readonly data: Datum;
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** A tree of data. */
export interface Hierarchy<Datum> {
  sum(value: (datum: Datum) => number): this;
  sort(compare: (a: { readonly value?: number }, b: { readonly value?: number }) => number): this;
}

/** What the layout gives back: the tree with places. */
export interface Laid<Datum> {
  leaves(): Rectangle<Datum>[];
}

/** Makes a tree; `children` tells those of a datum. */
export function hierarchy<Datum>(
  root: Datum,
  children: (datum: Datum) => readonly Datum[] | undefined,
): Hierarchy<Datum>;

/** The squarified treemap layout. */
export interface Treemap {
  size(size: readonly [width: number, height: number]): this;
  <Datum>(root: Hierarchy<Datum>): Laid<Datum>;
}

/** Makes a treemap layout. */
export function treemap(): Treemap;
