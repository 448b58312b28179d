import { indexNow } from "./day_index.ts";
import { ARROWS, directionOf, formatPercent, formatPrice } from "./format.ts";
import type { QuoteView } from "./quote_view.ts";
import type { Settings } from "./setting_cookie.ts";

const NAME = "Quarterhour";

type Moves = readonly Pick<QuoteView, "change_percent" | "market_cap_millions">[];

/** The market's move, percent: by market value, or each symbol alike where no value is known; `null` without prices. */
export function marketMove(quotes: Moves): number | null {
  const { weighted, equal } = indexNow(quotes);
  return weighted ?? equal;
}

/** Title of the market page: `▲ 0.42 % · Market · Quarterhour`. */
export function marketTitle(quotes: Moves): string {
  const move = marketMove(quotes);
  return move === null ? `Market · ${NAME}` : `${moveWords(move)} · Market · ${NAME}`;
}

/** Title of a stock's page: `AAPL 182.45 ▼ −0.13 % · Quarterhour`. */
export function stockTitle({ symbol, price, change_percent }: QuoteView): string {
  const words = [symbol, ...price === null ? [] : [formatPrice(price)]];
  if (price !== null && change_percent !== null) words.push(moveWords(change_percent));
  return `${words.join(" ")} · ${NAME}`;
}

/** Path of the icon for a tab: an arrow by the market's move, in the colour of the reader's market. */
export function iconOf(quotes: Moves, rising: Settings["rising"]): string {
  const direction = directionShown(marketMove(quotes));
  if (direction === "flat") return "/logo.svg";
  const isGreen = (direction === "up") === (rising === "green");
  return `/tab-${direction}-${isGreen ? "green" : "red"}.svg`;
}

/** The arrow says which way; a plus would say it again. */
function moveWords(percent: number): string {
  return `${ARROWS[directionShown(percent)]} ${formatPercent(percent).replace("+", "")}`;
}

/** What is told as nothing has no direction. */
function directionShown(percent: number | null): ReturnType<typeof directionOf> {
  return Math.abs(percent ?? 0) < 0.005 ? "flat" : directionOf(percent);
}
