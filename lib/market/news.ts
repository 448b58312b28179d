import type { Row } from "@/lib/datasets/dataset.ts";

/** A headline as a page shows it. */
export interface NewsItem {
  readonly id: string;
  readonly headline: string;
  readonly url: string;
  readonly publisher: string;
  /** ISO 8601 UTC. */
  readonly published_at: string | null;
  /** Symbols of the watchlist that it is about. @default it is told of the market, or of the page's stock */
  readonly symbols?: readonly string[];
}

/** Headlines out of rows of `market_news` or `company_news`. Only web addresses become links. */
export function newsOf(rows: readonly Row[]): NewsItem[] {
  return rows.map((row) => ({
    id: String(row["id"] ?? ""),
    headline: decodeEntities(String(row["headline"] ?? "")).trim(),
    url: /^https?:\/\//i.test(String(row["url"] ?? "")) ? String(row["url"]) : "",
    publisher: String(row["publisher"] ?? ""),
    published_at: typeof row["published_at"] === "string" ? row["published_at"] : null,
  }));
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
  ndash: "–",
  mdash: "—",
  hellip: "…",
  trade: "™",
  reg: "®",
  copy: "©",
  euro: "€",
  pound: "£",
  yen: "¥",
};

/** The provider's headlines hold HTML entities; they are shown as text, so nothing they spell can run. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? whole;
    const code = decimal !== undefined ? Number(decimal) : parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
      ? String.fromCodePoint(code)
      : whole;
  });
}
