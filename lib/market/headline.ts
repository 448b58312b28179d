import { formatPercent } from "./format.ts";
import type { QuoteView } from "./quote_view.ts";

/** What the watchlist did, in one sentence: `5 of 7 up. NVDA leads at +2.10 %, TSLA trails at −1.40 %.` */
export function headlineOf(quotes: readonly QuoteView[]): string {
  const moved = quotes.filter((quote) => quote.change_percent !== null)
    .sort((a, b) => (b.change_percent ?? 0) - (a.change_percent ?? 0));
  const leader = moved[0];
  const trailer = moved.at(-1);
  if (leader === undefined || trailer === undefined) return "No prices yet: the first poll is on its way.";
  const up = moved.filter(({ change_percent }) => (change_percent ?? 0) > 0).length;
  if (moved.length === 1) return `${leader.symbol} ${formatPercent(leader.change_percent)}.`;
  return `${up} of ${moved.length} up. ${leader.symbol} leads at ${formatPercent(leader.change_percent)}, ` +
    `${trailer.symbol} trails at ${formatPercent(trailer.change_percent)}.`;
}
