import { addressAt } from "@/lib/market/address.ts";

/** Pages whose panels have no downloads of their own, and the datasets that they show. */
const SHOWN: Readonly<Record<string, readonly (readonly [name: string, title: string])[]>> = {
  "/": [["stock_quotes", "quotes"]],
  "/news": [["market_news", "market news"], ["company_news", "company news"]],
  "/calendar": [["earnings", "earnings"], ["dividends", "dividends"], ["ipo_calendar", "IPOs"]],
};

/** What a page shows as CSV, at one click. @param past the instant shown, ISO 8601 UTC; by default now */
export function PageCsv({ path, past }: { path: string; past: string | undefined }) {
  const datasets = Object.hasOwn(SHOWN, path) ? SHOWN[path] ?? [] : [];
  if (datasets.length === 0) return null;
  return (
    <span>
      CSV: {datasets.map(([name, title], i) => (
        <>
          {i > 0 && ", "}
          <a href={addressAt(`/api/datasets/${name}.csv`, past)} download>{title}</a>
        </>
      ))}
    </span>
  );
}
