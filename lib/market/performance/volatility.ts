import { logReturns } from "./returns.ts";
import { deviation, finite } from "./statistics.ts";

/** Trading days of a year, by the field's convention. */
export const TRADING_DAYS_PER_YEAR = 252;

/**
 * Historical volatility: the sample standard deviation of the log returns, times the root of the periods in a year;
 * 0.3 is 30 % a year. Null where there are fewer than two returns.
 *
 * Source: John C. Hull, Options, Futures, and Other Derivatives, "Estimating volatility from historical data".
 *
 * @param values one a day, oldest first; null where there is none, and then no return on either side of it.
 * @param perYear periods in a year.
 */
export function volatility(
  values: readonly (number | null)[],
  perYear: number = TRADING_DAYS_PER_YEAR,
): number | null {
  const returns = logReturns(values).filter((value) => value !== null);
  return finite(deviation(returns) * Math.sqrt(perYear));
}
