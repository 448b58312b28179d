/**
 * The islands of the market page, as one module: they are loaded together, and smaller so.
 *
 * @module
 */
export { default as MarketMap } from "@/routes/(_components)/market/MarketMap.tsx";
export { default as Movers } from "@/routes/(_components)/market/Movers.tsx";
export { default as NewsRiver } from "@/routes/(_components)/market/NewsRiver.tsx";
export { default as Pulse } from "@/routes/(_components)/market/Pulse.tsx";
export { default as Watchlist } from "@/routes/(_components)/market/Watchlist.tsx";
