import { useSignal } from "@preact/signals";
import { type LiveSeed, useLive } from "@/lib/browser/live.ts";
import { useRefetch } from "@/lib/browser/refetch.ts";
import { formatAge, formatDateTime } from "@/lib/market/format.ts";
import { type NewsItem, newsOf } from "@/lib/market/news.ts";

/** Headlines, newest first; new ones appear after a run without moving the page. */
export default function NewsList({ seed, initial, waiting, address }: {
  seed: LiveSeed;
  initial: readonly NewsItem[];
  /** What is said where there are none. */
  waiting: string;
  address: string;
}) {
  const { now, ingested } = useLive(seed);
  const news = useSignal(initial);
  useRefetch(ingested, address, (body) => news.value = newsOf(body.rows));
  if (news.value.length === 0) return <p class="empty">{waiting}</p>;
  return (
    <ul>
      {news.value.map((item) => (
        <li key={item.id}>
          {item.url === ""
            ? item.headline
            : <a href={item.url} rel="noopener noreferrer external" target="_blank">{item.headline}</a>}
          <div class="meta">
            {item.publisher}
            {item.published_at !== null && (
              <>
                {" · "}
                <time dateTime={item.published_at} title={`${formatDateTime(item.published_at)} New York`}>
                  {formatAge(item.published_at, now.value)}
                </time>
              </>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
