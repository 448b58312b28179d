/** A stand-in Finnhub on loopback, for the demo and the tests, and the pure price path behind it. */
export { answersAt } from "./answers_at.ts";
export {
  type CandleArrays,
  type CandleOptions,
  candlesBetween,
  type RawCandles,
  type Resolution,
} from "./candles.ts";
export { COMPANIES, companyOf } from "./companies.ts";
export { type Company, isForeign } from "./company.ts";
export { type Hours, type TradingDay, tradingDayAt, tradingDaysBetween } from "./day.ts";
export { type Fault, FAULT_KINDS, type FaultKind, QUOTE_LIES } from "./faults.ts";
export type { MarketOptions } from "./path.ts";
export { quoteAt, type RawQuote } from "./quote.ts";
export {
  type GivenAnswer,
  type RequestRecord,
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from "./simulator.ts";
export { type RawTrade, tradesBetween } from "./trades.ts";
export type { Plan } from "./world.ts";
