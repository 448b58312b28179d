import { formatDateTime, formatDay, formatTime, zoneName } from "@/lib/market/format.ts";
import { newsByDay } from "@/lib/market/stock/news_days.ts";
import { toneText } from "@/lib/market/stock/sentiment.ts";
import { distanceText } from "@/lib/market/stock/words.ts";
import type { ScoredNews } from "@/lib/services/stock_panels.ts";
import type { PanelContext } from "@/lib/services/stock_context.ts";
import { StockPanel } from "./StockPanel.tsx";

const MARKS = { good: ["up", "▲"], bad: ["down", "▼"] } as const;

/** Headlines about a company by day, with their time, publisher and tone. */
export function News({ context, items, today }: {
  context: PanelContext;
  items: readonly ScoredNews[];
  today: string;
}) {
  return (
    <StockPanel
      context={context}
      id="news"
      title="Company news"
      dataset="company_news"
      class="stock-news"
      isEmpty={items.length === 0}
    >
      <div class="news-list" tabIndex={0} role="group" aria-label={`News about ${context.symbol}`}>
        {newsByDay(items).map(({ date, items }) => (
          <div key={date}>
            <h3>
              {date === "" ? "Without a date" : formatDay(date)} <small>{nearness(today, date)}</small>
            </h3>
            <ul>{items.map((item) => <NewsLine key={item.id} item={item} />)}</ul>
          </div>
        ))}
      </div>
    </StockPanel>
  );
}

function NewsLine({ item: { headline, url, publisher, published_at, score } }: { item: ScoredNews }) {
  const tone = toneText(score);
  return (
    <li>
      {published_at !== null && (
        <time dateTime={published_at} title={`${formatDateTime(published_at)} ${zoneName()}`}>
          {formatTime(published_at)}
        </time>
      )}
      <div>
        {url === ""
          ? headline
          : <a href={url} rel="noopener noreferrer external" target="_blank">{headline}</a>}
        <div class="meta">
          {publisher}
          {tone !== "neutral" && (
            <span class={MARKS[tone][0]} title="Our own score of the headline’s words">
              {" · "}
              <span aria-hidden="true">{MARKS[tone][1]}</span> sounds {tone}
            </span>
          )}
        </div>
      </div>
    </li>
  );
}

function nearness(today: string, date: string): string {
  return date === "" ? "" : distanceText(today, date);
}
