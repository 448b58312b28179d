import type { Row } from "@/lib/datasets/dataset.ts";
import { type NewsItem, newsOf } from "./news.ts";

/**
 * The newest headlines of the market and of the watchlist's companies in one list, newest first. An article that came
 * under several symbols is one line that names them.
 * @param companies rows of `company_news`, in any order
 * @param market rows of `market_news`, in any order
 */
export function newsRiver(companies: readonly Row[], market: readonly Row[], most: number): NewsItem[] {
  // As many again as may be the same article under another symbol.
  const newest = newestOf([...newestOf(companies, most * 3), ...newestOf(market, most)], most * 4);
  const symbolsOf = new Map<string, string[]>();
  const first = new Map<string, Row>();
  for (const row of newest) {
    const article = articleOf(row);
    const symbols = symbolsOf.get(article) ?? [];
    if (!first.has(article)) first.set(article, row);
    const symbol = row["symbol"];
    if (typeof symbol === "string" && symbol !== "" && !symbols.includes(symbol)) symbols.push(symbol);
    symbolsOf.set(article, symbols);
  }
  const shown = [...first].slice(0, most);
  const items = newsOf(shown.map(([, row]) => row));
  return items.map((item, i) => ({ ...item, symbols: symbolsOf.get(shown[i]?.[0] ?? "") ?? [] }));
}

/** The same article has the same headline, whatever redirector its address goes through. */
function articleOf(row: Row): string {
  return String(row["headline"] ?? row["id"]).toLowerCase().replaceAll(/\s+/g, " ").trim();
}

/** The newest rows, newest first, in one pass over however many there are. */
function newestOf(rows: readonly Row[], most: number): Row[] {
  let kept: Row[] = [];
  let least = "";
  for (const row of rows) {
    if (kept.length >= most && timeOf(row) <= least) continue;
    kept.push(row);
    // Sorted now and then, not for every row.
    if (kept.length < most * 2) continue;
    kept = kept.sort(newestFirst).slice(0, most);
    least = timeOf(kept.at(-1) ?? {});
  }
  return kept.sort(newestFirst).slice(0, most);
}

function newestFirst(a: Row, b: Row): number {
  const [left, right] = [timeOf(a), timeOf(b)];
  return left < right ? 1 : left > right ? -1 : 0;
}

function timeOf(row: Row): string {
  return typeof row["published_at"] === "string" ? row["published_at"] : "";
}
