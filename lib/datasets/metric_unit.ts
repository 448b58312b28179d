/** Units by name, first match wins; the provider documents none, so these were read off its values. */
const UNITS: readonly (readonly [pattern: RegExp, unit: string])[] = [
  [/Date$/, "date"],
  [/TradingVolume$/, "million shares"],
  // The series' `bookValue` is of the whole company, and figures per employee come in millions as well.
  [
    /^(marketCapitalization|enterpriseValue|ev|bookValue|netDebt.*|netIncomeCommon.*)$|Employee/,
    "million USD",
  ],
  [/growth|margin|yield|return|payout|cagr|^ro(a|e|i|tc)|priceRelativeTo|Std$/i, "percent"],
  [/PerShare|^eps|^52Week(High|Low)$|^dividendIndicated/, "USD per share"],
];

/**
 * The unit of a metric. The provider's current values give shares of a whole in percent, its series as ratios;
 * whatever is neither an amount nor a share of something is a ratio (P/E, beta, turnover, debt over equity).
 *
 * @param frequency `current`, `annual` or `quarterly`
 */
export function unitOfMetric(metric: string, frequency: string): string {
  const unit = UNITS.find(([pattern]) => pattern.test(metric))?.[1] ?? "ratio";
  return unit === "percent" && frequency !== "current" ? "ratio" : unit;
}
