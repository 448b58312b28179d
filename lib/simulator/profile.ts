import { companyOf } from "./companies.ts";
import { tradingDayAt } from "./day.ts";
import { closingPrice } from "./path.ts";
import type { World } from "./world.ts";

/** `/stock/profile2`: `{}` for an unknown symbol. Market capitalization is of the last close, so it changes daily. */
export function profileOf(world: World, symbol: string): Record<string, unknown> {
  const company = companyOf(symbol);
  if (!company) return {};
  return {
    country: company.country,
    currency: company.currency,
    estimateCurrency: company.currency,
    exchange: company.exchange,
    finnhubIndustry: company.industry,
    ipo: company.ipo,
    logo: `https://example.com/logo/${encodeURIComponent(symbol)}.png`,
    marketCapitalization: marketCapitalization(world, symbol),
    name: company.name,
    phone: "15555550100",
    shareOutstanding: company.shares,
    ticker: symbol,
    weburl: company.web,
  };
}

/** Shares times the last close, millions; 0 for an unknown symbol. */
export function marketCapitalization(world: World, symbol: string): number {
  const { previousIndex } = tradingDayAt(world.now, world.hours);
  return (closingPrice(symbol, previousIndex, world) ?? 0) * (companyOf(symbol)?.shares ?? 0);
}
