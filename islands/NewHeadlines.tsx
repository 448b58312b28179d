import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { type LiveSeed, useLive } from "@/lib/browser/live.ts";
import { useRefetch } from "@/lib/browser/refetch.ts";
import type { NewsView, ScoredStory } from "@/lib/services/news_view.ts";
import { StoryLines } from "@/routes/(_components)/news/StoryLines.tsx";

/** Tells of headlines that came since the page was made, and shows them when the reader wants to: nothing moves before. */
export default function NewHeadlines({ seed, address, known, newest }: {
  seed: LiveSeed;
  /** Where the newest stories of the page's filter are fetched. */
  address: string;
  /** Ids of the newest stories when the page was made. */
  known: readonly string[];
  /** The page that begins with the newest; `null`: it is this one. */
  newest: string | null;
}) {
  const { ingested } = useLive(seed);
  const came = useSignal<readonly ScoredStory[]>([]);
  const shown = useSignal<readonly ScoredStory[]>([]);
  const title = useRef<HTMLHeadingElement>(null);
  useRefetch<NewsView>(ingested, address, ({ items }) => {
    came.value = items.filter(({ id }) => !known.includes(id));
  });
  const seen = new Set(shown.value.map(({ id }) => id));
  const count = came.value.filter(({ id }) => !seen.has(id)).length;
  const words = count === 0 ? "" : count === 1 ? "1 new headline" : `${count} new headlines`;
  // Whoever asked for them goes on reading there.
  useEffect(() => title.current?.focus(), [shown.value]);
  return (
    <div class="new-stories">
      <p class="visually-hidden" role="status">{words}</p>
      <div class="new-pill">
        {count > 0 && (newest === null
          ? <button type="button" class="primary" onClick={() => shown.value = came.value}>{words}</button>
          : <a class="button" href={newest}>{words}</a>)}
      </div>
      {shown.value.length > 0 && (
        <section class="day">
          <h3 ref={title} tabIndex={-1}>New since this page was opened</h3>
          <StoryLines stories={shown.value} />
        </section>
      )}
    </div>
  );
}
