import { analystRecommendations } from "./analyst_recommendations.ts";
import { companyMetrics } from "./company_metrics.ts";
import { companyNews } from "./company_news.ts";
import { companyProfiles } from "./company_profiles.ts";
import type { Dataset } from "./dataset.ts";
import { dividends } from "./dividends.ts";
import { earnings } from "./earnings.ts";
import { financials } from "./financials.ts";
import { insiderTransactions } from "./insider_transactions.ts";
import { ipoCalendar } from "./ipo_calendar.ts";
import { marketNews } from "./market_news.ts";
import { socialSentiment } from "./social_sentiment.ts";
import { stockHistorical } from "./stock_historical.ts";
import { stockQuotes } from "./stock_quotes.ts";
import { technicalIndicators } from "./technical_indicators.ts";

/**
 * All datasets in the order of collection: quotes first, then what fills a new page soonest (who the company is, its
 * figures, news), and a dataset after those it derives from.
 */
export const DATASETS: readonly Dataset[] = [
  stockQuotes,
  companyProfiles,
  companyMetrics,
  marketNews,
  companyNews,
  stockHistorical,
  earnings,
  analystRecommendations,
  ipoCalendar,
  insiderTransactions,
  financials,
  dividends,
  socialSentiment,
  technicalIndicators,
];

/** The dataset of that name, undefined where there is none. */
export function datasetOf(name: string): Dataset | undefined {
  return DATASETS.find((dataset) => dataset.name === name);
}
