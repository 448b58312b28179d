import { companyOf } from "./companies.ts";
import type { Hours, TradingDay } from "./day.ts";
import { mix, normal, textHash, unit } from "./hash.ts";

/** What fixes a price path, besides symbol and time. */
export interface MarketOptions {
  /** @default 1 */
  readonly seed?: number;
  /** @default "always" */
  readonly hours?: Hours;
}

/** Days between two anchors of the daily walk; a power of two. */
const ANCHOR_DAYS = 512;
/** Straight pieces of one day's path; a power of two. 4096 are 21 s round the clock, 6 s in a session. */
const PIECES = 4096;
/** Steps inside a piece, which stay between its two ends: so a day's extremes are exact without them. */
const STEPS = 8;
const VOLUME_BUCKETS = 64;
/** Paths kept (100 KB each): today and yesterday of every company and some more. */
const KEPT_PATHS = 64;

/** One symbol's prices over one trading day: pieces between `PIECES + 1` corners. */
export class DayPath {
  readonly day: TradingDay;
  readonly #key: number;
  readonly #corners: Float64Array;
  readonly #volume: number;
  #highs: Float64Array | null = null;
  #lows: Float64Array | null = null;
  #shares: Float64Array | null = null;

  constructor(
    day: TradingDay,
    key: number,
    level: number,
    volatility: number,
    volume: number,
    overnight: boolean,
  ) {
    this.day = day;
    this.#key = mix(key, day.index, 7);
    const before = closeOf(key, level, volatility, day.previousIndex);
    const gap = overnight ? normal(mix(this.#key, 1)) * volatility * 0.4 : 0;
    const close = closeOf(key, level, volatility, day.index);
    const turbulence = 0.7 + 0.6 * unit(mix(this.#key, 2));
    this.#corners = corners(this.#key, before * Math.exp(gap), close, volatility * turbulence * before);
    const activity = 0.7 + 0.5 * unit(mix(this.#key, 3)) + 12 * Math.abs(close / before - 1);
    this.#volume = volume * 1e6 * activity;
  }

  /** Position on the path, 0 to `PIECES`, of a time; before the opening 0, after the close the end. */
  positionAt(at: number): number {
    const { open, close } = this.day;
    return Math.min(Math.max((at - open) / (close - open), 0), 1) * PIECES;
  }

  /** The price at a position, unrounded. */
  priceAt(position: number): number {
    const step = position * STEPS;
    const index = Math.floor(step);
    const from = this.#stepPrice(index);
    return index === step ? from : from + (this.#stepPrice(index + 1) - from) * (step - index);
  }

  /** Highest and lowest price from one position to another, both included; exact. */
  rangeOf(from: number, to: number): { high: number; low: number } {
    const start = this.priceAt(from), end = this.priceAt(to);
    let high = Math.max(start, end), low = Math.min(start, end);
    const see = (price: number) => {
      if (price > high) high = price;
      if (price < low) low = price;
    };
    const first = Math.ceil(from), last = Math.floor(to);
    if (from === 0 && last > 0) {
      this.#fillExtremes();
      see(this.#highs?.[last] ?? high);
      see(this.#lows?.[last] ?? low);
    } else {
      for (let corner = first; corner <= last; corner++) see(this.#corners[corner] ?? start);
      // The steps before the first corner, of the piece in which the range begins.
      for (let step = Math.ceil(from * STEPS); step < Math.min(first, to) * STEPS; step++) {
        see(this.#stepPrice(step));
      }
    }
    for (let step = Math.ceil(Math.max(last, from) * STEPS); step <= to * STEPS; step++) {
      see(this.#stepPrice(step));
    }
    return { high, low };
  }

  /** Shares traded from one position to another. */
  volumeOf(from: number, to: number): number {
    return Math.round(this.#volume * (this.#volumeShare(to) - this.#volumeShare(from)));
  }

  #stepPrice(step: number): number {
    const piece = Math.floor(step / STEPS), inside = step - piece * STEPS;
    const from = this.#corners[piece] ?? 0;
    if (inside === 0) return from;
    const done = inside / STEPS;
    const jitter = (unit(mix(this.#key, step, 5)) - 0.5) * 4 * done * (1 - done);
    return from + ((this.#corners[piece + 1] ?? from) - from) * Math.min(Math.max(done + jitter, 0), 1);
  }

  #fillExtremes(): void {
    if (this.#highs) return;
    const highs = new Float64Array(PIECES + 1), lows = new Float64Array(PIECES + 1);
    let high = -Infinity, low = Infinity;
    this.#corners.forEach((price, index) => {
      highs[index] = high = price > high ? price : high;
      lows[index] = low = price < low ? price : low;
    });
    this.#highs = highs;
    this.#lows = lows;
  }

  /** Part of the day's volume up to a position: busy at the opening and the close, quiet at noon. */
  #volumeShare(position: number): number {
    this.#shares ??= volumeShares(this.#key);
    const place = position / PIECES * VOLUME_BUCKETS;
    const bucket = Math.min(Math.floor(place), VOLUME_BUCKETS - 1);
    const from = this.#shares[bucket] ?? 0, to = this.#shares[bucket + 1] ?? 1;
    return from + (to - from) * (place - bucket);
  }
}

/** The close of a day of the walk: Lévy's construction of Brownian motion between hashed anchors, in logarithms. */
function closeOf(key: number, level: number, volatility: number, index: number): number {
  const anchor = Math.floor(index / ANCHOR_DAYS);
  // Anchors are independent, so that the price stays near its level over decades.
  const spread = volatility * Math.sqrt(ANCHOR_DAYS) / 1.5;
  let low = anchor * ANCHOR_DAYS, high = low + ANCHOR_DAYS;
  let lowValue = normal(mix(key, anchor, 1)) * spread, highValue = normal(mix(key, anchor + 1, 1)) * spread;
  while (low !== index) {
    const middle = (low + high) / 2;
    const value = (lowValue + highValue) / 2 +
      normal(mix(key, middle, 2)) * volatility * Math.sqrt(high - low) / 2;
    if (index < middle) [high, highValue] = [middle, value];
    else [low, lowValue] = [middle, value];
  }
  return level * Math.exp(lowValue);
}

/** Midpoint displacement from open to close; `deviation` is a whole day's standard deviation in currency. */
function corners(key: number, open: number, close: number, deviation: number): Float64Array {
  const prices = new Float64Array(PIECES + 1);
  prices[0] = open;
  prices[PIECES] = close;
  for (let width = PIECES; width > 1; width /= 2) {
    const scale = deviation * Math.sqrt(width / PIECES) / 2;
    for (let left = 0; left < PIECES; left += width) {
      const middle = left + width / 2;
      const mean = ((prices[left] ?? 0) + (prices[left + width] ?? 0)) / 2;
      prices[middle] = mean + normal(mix(key, middle, 4)) * scale;
    }
  }
  return prices;
}

function volumeShares(key: number): Float64Array {
  const shares = new Float64Array(VOLUME_BUCKETS + 1);
  for (let bucket = 0; bucket < VOLUME_BUCKETS; bucket++) {
    const fromNoon = 2 * (bucket + 0.5) / VOLUME_BUCKETS - 1;
    const weight = (0.5 + 1.5 * fromNoon * fromNoon) * (0.6 + 0.8 * unit(mix(key, bucket, 6)));
    shares[bucket + 1] = (shares[bucket] ?? 0) + weight;
  }
  const total = shares[VOLUME_BUCKETS] ?? 1;
  return shares.map((share) => share / total);
}

const kept = new Map<string, DayPath>();

/** The path of a symbol on a trading day, or null for a symbol the market does not know; kept for the next call. */
export function pathOf(symbol: string, day: TradingDay, options: MarketOptions = {}): DayPath | null {
  const { seed = 1, hours = "always" } = options;
  const name = `${symbol} ${day.index} ${hours} ${seed}`;
  let path = kept.get(name);
  if (path) kept.delete(name);
  else {
    const company = companyOf(symbol);
    if (!company) return null;
    const { level, volatility, volume } = company;
    path = new DayPath(day, mix(seed, textHash(symbol)), level, volatility, volume, hours === "exchange");
  }
  kept.set(name, path);
  if (kept.size > KEPT_PATHS) {
    for (const oldest of kept.keys()) {
      kept.delete(oldest);
      break;
    }
  }
  return path;
}

/** The close of a trading day, unrounded; null for an unknown symbol. Cheaper than the day's whole path. */
export function closingPrice(symbol: string, index: number, options: MarketOptions = {}): number | null {
  const company = companyOf(symbol);
  if (!company) return null;
  return closeOf(mix(options.seed ?? 1, textHash(symbol)), company.level, company.volatility, index);
}
