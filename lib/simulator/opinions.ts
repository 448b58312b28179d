import { companyOf } from "./companies.ts";
import { Chance, round } from "./hash.ts";
import { moodOf } from "./news.ts";
import type { Span, World } from "./world.ts";

const HOUR_MS = 3_600_000;
/** A free key sees about four months. */
const FREE_MONTHS = 4;
/** Finnhub's social sentiment has been empty, on every plan, since about then (API#580). */
const SOCIAL_ENDED = Date.UTC(2026, 6, 1);

/** `/stock/recommendation`, newest month first; opinions drift slowly. */
export function recommendationsOf(world: World, symbol: string): readonly Record<string, unknown>[] {
  const company = companyOf(symbol);
  if (!company) return [];
  const now = new Date(world.now);
  const month = now.getUTCFullYear() * 12 + now.getUTCMonth();
  return Array.from({ length: world.plan === "free" ? FREE_MONTHS : 24 }, (_, back) => {
    const at = month - back;
    const drift = (name: string, base: number) => {
      const slow = new Chance(world.seed, name, symbol, Math.floor(at / 6)).integer(-3, 3);
      return Math.max(base + slow + new Chance(world.seed, name, symbol, at).integer(-1, 1), 0);
    };
    return {
      buy: drift("buy", 22),
      hold: drift("hold", 14),
      period: new Date(Date.UTC(Math.floor(at / 12), at % 12, 1)).toISOString().slice(0, 10),
      sell: drift("sell", 2),
      strongBuy: drift("strong buy", 13),
      strongSell: drift("strong sell", 0),
      symbol,
    };
  });
}

/** `/stock/social-sentiment` by the hour, newest first, at most a week; empty since mid-2026. */
export function socialSentiment(world: World, symbol: string, span: Span): Record<string, unknown> {
  const data: Record<string, unknown>[] = [];
  const last = Math.floor((Math.min(span.to, world.now, SOCIAL_ENDED) - 1) / HOUR_MS);
  const first = Math.max(Math.ceil(span.from / HOUR_MS), last - 7 * 24);
  for (let hour = last; companyOf(symbol) && hour >= first; hour--) {
    const { mentions, score } = moodOf(world, symbol, hour * HOUR_MS);
    const positiveMention = Math.round(mentions * (1 + score) / 2);
    data.push({
      atTime: new Date(hour * HOUR_MS).toISOString().slice(0, 19).replace("T", " "),
      mention: mentions,
      positiveScore: round(0.8 + score * 0.15, 6),
      negativeScore: round(-0.8 + score * 0.15, 6),
      positiveMention,
      negativeMention: mentions - positiveMention,
      score,
    });
  }
  return { data, symbol };
}
