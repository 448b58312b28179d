import type { NewsFilter } from "./news_filter.ts";

/** What an address of the news says. */
export interface NewsAddress extends NewsFilter {
  /** Only what is older, ISO 8601 UTC. @default from the newest on */
  readonly before?: string | null | undefined;
  /** The instant of the past that is shown, ISO 8601 UTC. @default now */
  readonly at?: string | undefined;
}

/** The address of the news so narrowed down. @param path of the page, or of the API, which reads the same */
export function newsAddress(
  { text, symbols, publishers, before, at }: NewsAddress,
  path: "/news" | "/api/news" = "/news",
): string {
  const query = new URLSearchParams();
  if (text !== "") query.set("q", text);
  if (symbols.length > 0) query.set("symbol", symbols.join(","));
  for (const name of publishers) query.append("source", name);
  if (before) query.set("before", before);
  if (at !== undefined) query.set("at", at);
  // Commas read better as they are, and need no escape in a query.
  return query.size === 0 ? path : `${path}?${String(query).replaceAll("%2C", ",")}`;
}
