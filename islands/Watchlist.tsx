import { type LiveSeed, useLive } from "@/lib/browser/live.ts";
import { addressAt } from "@/lib/market/address.ts";
import { formatDateTime, formatPrice } from "@/lib/market/format.ts";
import { headlineOf } from "@/lib/market/headline.ts";
import { type QuoteView, verdictOfView } from "@/lib/market/quote_view.ts";
import type { MarketView } from "@/lib/market/market_view.ts";
import { Change } from "@/routes/(_components)/Change.tsx";
import { DayRange } from "@/routes/(_components)/DayRange.tsx";
import { Freshness } from "@/routes/(_components)/Freshness.tsx";
import { Sparkline } from "@/routes/(_components)/Sparkline.tsx";

/** What the market did, in one sentence and one table. */
export default function Watchlist({ seed, waiting }: {
  seed: LiveSeed;
  /** What is said while there are no prices. */
  waiting?: string;
}) {
  const { quotes, market, now } = useLive(seed);
  return (
    <section class="panel watchlist" aria-label="Watchlist">
      <header>
        <p class="headline">
          {(quotes.value.every(({ price }) => price === null) && waiting) || headlineOf(quotes.value)}
        </p>
      </header>
      <div class="scroll">
        <table>
          <caption class="visually-hidden">Watchlist</caption>
          <thead>
            <tr>
              <th scope="col">Symbol</th>
              <th scope="col" class="number">Price</th>
              <th scope="col" class="number change">Change</th>
              <th scope="col" class="wide-only">Day range</th>
              <th scope="col" class="spark-cell">24 h</th>
              <th scope="col" class="number">Age</th>
            </tr>
          </thead>
          <tbody>
            {quotes.value.map((quote) => (
              <Line
                key={quote.symbol}
                quote={quote}
                market={market.value}
                now={now.value}
                past={seed.past}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Line({ quote, market, now, past }: {
  quote: QuoteView;
  market: MarketView;
  now: number;
  past: string | undefined;
}) {
  const verdict = verdictOfView(quote, market, now);
  const old = verdict === "provider_stale" || verdict === "we_are_stale" || quote.doubt !== null;
  return (
    <tr class={old ? "old" : ""} data-symbol={quote.symbol}>
      <td>
        <a class="symbol" href={addressAt(`/stocks/${encodeURIComponent(quote.symbol)}`, past)}>
          {quote.symbol}
        </a>
        <span class="company">{quote.name}</span>
      </td>
      <td class="number">
        <span
          class="price"
          title={quote.as_of === null ? "" : `${formatDateTime(quote.as_of)} New York, ${quote.source}`}
        >
          {formatPrice(quote.price)}
        </span>
      </td>
      <td class="number change">
        <Change change={quote.change} percent={quote.change_percent} />
      </td>
      <td class="wide-only">
        <DayRange low={quote.day_low} high={quote.day_high} price={quote.price} />
      </td>
      <td class="spark-cell">
        <Sparkline values={quote.spark} label={`${quote.symbol}, last 24 hours`} />
      </td>
      <td class="number">
        <Freshness verdict={verdict} doubt={quote.doubt} asOf={quote.as_of} now={now} />
      </td>
    </tr>
  );
}
