import { headlineOf } from "@/lib/market/headline.ts";
import { formatPercent, formatPrice } from "@/lib/market/format.ts";
import type { Services } from "../services.ts";

/** What a page is shown as where somebody shares its address. All addresses are absolute. */
export interface ShareView {
  readonly title: string;
  readonly description: string;
  readonly url: string;
  /** 1200 by 630 pixels, PNG. */
  readonly image: string;
}

const STOCK = /^\/stocks\/([^/]+)$/;

/** How a page presents itself; its numbers are those of the moment it is asked for. */
export function shareOf(request: Request, url: URL, services: Pick<Services, "market">): ShareView {
  const { market } = services;
  const at = url.searchParams.get("at");
  const then = at === null ? "" : `?at=${encodeURIComponent(at)}`;
  const origin = originOf(request, url);
  const symbol = STOCK.exec(url.pathname)?.[1]?.toUpperCase();
  const address = `${origin}${url.pathname}${url.search}`;
  if (symbol !== undefined && market.symbols.includes(symbol)) {
    const { name, price, change_percent } = market.quote(symbol);
    const move = change_percent === null ? "" : `, ${formatPercent(change_percent)} since the previous close`;
    return {
      title: name === "" ? symbol : `${symbol} · ${name}`,
      description: price === null ? `${symbol}: no price yet` : `${symbol} at ${formatPrice(price)}${move}`,
      url: address,
      image: `${origin}/share/${encodeURIComponent(symbol)}.png${then}`,
    };
  }
  return {
    title: "Quarterhour",
    description: headlineOf(market.quotes()),
    url: address,
    image: `${origin}/share/market.png${then}`,
  };
}

/** The origin that a browser asked; behind a router TLS ends before us, and it tells in this header. */
export function originOf(request: Request, url: URL): string {
  const isSecure = request.headers.get("x-forwarded-proto") === "https";
  return isSecure ? url.origin.replace(/^http:/, "https:") : url.origin;
}
