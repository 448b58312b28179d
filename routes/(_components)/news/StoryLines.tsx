import { addressAt } from "@/lib/market/address.ts";
import { formatChange, formatDateTime, formatTime, zoneName } from "@/lib/market/format.ts";
import type { ScoredStory } from "@/lib/services/news_view.ts";

/** Stories of a day: time, headline, and below it companies, publisher and how the headline sounds to us. */
export function StoryLines({ stories, past }: {
  stories: readonly ScoredStory[];
  /** The instant of the past that the page shows, ISO 8601 UTC. */
  past?: string | undefined;
}) {
  return (
    <ul class="stories">
      {stories.map((story) => (
        <li key={`${story.id} ${story.time}`} data-story={story.id}>
          <time
            class="story-time"
            dateTime={story.time}
            title={`${story.published_at === null ? "Fetched" : "Published"} ${
              formatDateTime(story.time)
            } ${zoneName()}`}
          >
            {formatTime(story.time)}
          </time>
          <div class="story">
            {story.url === ""
              ? <span class="headline-text">{story.headline}</span>
              : <a href={story.url} rel="noopener noreferrer external" target="_blank">{story.headline}</a>}
            <div class="meta">
              {story.symbols.map((symbol) => (
                <a key={symbol} class="chip" href={addressAt(`/stocks/${encodeURIComponent(symbol)}`, past)}>
                  {symbol}
                </a>
              ))}
              <span>{story.publisher}</span>
              {story.published_at === null && <span>undated</span>}
              <Tone story={story} />
            </div>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Word and sign of our score; nothing where the headline is neither good nor bad. */
function Tone({ story: { score, tone } }: { story: ScoredStory }) {
  if (score === null || tone === null || tone === "neutral") return null;
  return (
    <span
      class={`tone ${tone === "good" ? "up" : "down"}`}
      title="Our own score of the headline's words, from −1 to 1; nobody's opinion, and no advice"
    >
      {formatChange(score)} {tone} <span class="faint">our score</span>
    </span>
  );
}
