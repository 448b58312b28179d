/** A company of the simulated market. Names are real so that pages read naturally; every figure is made up and round. */
export interface Company {
  readonly symbol: string;
  readonly name: string;
  readonly country: string;
  readonly currency: string;
  /** Listing as `/stock/profile2` words it. */
  readonly exchange: string;
  /** Market identifier code, ISO 10383. */
  readonly mic: string;
  readonly industry: string;
  /** `YYYY-MM-DD`. */
  readonly ipo: string;
  readonly web: string;
  /** Price around which the simulated path wanders, in `currency`. */
  readonly level: number;
  /** Standard deviation of a day's return, as a fraction. */
  readonly volatility: number;
  /** Millions. */
  readonly shares: number;
  /** Typical volume of a day, millions of shares. */
  readonly volume: number;
  /** Paid per share and quarter, 0 for none. */
  readonly dividend: number;
  /** Sales of a year, millions. */
  readonly revenue: number;
  /** Shares of revenue. */
  readonly grossMargin: number;
  readonly netMargin: number;
  /** Month in which the fiscal year ends, 1 to 12. */
  readonly fiscalYearEnd: number;
  readonly employees: number;
}

/** The figures of a company, in the order of {@link Company}. */
type Figures = readonly [
  level: number,
  volatility: number,
  shares: number,
  volume: number,
  dividend: number,
  revenue: number,
  grossMargin: number,
  netMargin: number,
  fiscalYearEnd: number,
  employees: number,
];

/** A row of the list of companies. */
export function company(
  symbol: string,
  name: string,
  [exchange, mic]: readonly [string, string],
  industry: string,
  ipo: string,
  web: string,
  figures: Figures,
): Company {
  const [
    level,
    volatility,
    shares,
    volume,
    dividend,
    revenue,
    grossMargin,
    netMargin,
    fiscalYearEnd,
    employees,
  ] = figures;
  const home = mic === "XTSE" ? { country: "CA", currency: "CAD" } : { country: "US", currency: "USD" };
  return {
    symbol,
    name,
    ...home,
    exchange,
    mic,
    industry,
    ipo,
    web,
    level,
    volatility,
    shares,
    volume,
    dividend,
    revenue,
    grossMargin,
    netMargin,
    fiscalYearEnd,
    employees,
  };
}

/** Suffixes of foreign listings; a class share such as `BRK.B` has none of them. */
const FOREIGN = new Set(
  [
    "TO",
    "V",
    "NE",
    "CN",
    "L",
    "DE",
    "F",
    "PA",
    "SW",
    "HK",
    "T",
    "SS",
    "SZ",
    "AX",
    "NS",
    "BO",
    "KS",
    "KQ",
    "MI",
  ]
    .concat([
      "AS",
      "BR",
      "MC",
      "ST",
      "HE",
      "OL",
      "CO",
      "VI",
      "LS",
      "WA",
      "KL",
      "JK",
      "SI",
      "MX",
      "SA",
      "JO",
      "BE",
    ]),
);

/** Whether a symbol names a listing outside the United States, which a free key is refused. */
export function isForeign(symbol: string): boolean {
  const dot = symbol.lastIndexOf(".");
  return dot > 0 && FOREIGN.has(symbol.slice(dot + 1));
}
