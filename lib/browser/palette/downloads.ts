/** Titles of the datasets, each to be had as CSV; a test holds them against the datasets themselves. */
export const DOWNLOADS: Readonly<Record<string, string>> = {
  stock_quotes: "Quotes",
  company_profiles: "Company profiles",
  company_metrics: "Company metrics",
  market_news: "Market news",
  company_news: "Company news",
  stock_historical: "Price history",
  earnings: "Earnings",
  analyst_recommendations: "Analyst recommendations",
  ipo_calendar: "IPO calendar",
  insider_transactions: "Insider transactions",
  financials: "Financial statements",
  dividends: "Dividends",
  social_sentiment: "Sentiment",
  technical_indicators: "Technical indicators",
};
