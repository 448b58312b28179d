import { COMPANIES } from "./companies.ts";
import type { Company } from "./company.ts";
import { tradingDayAt } from "./day.ts";
import { Chance, mix, round, unit } from "./hash.ts";
import {
  COMPANY_HEADLINES,
  HOUSES,
  MARKET_HEADLINES,
  REGIONS,
  SOURCES,
  SUMMARY_SENTENCES,
  type Tone,
} from "./headlines.ts";
import { closingPrice } from "./path.ts";
import { type Span, utcDate, type World } from "./world.ts";

/** A row of `/company-news` and `/news`. */
export interface RawArticle {
  readonly category: string;
  /** Epoch seconds. */
  readonly datetime: number;
  readonly headline: string;
  readonly id: number;
  readonly image: string;
  readonly related: string;
  readonly source: string;
  readonly summary: string;
  readonly url: string;
}

interface Article extends RawArticle {
  readonly about: readonly string[];
}

const DAY_MS = 86_400_000;
/** Ids a day has: 12 of each company, the rest of the market. */
const IDS_A_DAY = 400;
const IDS_A_COMPANY = 12;
const MARKET_IDS = 300;
/** Days of one company that are kept: a month of all. */
const KEPT_DAYS = 1000;
const FIRST_ID = 130_000_000;
/** 2021-01-01: ids count from here. */
const FIRST_DAY = 18_628;

/** Articles about a symbol in a span, as they came: not sorted, and some listed under other symbols too. */
export function companyNews(world: World, symbol: string, span: Span): readonly RawArticle[] {
  const found: Article[] = [];
  for (const day of daysOf(span, world.now)) {
    for (const company of COMPANIES) found.push(...articlesAbout(world, company, day));
  }
  return shuffled(found.filter((each) => each.about.includes(symbol)), world, span).map((each) =>
    withoutSubjects(each, symbol)
  );
}

/** The newest hundred or so articles about the market; only those with a larger id than `minId`. */
export function marketNews(world: World, minId: number): readonly RawArticle[] {
  const span = { from: world.now - 6 * DAY_MS, to: world.now };
  const found: Article[] = [];
  for (const day of daysOf(span, world.now)) {
    found.push(...marketArticles(world, day));
    for (const company of COMPANIES) {
      found.push(...articlesAbout(world, company, day).filter((each) => each.id % 7 === 0));
    }
  }
  const newer = found.filter((each) => each.id > minId && each.datetime * 1000 <= world.now);
  return shuffled(newer, world, span).slice(0, 100).map((each) => withoutSubjects(each, ""));
}

function* daysOf(span: Span, now: number): Generator<number> {
  const last = Math.floor(Math.min(span.to - 1, now) / DAY_MS);
  for (let day = Math.max(Math.floor(span.from / DAY_MS), FIRST_DAY); day <= last; day++) yield day;
}

function articlesAbout(world: World, company: Company, day: number): Article[] {
  return writtenAbout(world, company, day).filter(({ datetime }) => datetime * 1000 <= world.now);
}

const kept = new Map<string, readonly Article[]>();

/** The whole day's articles; kept for the next call, since news is asked for over and over. */
function writtenAbout(world: World, company: Company, day: number): readonly Article[] {
  const name = `${company.symbol} ${day} ${world.hours} ${world.seed}`;
  const known = kept.get(name);
  if (known !== undefined) return known;
  // All at once: what is asked for next is written again, once.
  if (kept.size >= KEPT_DAYS) kept.clear();
  const articles = write(world, company, day);
  kept.set(name, articles);
  return articles;
}

function write(world: World, company: Company, day: number): Article[] {
  const place = COMPANIES.indexOf(company);
  const chance = new Chance(world.seed, "news", company.symbol, day);
  const count = chance.integer(1, 4);
  const articles: Article[] = [];
  for (let nth = 0; nth < count; nth++) {
    const at = day * DAY_MS + chance.integer(0, 86_399) * 1000;
    const peer = chance.pick(COMPANIES.filter((each) => each !== company));
    const tone = toneOf(world, company, at, chance);
    const template = chance.pick(COMPANY_HEADLINES[tone]);
    const about = template.includes("{peer}") ? [company.symbol, peer.symbol] : [company.symbol];
    const id = FIRST_ID + (day - FIRST_DAY) * IDS_A_DAY + place * IDS_A_COMPANY + nth;
    const article = compose(template, { id, at, category: "company", company, peer, chance });
    articles.push({ ...article, about });
  }
  return articles;
}

function marketArticles(world: World, day: number): Article[] {
  const chance = new Chance(world.seed, "market news", day);
  return Array.from({ length: chance.integer(9, 14) }, (_, nth) => {
    const at = day * DAY_MS + chance.integer(0, 86_399) * 1000;
    const company = chance.pick(COMPANIES), peer = chance.pick(COMPANIES);
    const category = chance.pick(["business", "top news", "top news", "technology"]);
    const id = FIRST_ID + (day - FIRST_DAY) * IDS_A_DAY + MARKET_IDS + nth;
    const article = compose(chance.pick(MARKET_HEADLINES), { id, at, category, company, peer, chance });
    return { ...article, about: [] };
  });
}

/** News follows prices: after a strong day most headlines are glad, and the other way round. */
function toneOf(world: World, company: Company, at: number, chance: Chance): Tone {
  const day = tradingDayAt(at, world.hours);
  const last = closingPrice(company.symbol, day.previousIndex, world) ?? 1;
  const before = closingPrice(company.symbol, day.previousIndex - 1, world) ?? last;
  const mood = (last / before - 1) / company.volatility * 0.25 + chance.between(-0.6, 0.6);
  return mood > 0.22 ? "positive" : mood < -0.22 ? "negative" : "neutral";
}

interface Story {
  readonly id: number;
  readonly at: number;
  readonly category: string;
  readonly company: Company;
  readonly peer: Company;
  readonly chance: Chance;
}

function compose(template: string, story: Story): RawArticle {
  const { chance, company, peer, id, at } = story;
  const words: Readonly<Record<string, string>> = {
    name: shortName(company),
    peer: shortName(peer),
    percent: chance.between(1, 7).toFixed(1),
    price: String(Math.round(company.level * chance.between(0.8, 1.4))),
    quarter: chance.pick(["first quarter", "second quarter", "third quarter", "fourth quarter"]),
    house: chance.pick(HOUSES),
    region: chance.pick(REGIONS),
  };
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (all, word: string) => words[word] ?? all);
  const headline = fill(template);
  return {
    category: story.category,
    datetime: at / 1000,
    headline,
    id,
    image: chance.happens(0.3) ? `https://example.com/images/${id}.jpg` : "",
    related: "",
    source: chance.pick(SOURCES),
    summary: summaryOf(headline, fill, chance),
    // Finnhub's own links go through a redirector with an opaque id.
    url: `https://example.com/api/news?id=${(mix(id, 1) >>> 0).toString(16)}${
      (mix(id, 2) >>> 0).toString(16)
    }`,
  };
}

function summaryOf(headline: string, fill: (text: string) => string, chance: Chance): string {
  const kind = chance.next();
  if (kind < 0.06) return "\n\n\n";
  if (kind < 0.14) return "";
  const sentences = [
    `${headline}.`,
    fill(chance.pick(SUMMARY_SENTENCES)),
    fill(chance.pick(SUMMARY_SENTENCES)),
  ];
  return sentences.join(kind < 0.3 ? "\n" : " ");
}

function shortName(company: Company): string {
  return company.name.replace(/ (Inc|Corp|Co|\.com Inc|Platforms Inc)$/, "").replace(" & ", " &amp; ");
}

/** Roughly newest first, as Finnhub lists them: up to six hours out of order. */
function shuffled(articles: readonly Article[], world: World, span: Span): Article[] {
  const rank = (each: Article) => each.datetime + unit(mix(world.seed, each.id)) * 6 * 3600;
  return articles.filter((each) => each.datetime * 1000 >= span.from && each.datetime * 1000 < span.to)
    .sort((a, b) => rank(b) - rank(a));
}

function withoutSubjects({ about: _, ...article }: Article, related: string): RawArticle {
  return { ...article, related };
}

/** Mean of a made-up day's mood, -1 to 1, with how much was written; feeds the sentiment endpoint. */
export function moodOf(world: World, symbol: string, hour: number): { mentions: number; score: number } {
  const chance = new Chance(world.seed, "mood", symbol, utcDate(hour), Math.floor(hour / 3_600_000));
  return { mentions: chance.integer(2, 60), score: round(chance.between(-0.9, 0.95), 6) };
}
