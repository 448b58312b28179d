/**
 * The islands of a stock's page, as one module: they are loaded together, and smaller so.
 *
 * @module
 */
export { default as PriceChart } from "@/routes/(_components)/stock/PriceChart.tsx";
export { default as QuoteHead } from "@/routes/(_components)/stock/QuoteHead.tsx";
