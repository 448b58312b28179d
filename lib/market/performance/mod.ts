/**
 * What prices did: returns, indices, drawdowns, volatility, correlation and beta. Pure; null where there is nothing to
 * say; what compares several series compares them on the days that all of them have.
 *
 * @module
 */
export { beta, type CorrelationMatrix, correlationMatrix } from "./correlation.ts";
export { drawdowns, type MaximumDrawdown, maximumDrawdown } from "./drawdown.ts";
export { type Normalised, normalised, type NormalisedOptions } from "./normalised.ts";
export {
  CLOSED_DAYS,
  logReturns,
  type PeriodReturn,
  periodReturn,
  periodReturns,
  periodStart,
  RETURN_PERIODS,
  type ReturnPeriod,
  simpleReturns,
} from "./returns.ts";
export { align, type Aligned, type Series } from "./series.ts";
export { TRADING_DAYS_PER_YEAR, volatility } from "./volatility.ts";
