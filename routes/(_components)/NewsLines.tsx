import { addressAt } from "@/lib/market/address.ts";
import { formatAge, formatDateTime, zoneName } from "@/lib/market/format.ts";
import type { NewsItem } from "@/lib/market/news.ts";

/** Headlines with publisher, age and, where they are about companies of the watchlist, their symbols. */
export function NewsLines({ items, now, past }: {
  items: readonly NewsItem[];
  /** Epoch milliseconds. */
  now: number;
  /** The instant of the past that the page shows, ISO 8601 UTC. */
  past?: string | undefined;
}) {
  return (
    <ul>
      {items.map((item) => (
        <li key={item.id}>
          {item.url === ""
            ? item.headline
            : <a href={item.url} rel="noopener noreferrer external" target="_blank">{item.headline}</a>}
          <div class="meta">
            {item.symbols?.map((symbol) => (
              <a
                key={symbol}
                class="chip"
                href={addressAt(`/stocks/${encodeURIComponent(symbol)}`, past)}
              >
                {symbol}
              </a>
            ))}
            {item.publisher}
            {item.published_at !== null && (
              <>
                {" · "}
                <time
                  dateTime={item.published_at}
                  title={`${formatDateTime(item.published_at)} ${zoneName()}`}
                >
                  {formatAge(item.published_at, now)}
                </time>
              </>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
