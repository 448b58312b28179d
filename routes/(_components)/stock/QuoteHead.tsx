import { type LiveSeed, useLive, useLostAt } from "@/lib/browser/live.ts";
import { quoteFigure } from "@/lib/market/figure_address.ts";
import { formatAgo, formatClock, formatDateTime, formatPrice, withTimes } from "@/lib/market/format.ts";
import { type QuoteView, verdictOfView } from "@/lib/market/quote_view.ts";
import { isOld } from "@/lib/market/verdict.ts";
import { Change } from "@/routes/(_components)/Change.tsx";
import { DayRange } from "@/routes/(_components)/DayRange.tsx";
import { FigureLink } from "@/routes/(_components)/FigureLink.tsx";
import { Freshness } from "@/routes/(_components)/Freshness.tsx";

/** A stock's name, price and change, with the clocks that say how far to trust them. */
export default function QuoteHead({ seed, initial, waiting }: {
  seed: LiveSeed;
  initial: QuoteView;
  /** What is said while there is no price. */
  waiting: string;
}) {
  const live = useLive(seed);
  const { quotes, market, arrived, now } = live;
  const quote = quotes.value.find(({ symbol }) => symbol === initial.symbol) ?? initial;
  const verdict = verdictOfView(quote, market.value, now.value, useLostAt(live) === null);
  const shownAt = isoTime(arrived.value[quote.symbol]);
  return (
    <section class="page-head stock-head" aria-label="Quote">
      <div>
        <h1>
          {quote.symbol} <span class="lede">{quote.name}</span>
        </h1>
        <p class="quote-head">
          <span class={isOld(verdict) ? "last faint" : "last"} data-price>
            <FigureLink figure={quoteFigure(quote, "price")} at={seed.past}>
              {formatPrice(quote.price)}
            </FigureLink>
          </span>
          <span class="move">
            <Change
              change={quote.change}
              percent={quote.change_percent}
              figure={(column) => quoteFigure(quote, column)}
              at={seed.past}
            />
          </span>
          <Freshness verdict={verdict} doubt={quote.doubt} asOf={null} now={now.value} past={seed.past} />
        </p>
        {quote.price === null && <p class="soft">{waiting}</p>}
        {quote.doubt !== null && (
          <p class="soft" data-doubt={quote.doubt.kind}>
            In doubt since {formatDateTime(quote.doubt.since)}:{" "}
            {withTimes(quote.doubt.reason)}. The last good price stands.
          </p>
        )}
        <p class="clocks">
          <span>
            Exchange said it {formatDateTime(quote.as_of)},{" "}
            <span class="ago">{formatAgo(quote.as_of, now.value)}</span>
          </span>
          <span>fetched {formatDateTime(quote.fetched_at)}</span>
          {seed.past === undefined && (
            <span data-arrived={shownAt}>
              on this screen <span class="ago">{formatClock(shownAt)}</span>
            </span>
          )}
          <span>
            checked <span class="ago">{formatAgo(quote.checked_at, now.value)}</span>
          </span>
          <span>{quote.source}</span>
        </p>
      </div>
      <div class="day">
        {/* For the eye: the picture's own name says it to a screen reader. */}
        <div class="faint small" aria-hidden="true">Day range</div>
        <DayRange
          low={quote.day_low}
          high={quote.day_high}
          price={quote.price}
          figure={(end) => quoteFigure(quote, `day_${end}`)}
          at={seed.past}
        />
      </div>
    </section>
  );
}

function isoTime(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}
