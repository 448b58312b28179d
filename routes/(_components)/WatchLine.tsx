import type { ComponentChildren } from "preact";
import { addressAt } from "@/lib/market/address.ts";
import {
  directionOf,
  formatCompact,
  formatDateTime,
  formatPercent,
  formatPrice,
  zoneName,
} from "@/lib/market/format.ts";
import { quoteFigure, reckonedFigure } from "@/lib/market/figure_address.ts";
import { type Levels, returnSince, yearRange } from "@/lib/market/levels.ts";
import type { MarketView } from "@/lib/market/market_view.ts";
import { type QuoteView, verdictOfView } from "@/lib/market/quote_view.ts";
import { isOld } from "@/lib/market/verdict.ts";
import { WATCH_COLUMNS } from "@/lib/market/watch_columns.ts";
import { Change } from "./Change.tsx";
import { DayRange } from "./DayRange.tsx";
import { FigureLink } from "./FigureLink.tsx";
import { Freshness } from "./Freshness.tsx";
import { Sparkline } from "./Sparkline.tsx";

/** One symbol of the watchlist, its columns as `WATCH_COLUMNS` has them. */
export function WatchLine({ quote, levels, market, now, isConnected, past, children }: {
  quote: QuoteView;
  levels: Levels | undefined;
  market: MarketView;
  /** Epoch milliseconds. */
  now: number;
  /** Whether the page hears from the server. */
  isConnected: boolean;
  past: string | undefined;
  /** Further cells. */
  children?: ComponentChildren;
}) {
  const verdict = verdictOfView(quote, market, now, isConnected);
  const { symbol, price, source } = quote;
  const year = yearRange(quote, levels);
  const { market_cap_millions: value } = quote;
  return (
    <tr class={isOld(verdict) ? "old" : ""} data-symbol={symbol}>
      <td>
        <a class="symbol" href={addressAt(`/stocks/${encodeURIComponent(symbol)}`, past)}>{symbol}</a>
        <span class="company" title={quote.industry}>{quote.name}</span>
      </td>
      <td class="number">
        <FigureLink
          figure={quoteFigure(quote, "price")}
          at={past}
          class="price"
          title={quote.as_of === null ? "" : `${formatDateTime(quote.as_of)} ${zoneName()}, ${source}`}
        >
          {formatPrice(price)}
        </FigureLink>
      </td>
      <td class="number change">
        <Change
          change={quote.change}
          percent={quote.change_percent}
          figure={(column) => quoteFigure(quote, column)}
          at={past}
        />
      </td>
      <td class="from-m">
        <DayRange
          low={quote.day_low}
          high={quote.day_high}
          price={price}
          figure={(end) => quoteFigure(quote, `day_${end}`)}
          at={past}
        />
      </td>
      <td class="spark-cell">
        <Sparkline values={quote.spark} label={`${symbol}, last 24 hours`} />
      </td>
      <td class="number from-l">
        <Return symbol={symbol} span="week" percent={returnSince(price, levels?.week_ago)} at={past} />
      </td>
      <td class="number from-l">
        <Return symbol={symbol} span="month" percent={returnSince(price, levels?.month_ago)} at={past} />
      </td>
      <td class="from-xl">
        <DayRange
          low={year.low}
          high={year.high}
          price={price}
          label="52-week range"
          figure={(end) => reckonedFigure(`year.${end}`, symbol)}
          at={past}
        />
      </td>
      <td class="number from-xxl">
        <FigureLink figure={reckonedFigure("value", symbol)} at={past}>
          {formatCompact(value === null ? null : value * 1e6)}
        </FigureLink>
      </td>
      <td class="number from-xxxl">
        <FigureLink figure={reckonedFigure("volume", symbol)} at={past}>
          {formatCompact(levels?.average_volume ?? null)}
        </FigureLink>
      </td>
      <td class="number">
        <Freshness verdict={verdict} doubt={quote.doubt} asOf={quote.as_of} now={now} past={past} />
      </td>
      {children}
    </tr>
  );
}

/** Columns that no width leaves out: price and change. */
const SAID_ACROSS = 2;

/** A symbol that the server does not poll: it says so, in place of figures. */
export function UnpolledLine({ symbol, children }: { symbol: string; children?: ComponentChildren }) {
  return (
    <tr class="old" data-unpolled={symbol}>
      <td>
        <span class="symbol">{symbol}</span>
      </td>
      <td class="soft unpolled" colSpan={SAID_ACROSS}>
        <span class="badge warn">not polled</span> The server's list does not have it, so there are no prices.
      </td>
      {/* As many cells as its neighbours have at this width. */}
      {WATCH_COLUMNS.slice(1 + SAID_ACROSS).map((column) => <td key={column.key} class={column.class} />)}
      {children}
    </tr>
  );
}

function Return({ symbol, span, percent, at }: {
  symbol: string;
  span: "week" | "month";
  percent: number | null;
  at: string | undefined;
}) {
  return (
    <FigureLink figure={reckonedFigure(`return.${span}`, symbol)} at={at} class={directionOf(percent)}>
      {formatPercent(percent)}
    </FigureLink>
  );
}
