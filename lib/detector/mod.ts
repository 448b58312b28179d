/**
 * Tells a provider that lies with 200 from a market that moves: pure functions of quotes, of what is known of their
 * symbols, and of the exchange's days. See docs/detector.md for the rules, their limits and what they cost.
 *
 * @module
 */
export { doubtAboutAnswer, type QuoteAnswer } from "./answer.ts";
export { NEW_YORK_DAYS, ROUND_THE_CLOCK_DAYS, type TradingDay, type TradingDays } from "./days.ts";
export {
  type Candidate,
  type Circumstances,
  CONFIRMING_POLLS,
  type Judgement,
  judgeQuotes,
  type Watch,
} from "./judge.ts";
export { type DayOfQuotes, type Past, pastOf } from "./past.ts";
export { CONFIRMABLE, type Doubt, type DoubtKind, type Quote } from "./quote.ts";
export { factorOf, ratioText, splitNear, type SplitRatio, type SplitSign, splitsIn } from "./splits.ts";
