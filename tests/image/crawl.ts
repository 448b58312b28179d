import { URL_INSIDE } from "./container.ts";

/** What was asked for, and what did not answer with 200. */
export interface Crawl {
  readonly pages: number;
  readonly others: number;
  /** `status path`. */
  readonly broken: readonly string[];
}

/**
 * Follows every link, style sheet, script and picture from the first page on. Of addresses that differ by their query
 * alone the first is taken.
 */
export async function crawl(): Promise<Crawl> {
  const known = new Set(["/"]);
  const waiting = ["/"];
  const found = { pages: 0, others: 0, broken: [] as string[] };
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const response = await fetch(URL_INSIDE + path);
    const text = await response.text();
    if (response.status !== 200) found.broken.push(`${response.status} ${path}`);
    if (!response.headers.get("content-type")?.startsWith("text/html")) {
      found.others++;
      continue;
    }
    found.pages++;
    for (const [, link = ""] of text.matchAll(/ (?:href|src)="([^"]+)"/g)) {
      const { origin, pathname, search } = new URL(link.replaceAll("&amp;", "&"), URL_INSIDE + path);
      if (origin !== URL_INSIDE || known.has(pathname)) continue;
      known.add(pathname);
      waiting.push(pathname + search);
    }
  }
  return found;
}
