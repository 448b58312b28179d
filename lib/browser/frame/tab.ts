import type { QuoteView } from "@/lib/market/quote_view.ts";
import { iconOf, marketTitle, stockTitle } from "@/lib/market/tab_face.ts";

const STOCK = /^\/stocks\/([^/]+)$/;

/** Shows the market's move, or a stock's, in the tab: its title and its icon. Other pages keep their titles. */
export function showInTab(quotes: readonly QuoteView[]): void {
  const symbol = decodeURIComponent(STOCK.exec(location.pathname)?.[1] ?? "").toUpperCase();
  const quote = quotes.find((each) => each.symbol === symbol);
  const title = quote !== undefined
    ? stockTitle(quote)
    : location.pathname === "/"
    ? marketTitle(quotes)
    : null;
  if (title !== null && document.title !== title) document.title = title;
  showIcon(quotes);
}

/** The icon alone: after the reader swapped colours. */
export function showIcon(quotes: readonly QuoteView[]): void {
  const rising = document.documentElement.dataset["rising"] === "red" ? "red" : "green";
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  const path = iconOf(quotes, rising);
  if (icon !== null && new URL(icon.href).pathname !== path) icon.href = path;
}
