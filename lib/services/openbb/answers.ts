import type { History } from "@/lib/market/history.ts";
import type { NewsView } from "../news_view.ts";
import type { Known } from "../services.ts";
import type { WidgetFacts } from "./widgets.ts";

/** A bar as a row. */
export interface HistoryRow {
  /** Beginning of the bar, ISO 8601 UTC. */
  readonly time: string;
  readonly open: number | null;
  readonly high: number | null;
  readonly low: number | null;
  readonly close: number | null;
  readonly volume: number | null;
  readonly source: string;
}

/** A stock's bars by row, which is how OpenBB's tables want them, oldest first. */
export function historyRows(history: History): HistoryRow[] {
  return history.time.map((seconds, i) => ({
    time: new Date(seconds * 1000).toISOString(),
    open: history.open[i] ?? null,
    high: history.high[i] ?? null,
    low: history.low[i] ?? null,
    close: history.close[i] ?? null,
    volume: history.volume[i] ?? null,
    source: history.sources[history.source[i] ?? 0] ?? "",
  }));
}

/** A story as OpenBB's news feed wants it; its body is Markdown. */
export interface FeedArticle {
  readonly title: string;
  readonly date: string;
  readonly author: string;
  readonly excerpt: string;
  readonly body: string;
}

/** Letters of an excerpt. */
const EXCERPT = 180;

/** The stories of a page as articles. What the provider wrote is text there, whatever it spells. */
export function feedArticles({ items }: NewsView): FeedArticle[] {
  return items.map(({ headline, time, publisher, summary, symbols, url }) => ({
    title: headline,
    date: time,
    author: publisher,
    excerpt: summary.length > EXCERPT ? `${summary.slice(0, EXCERPT).trimEnd()}…` : summary,
    body: [
      plain(summary),
      symbols.length > 0 ? `About ${symbols.join(", ")}.` : "",
      url === ""
        ? ""
        : `[Read it at ${plain(publisher || "its publisher")}](<${
          url.replace(/[<>\s]/g, encodeURIComponent)
        }>)`,
    ].filter((text) => text !== "").join("\n\n"),
  }));
}

function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|!]/g, "\\$&");
}

/** A choice of a symbol. */
export interface SymbolOption {
  readonly label: string;
  readonly value: string;
}

/** The watchlist as choices. */
export function symbolOptions({ market, store }: Known): SymbolOption[] {
  return market.symbols.map((symbol) => {
    const name = store.ledger("company_profiles").latest(symbol)?.["name"];
    return { label: typeof name === "string" ? `${symbol} ${name}` : symbol, value: symbol };
  });
}

/** What the widgets of this installation are made from. */
export function widgetFacts({ market, store, config }: Known): WidgetFacts {
  return {
    datasets: store.datasets,
    first: market.symbols[0] ?? "",
    source: config.demo ? "Simulator" : "Finnhub",
  };
}
