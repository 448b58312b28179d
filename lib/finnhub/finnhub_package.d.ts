// The npm package "finnhub" ships no types. These are the methods used here, as its src/index.js has them:
// each builds a path and parameters and ends in `_callApi`. An `opts` left out makes the package throw.

/** Query parameters as the package hands them over; what was left out is undefined. */
export type Params = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Called with the outcome by the package's own transport. */
export type Callback = (error: unknown, data: unknown, response: unknown) => void;

/** The catalogue of endpoints: every method ends in `_callApi`. */
export class DefaultApi {
  constructor(apiKey: string);
  _callApi(path: string, params: Params, callback: Callback): void;
  companyBasicFinancials(symbol: string, metric: string, callback: Callback): void;
  companyEarnings(symbol: string, opts: { limit?: number }, callback: Callback): void;
  companyNews(symbol: string, from: string, to: string, callback: Callback): void;
  companyPeers(symbol: string, opts: { grouping?: string }, callback: Callback): void;
  companyProfile2(opts: { symbol: string }, callback: Callback): void;
  earningsCalendar(opts: { from?: string; to?: string; symbol?: string }, callback: Callback): void;
  financialsReported(opts: { symbol?: string; freq?: string; from?: string }, callback: Callback): void;
  insiderTransactions(symbol: string, opts: { from?: string; to?: string }, callback: Callback): void;
  ipoCalendar(from: string, to: string, callback: Callback): void;
  marketHoliday(exchange: string, callback: Callback): void;
  marketNews(category: string, opts: { minId?: number }, callback: Callback): void;
  marketStatus(exchange: string, callback: Callback): void;
  quote(symbol: string, callback: Callback): void;
  recommendationTrends(symbol: string, callback: Callback): void;
  socialSentiment(symbol: string, opts: { from?: string; to?: string }, callback: Callback): void;
  stockCandles(symbol: string, resolution: string, from: number, to: number, callback: Callback): void;
  stockDividends(symbol: string, from: string, to: string, callback: Callback): void;
  stockSymbols(exchange: string, opts: { mic?: string }, callback: Callback): void;
  symbolSearch(q: string, opts: { exchange?: string }, callback: Callback): void;
}
