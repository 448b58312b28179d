import { useSignal } from "@preact/signals";
import { type LiveSeed, useLive } from "@/lib/browser/live.ts";
import { useOverview } from "@/lib/browser/overview.ts";
import { formatAgo } from "@/lib/market/format.ts";
import type { Overview } from "@/lib/services/overview.ts";
import { NewsLines } from "@/routes/(_components)/NewsLines.tsx";

/** Headlines of the market and its companies. New ones wait for the reader: what is being read does not move away. How old the list may be is said by when news was asked for last, which is true whatever happens to the server. */
export default function NewsRiver({ seed, overview: initial, waiting }: {
  seed: LiveSeed;
  overview: Overview;
  /** What is said where there are none. */
  waiting: string;
}) {
  const { now } = useLive(seed);
  const { news: fresh, news_checked_at: checkedAt } = useOverview(seed, initial).value;
  const shown = useSignal(initial.news);
  // There is nothing to move away from.
  const items = shown.value.length === 0 ? fresh : shown.value;
  const known = new Set(items.map(({ id }) => id));
  const added = fresh.filter(({ id }) => !known.has(id)).length;
  return (
    <>
      <button
        type="button"
        class="newer"
        disabled={added === 0}
        onClick={() => shown.value = fresh}
      >
        {added > 0
          ? `${added} new`
          : checkedAt !== null && seed.past === undefined && `checked ${formatAgo(checkedAt, now.value)}`}
      </button>
      {items.length === 0
        ? <p class="empty">{waiting}</p>
        : <NewsLines items={items} now={now.value} past={seed.past} />}
    </>
  );
}
