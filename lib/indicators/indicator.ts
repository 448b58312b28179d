/**
 * An indicator fed one bar at a time, for a chart whose last bar is still being traded. Its value is null until the
 * indicator is stable: until it has seen as many bars as its definition needs.
 */
export interface Indicator<Input, Value> {
  /** The bar before is over: takes the next one, and says the indicator's value at it. */
  add(input: Input): Value | null;
  /** The last bar is another now: takes it in the place of the one before. The first one may come this way too. */
  replace(input: Input): Value | null;
}

/** What is used of an indicator of trading-signals. */
interface Series<Input, Value> {
  readonly isStable: boolean;
  add(input: Input): unknown;
  replace(input: Input): unknown;
  getResultOrThrow(): Value;
}

/** An indicator of trading-signals, some of which also answer before they are stable, as one that does not. */
export function gated<Input, Value>(series: Series<Input, Value>): Indicator<Input, Value> {
  const value = () => series.isStable ? series.getResultOrThrow() : null;
  return {
    add(input) {
      series.add(input);
      return value();
    },
    replace(input) {
      series.replace(input);
      return value();
    },
  };
}

/**
 * The values of an indicator over a column. Where `inputs` is null the value is null, and the indicator goes on with
 * the next bar as if this one had not been: a gap is neither a price of 0 nor the price before it once more.
 */
export function columnOf<Input, Value>(
  indicator: Indicator<Input, Value>,
  inputs: readonly (Input | null)[],
): (Value | null)[] {
  return inputs.map((input) => input === null ? null : indicator.add(input));
}

/** Prices as a column: null where there was none. */
export type PriceColumn = readonly (number | null)[];

/** The prices of a column that are some: what is not finite would stay in every average after it. */
export function pricesOf(column: PriceColumn): (number | null)[] {
  return column.map((price) => price !== null && Number.isFinite(price) ? price : null);
}
