import * as v from "valibot";
import { Collection } from "./collection.ts";
import { PROVENANCE, provenance, SYMBOL } from "./columns.ts";
import type { Collected, CollectRequest, Dataset } from "./dataset.ts";
import { answers } from "./freshness.ts";
import { date, number, text } from "./provider.ts";
import { DAY_MS } from "./time.ts";

const ENDPOINT = "/stock/profile2";

const rawProfile = v.looseObject({
  name: text,
  ticker: text,
  exchange: text,
  finnhubIndustry: text,
  country: text,
  currency: text,
  estimateCurrency: text,
  ipo: date,
  marketCapitalization: number,
  shareOutstanding: number,
  phone: text,
  weburl: text,
  logo: text,
});

/** Who a company is, and how large. */
export const companyProfiles: Dataset = {
  name: "company_profiles",
  title: "Company profiles",
  description: "Name, industry, exchange and size of each company; one row a symbol.",
  scope: "symbol",
  endpoints: [ENDPOINT],
  cadenceMs: DAY_MS,
  freshness: answers(DAY_MS),
  calls: 1,
  state: true,
  columns: [
    SYMBOL,
    { name: "name", type: "string", description: "Name of the company." },
    { name: "ticker", type: "string", description: "Ticker as the provider lists it." },
    { name: "exchange", type: "string", description: "Exchange where it is listed." },
    { name: "industry", type: "string", description: "Industry, by the provider's classification." },
    { name: "country", type: "string", description: "Country of its headquarters, two letters." },
    {
      name: "currency",
      type: "string",
      description: "Currency of its filings; the provider is unreliable about that for ADRs.",
    },
    { name: "estimate_currency", type: "string", description: "Currency of analysts' estimates." },
    { name: "ipo_date", type: "date", description: "First day of trading." },
    {
      name: "market_cap_millions",
      type: "number",
      unit: "million of `currency`",
      description: "Market capitalization.",
    },
    {
      name: "shares_outstanding_millions",
      type: "number",
      unit: "million shares",
      description: "Shares outstanding.",
    },
    { name: "phone", type: "string", description: "Telephone number." },
    { name: "website", type: "string", description: "Address of its website." },
    { name: "logo", type: "string", description: "Address of its logo." },
    ...PROVENANCE,
  ],
  key: ["symbol"],
  collect,
};

async function collect(request: CollectRequest): Promise<Collected> {
  const collection = new Collection(companyProfiles, request);
  const answer = await request.finnhub.profile(request.symbol);
  if (!answer.ok) {
    collection.fail(ENDPOINT, answer);
    return collection.collected();
  }
  if (Object.keys(answer.data).length === 0) {
    collection.outcome(ENDPOINT, "ok", "The provider has no profile of this symbol");
    return collection.collected();
  }
  collection.outcome(ENDPOINT, "ok");
  const profile = collection.read(rawProfile, answer.data);
  if (profile !== null) {
    collection.merge({
      symbol: request.symbol,
      name: profile.name,
      ticker: profile.ticker,
      exchange: profile.exchange,
      industry: profile.finnhubIndustry,
      country: profile.country,
      currency: profile.currency,
      estimate_currency: profile.estimateCurrency,
      ipo_date: profile.ipo,
      market_cap_millions: profile.marketCapitalization,
      shares_outstanding_millions: profile.shareOutstanding,
      phone: profile.phone,
      website: profile.weburl,
      logo: profile.logo,
      ...provenance(collection.source(ENDPOINT), null, answer.fetchedAt),
    }, answer.data);
  }
  return collection.collected();
}
