import { useSignal } from "@preact/signals";
import { type LiveSeed, useLive } from "@/lib/browser/live.ts";
import { useRefetch } from "@/lib/browser/refetch.ts";
import { type NewsItem, newsOf } from "@/lib/market/news.ts";
import { NewsLines } from "@/routes/(_components)/NewsLines.tsx";

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
  return <NewsLines items={news.value} now={now.value} />;
}
