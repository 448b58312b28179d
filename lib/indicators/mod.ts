/**
 * Technical indicators by their field's definitions, over plain columns of prices or a bar at a time. Pure; knows
 * nothing of the rest of the project, so that the datasets and the charts compute the same.
 *
 * @module
 */
export { atr, createAtr, type RangeBar, type RangeColumns } from "./atr.ts";
export { type Bollinger, bollinger, type BollingerColumns, createBollinger } from "./bollinger.ts";
export type { Indicator, PriceColumn } from "./indicator.ts";
export { createMacd, type Macd, macd, type MacdColumns, type MacdOptions } from "./macd.ts";
export { createEma, createSma, ema, sma } from "./moving_average.ts";
export { createRsi, rsi } from "./rsi.ts";
export { type TechnicalIndicators, technicalIndicators } from "./technical.ts";
export { createVwap, type VolumeBar, type VolumeColumns, vwap } from "./vwap.ts";
