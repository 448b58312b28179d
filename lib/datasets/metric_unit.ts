/** Units by name, first match wins; the provider documents none. Sizes come in millions. */
const UNITS: readonly (readonly [pattern: RegExp, unit: string])[] = [
  [/Date$/, "date"],
  [/TradingVolume$/i, "million shares"],
  [/^(marketCapitalization|enterpriseValue|ev)$/i, "million USD"],
  [
    /growth|margin|yield|return|payout|^ro[aeit]|^rotc|priceRelativeTo|CAGR|^effectiveTaxRate|totalDebtTo(?!Equity)/i,
    "percent",
  ],
  [
    /PerShare|^eps|^\d+(Week|Month)(High|Low)$|^dividend(Indicated|PerShare)|^bookValue$|Ltd$|^(sales|ebit|cashFlow)PerShare/i,
    "USD per share",
  ],
  [/Employee/i, "million USD"],
  [/std|StdDev/i, "percent"],
];

/**
 * The unit of a metric. The provider's current values give shares of a whole in percent, its series as ratios;
 * whatever is neither an amount nor a share of something is a ratio (P/E, beta, turnover).
 *
 * @param frequency `current`, `annual` or `quarterly`
 */
export function unitOfMetric(metric: string, frequency: string): string {
  const unit = UNITS.find(([pattern]) => pattern.test(metric))?.[1] ?? "ratio";
  return unit === "percent" && frequency !== "current" ? "ratio" : unit;
}
