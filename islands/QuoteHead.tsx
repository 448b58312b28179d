import { type LiveSeed, useLive } from "@/lib/browser/live.ts";
import { formatAgo, formatDateTime, formatPrice } from "@/lib/market/format.ts";
import { type QuoteView, verdictOfView } from "@/lib/market/quote_view.ts";
import { Change } from "@/routes/(_components)/Change.tsx";
import { DayRange } from "@/routes/(_components)/DayRange.tsx";
import { Freshness } from "@/routes/(_components)/Freshness.tsx";

/** A stock's name, price and change, with the clocks that say how far to trust them. */
export default function QuoteHead({ seed, initial }: { seed: LiveSeed; initial: QuoteView }) {
  const { quotes, market, now } = useLive(seed);
  const quote = quotes.value.find(({ symbol }) => symbol === initial.symbol) ?? initial;
  return (
    <section class="page-head stock-head" aria-label="Quote">
      <div>
        <h1>
          {quote.symbol} <span class="lede">{quote.name}</span>
        </h1>
        <p class="quote-head">
          <span class={quote.doubt === null ? "last" : "last faint"} data-price>
            {formatPrice(quote.price)}
          </span>
          <span class="move">
            <Change change={quote.change} percent={quote.change_percent} />
          </span>
          <Freshness verdict={verdictOfView(quote, market.value, now.value)} asOf={null} now={now.value} />
        </p>
        {quote.doubt !== null && (
          <p class="soft" data-doubt={quote.doubt.kind}>
            In doubt since {formatDateTime(quote.doubt.since)}:{" "}
            {quote.doubt.reason}. The last good price stands.
          </p>
        )}
        <p class="clocks">
          <span>Exchange said it {formatDateTime(quote.as_of)} ({formatAgo(quote.as_of, now.value)})</span>
          <span>fetched {formatDateTime(quote.fetched_at)}</span>
          <span>
            checked {formatAgo(quote.checked_at, now.value)}
          </span>
          <span>{quote.source}</span>
        </p>
      </div>
      <div class="day">
        <DayRange low={quote.day_low} high={quote.day_high} price={quote.price} />
      </div>
    </section>
  );
}
