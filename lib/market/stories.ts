import type { Row } from "@/lib/datasets/dataset.ts";
import { decodeEntities, type NewsItem, newsOf } from "./news.ts";

/** An article, under however many symbols and addresses the provider told it. */
export interface Story extends NewsItem {
  /** Symbols that it came under, newest first; none where it came as news of the market. */
  readonly symbols: readonly string[];
  /** When it was published or, where nobody says, fetched; ISO 8601 UTC. */
  readonly time: string;
  /** Empty where there is none. */
  readonly summary: string;
}

/** Headlines return, "Stocks to watch" for one: only within this time is the same one the same story. */
const SAME_MS = 48 * 3_600_000;

interface Draft {
  readonly row: Row;
  readonly symbols: string[];
  /** Of the oldest of its rows so far, epoch milliseconds. */
  oldest: number;
}

/**
 * Puts the rows of `company_news` and `market_news` that tell the same article together: those with the same address,
 * or with the same headline within two days. What a story says is what its newest row says.
 * @param rows newest first, see {@linkcode newestOf}
 */
export function storiesOf(rows: readonly Row[]): Story[] {
  const byUrl = new Map<string, Draft>();
  const byHeadline = new Map<string, Draft>();
  const drafts: Draft[] = [];
  for (const row of rows) {
    const url = typeof row["url"] === "string" ? row["url"] : "";
    const headline = String(row["headline"] ?? row["id"]).toLowerCase().replaceAll(/\s+/g, " ").trim();
    const at = Date.parse(timeOf(row));
    let draft = (url === "" ? undefined : byUrl.get(url)) ?? sameDays(byHeadline.get(headline), at);
    if (draft === undefined) drafts.push(draft = { row, symbols: [], oldest: at });
    draft.oldest = at;
    if (url !== "") byUrl.set(url, draft);
    byHeadline.set(headline, draft);
    const symbol = row["symbol"];
    if (typeof symbol === "string" && symbol !== "" && !draft.symbols.includes(symbol)) {
      draft.symbols.push(symbol);
    }
  }
  const items = newsOf(drafts.map(({ row }) => row));
  return drafts.flatMap(({ row, symbols }, i) => {
    const item = items[i];
    const summary = decodeEntities(String(row["summary"] ?? "")).trim();
    return item === undefined ? [] : [{ ...item, symbols, time: timeOf(row), summary }];
  });
}

function sameDays(draft: Draft | undefined, at: number): Draft | undefined {
  // Without a time nothing says that it is another one.
  return draft !== undefined && draft.oldest - at > SAME_MS ? undefined : draft;
}

/** The newest rows, newest first, in one pass over however many there are. */
export function newestOf(rows: readonly Row[], most: number): Row[] {
  let kept: Row[] = [];
  let least = "";
  for (const row of rows) {
    if (kept.length >= most && timeOf(row) <= least) continue;
    kept.push(row);
    // Sorted now and then, not for every row.
    if (kept.length < most * 2) continue;
    kept = kept.sort(newestFirst).slice(0, most);
    least = timeOf(kept.at(-1) ?? {});
  }
  return kept.sort(newestFirst).slice(0, most);
}

function newestFirst(a: Row, b: Row): number {
  const [left, right] = [timeOf(a), timeOf(b)];
  return left < right ? 1 : left > right ? -1 : 0;
}

function timeOf(row: Row): string {
  const time = row["published_at"] ?? row["fetched_at"];
  return typeof time === "string" ? time : "";
}
