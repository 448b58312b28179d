import { atr, type RangeColumns } from "./atr.ts";
import { bollinger } from "./bollinger.ts";
import { pricesOf } from "./indicator.ts";
import { macd } from "./macd.ts";
import { ema, sma } from "./moving_average.ts";
import { rsi } from "./rsi.ts";

/** Indicators over a column of bars, each as long as it and null before it is stable; prices but `rsi14`, 0 to 100. */
export interface TechnicalIndicators {
  readonly sma20: (number | null)[];
  readonly sma50: (number | null)[];
  readonly sma200: (number | null)[];
  readonly ema12: (number | null)[];
  readonly ema26: (number | null)[];
  readonly rsi14: (number | null)[];
  readonly macd: (number | null)[];
  readonly macdSignal: (number | null)[];
  readonly macdHistogram: (number | null)[];
  readonly bollingerUpper: (number | null)[];
  readonly bollingerMiddle: (number | null)[];
  readonly bollingerLower: (number | null)[];
  readonly atr14: (number | null)[];
}

/** The usual indicators with their usual lengths, all at once: what the dataset `technical_indicators` holds. */
export function technicalIndicators(bars: RangeColumns): TechnicalIndicators {
  const close = pricesOf(bars.close);
  const { macd: difference, signal, histogram } = macd(close);
  const { upper, middle, lower } = bollinger(close);
  return {
    sma20: sma(close, 20),
    sma50: sma(close, 50),
    sma200: sma(close, 200),
    ema12: ema(close, 12),
    ema26: ema(close, 26),
    rsi14: rsi(close),
    macd: difference,
    macdSignal: signal,
    macdHistogram: histogram,
    bollingerUpper: upper,
    bollingerMiddle: middle,
    bollingerLower: lower,
    atr14: atr(bars),
  };
}
