import type { ComponentChildren } from "preact";
import { addressAt } from "@/lib/market/address.ts";
import {
  directionOf,
  formatCompact,
  formatDateTime,
  formatPercent,
  formatPrice,
} from "@/lib/market/format.ts";
import { type Levels, returnSince, yearRange } from "@/lib/market/levels.ts";
import type { MarketView } from "@/lib/market/market_view.ts";
import { type QuoteView, verdictOfView } from "@/lib/market/quote_view.ts";
import { WATCH_COLUMNS } from "@/lib/market/watch_columns.ts";
import { Change } from "./Change.tsx";
import { DayRange } from "./DayRange.tsx";
import { Freshness } from "./Freshness.tsx";
import { Sparkline } from "./Sparkline.tsx";

/** One symbol of the watchlist, its columns as `WATCH_COLUMNS` has them. */
export function WatchLine({ quote, levels, market, now, past, children }: {
  quote: QuoteView;
  levels: Levels | undefined;
  market: MarketView;
  /** Epoch milliseconds. */
  now: number;
  past: string | undefined;
  /** Further cells. */
  children?: ComponentChildren;
}) {
  const verdict = verdictOfView(quote, market, now);
  const old = verdict === "provider_stale" || verdict === "we_are_stale" || quote.doubt !== null;
  const { symbol, price, source } = quote;
  const year = yearRange(quote, levels);
  const { market_cap_millions: value } = quote;
  return (
    <tr class={old ? "old" : ""} data-symbol={symbol}>
      <td>
        <a class="symbol" href={addressAt(`/stocks/${encodeURIComponent(symbol)}`, past)}>{symbol}</a>
        <span class="company" title={quote.industry}>{quote.name}</span>
      </td>
      <td class="number">
        <span
          class="price"
          title={quote.as_of === null ? "" : `${formatDateTime(quote.as_of)} New York, ${source}`}
        >
          {formatPrice(price)}
        </span>
      </td>
      <td class="number change">
        <Change change={quote.change} percent={quote.change_percent} />
      </td>
      <td class="from-m">
        <DayRange low={quote.day_low} high={quote.day_high} price={price} />
      </td>
      <td class="spark-cell">
        <Sparkline values={quote.spark} label={`${symbol}, last 24 hours`} />
      </td>
      <td class="number from-l">
        <Return percent={returnSince(price, levels?.week_ago)} />
      </td>
      <td class="number from-l">
        <Return percent={returnSince(price, levels?.month_ago)} />
      </td>
      <td class="from-xl">
        <DayRange low={year.low} high={year.high} price={price} label="52-week range" />
      </td>
      <td class="number from-l">{formatCompact(value === null ? null : value * 1e6)}</td>
      <td class="number from-xxl">{formatCompact(levels?.average_volume ?? null)}</td>
      <td class="number">
        <Freshness verdict={verdict} doubt={quote.doubt} asOf={quote.as_of} now={now} />
      </td>
      {children}
    </tr>
  );
}

/** A symbol that the server does not poll: it says so, in place of figures. */
export function UnpolledLine({ symbol, children }: { symbol: string; children?: ComponentChildren }) {
  return (
    <tr class="old" data-unpolled={symbol}>
      <td>
        <span class="symbol">{symbol}</span>
      </td>
      <td class="soft unpolled" colSpan={WATCH_COLUMNS.length - 1}>
        <span class="badge warn">not polled</span> The server's list does not have it, so there are no prices.
      </td>
      {children}
    </tr>
  );
}

function Return({ percent }: { percent: number | null }) {
  return <span class={directionOf(percent)}>{formatPercent(percent)}</span>;
}
