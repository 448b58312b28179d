import { page } from "fresh";
import { asset, Head } from "fresh/runtime";
import NewHeadlines from "@/islands/NewHeadlines.tsx";
import { dateOfDay, dayOfDate, newYorkDate } from "@/lib/exchange/mod.ts";
import { addressAt } from "@/lib/market/address.ts";
import { formatDateTime, formatInteger } from "@/lib/market/format.ts";
import { formatLongDay } from "@/lib/market/long_day.ts";
import { newsAddress } from "@/lib/market/news_address.ts";
import { type NewsFilter, storiesByDay } from "@/lib/market/news_filter.ts";
import { define } from "@/lib/services/define.ts";
import { newsPage } from "@/lib/services/news_view.ts";
import { knownOnPage } from "@/lib/services/past.ts";
import { datasetNamed } from "@/lib/services/selection.ts";
import { pageSeed } from "@/lib/services/status_view.ts";
import { waitingFor } from "@/lib/services/waiting.ts";
import { PanelVerdict } from "./(_components)/Freshness.tsx";
import { NewsFilters } from "./(_components)/news/NewsFilters.tsx";
import { StoryLines } from "./(_components)/news/StoryLines.tsx";
import { Panel } from "./(_components)/Panel.tsx";

export const handler = define.handlers({
  async GET({ url, state }) {
    const { services } = state;
    const known = await knownOnPage({ url, state });
    const { market, store, now } = known;
    const waiting = waitingFor(services, known);
    const [first = ""] = market.symbols;
    return page({
      news: newsPage(known, url.searchParams),
      before: url.searchParams.get("before"),
      today: newYorkDate(now()),
      watchlist: market.symbols,
      freshness: market.freshness(datasetNamed(store, "market_news"), ""),
      // Of the companies nothing may be known while the market's news are there, and the other way round.
      missing: [
        store.ledger("company_news").size === 0 ? `Of companies: ${waiting("company_news", first)}` : "",
        store.ledger("market_news").size === 0 ? `Of the market: ${waiting("market_news", "")}` : "",
      ].filter((text) => text !== ""),
      seed: pageSeed(state),
    });
  },
});

export default define.page<typeof handler>(function NewsPage({ data }) {
  const { news, before, today, watchlist, freshness, missing, seed } = data;
  const { filter, items, total, older } = news;
  const at = seed.past;
  const newest = newsAddress({ ...filter, at });
  return (
    <>
      <Head>
        <title>News · Quarterhour</title>
        <link rel="stylesheet" href={asset("/news.css")} />
      </Head>
      <div class="page-head">
        <h1>News</h1>
        <p class="lede">
          {formatInteger(total)} {total === 1 ? "story" : "stories"}
          {wordsOf(filter)}
        </p>
      </div>
      <div class="news-page">
        <NewsFilters filter={filter} facets={news.facets} watchlist={watchlist} past={at} />
        <Panel
          id="river"
          title="Headlines"
          class="river"
          aside={<PanelVerdict freshness={freshness} past={at} />}
        >
          <NewHeadlines
            seed={seed}
            address={newsAddress(filter, "/api/news")}
            known={news.newest}
            newest={before === null ? null : newest}
          />
          {before !== null && (
            <p class="older-note small">
              Older than {formatDateTime(new Date(before).toISOString())} ·{" "}
              <a href={newest}>back to the newest</a>
            </p>
          )}
          {missing.map((text) => <p key={text} class="empty">{text}</p>)}
          {items.length === 0 && missing.length < 2 && (
            <p class="empty">
              No headline{wordsOf(filter)}. <a href={addressAt("/news", at)}>Show all</a>
            </p>
          )}
          {storiesByDay(items).map(({ date, stories }) => (
            <section key={date} class="day" aria-labelledby={`day-${date}`}>
              <h3 id={`day-${date}`}>
                <time dateTime={date}>{dayTitle(date, today)}</time>
              </h3>
              <StoryLines stories={stories} past={at} />
            </section>
          ))}
          {items.length > 0 && (
            <nav class="river-end" aria-label="Pages of the news">
              {before !== null && <a class="button" href={newest}>Newest</a>}
              {older !== null
                ? (
                  <a class="button" rel="next" href={newsAddress({ ...filter, before: older, at })}>
                    Older headlines
                  </a>
                )
                : (
                  <span class="soft small">
                    That is all; the rows are in{" "}
                    <a href={addressAt("/data/company_news", at)}>company news</a> and{" "}
                    <a href={addressAt("/data/market_news", at)}>market news</a>.
                  </span>
                )}
            </nav>
          )}
        </Panel>
      </div>
    </>
  );
});

/** `Today, Friday, November 20`. */
function dayTitle(date: string, today: string): string {
  const title = formatLongDay(date, today);
  if (date === today) return `Today, ${title}`;
  return date === dateOfDay(dayOfDate(today) - 1) ? `Yesterday, ${title}` : title;
}

/** What a filter asks for, to stand behind a noun. */
function wordsOf({ symbols, publishers, text }: NewsFilter): string {
  return [
    symbols.length > 0 ? ` about ${symbols.join(" or ")}` : "",
    publishers.length > 0 ? ` by ${publishers.join(" or ")}` : "",
    text !== "" ? ` with “${text}”` : "",
  ].join("");
}
