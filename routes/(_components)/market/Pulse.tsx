import type { ComponentChildren } from "preact";
import { type LiveSeed, useLive, useLostAt } from "@/lib/browser/live.ts";
import { useOverview } from "@/lib/browser/overview.ts";
import { type Breadth, breadthOf, type ShareOf } from "@/lib/market/breadth.ts";
import { INDEX_FORMULA, indexNow } from "@/lib/market/day_index.ts";
import { reckonedFigure } from "@/lib/market/figure_address.ts";
import { bellWords, exchangeWords } from "@/lib/market/exchange_words.ts";
import { ARROWS, directionOf, formatPercent, formatTime } from "@/lib/market/format.ts";
import { headlineOf } from "@/lib/market/headline.ts";
import { verdictOfView } from "@/lib/market/quote_view.ts";
import { isOld } from "@/lib/market/verdict.ts";
import type { Overview } from "@/lib/services/overview.ts";
import { FigureLink } from "@/routes/(_components)/FigureLink.tsx";
import { Sparkline } from "@/routes/(_components)/Sparkline.tsx";

/** What the market did: one sentence, the index of the watchlist, how many take part, and the exchange's hours. */
export default function Pulse({ seed, overview: initial, waiting }: {
  seed: LiveSeed;
  overview: Overview;
  /** What is said while there are no prices. */
  waiting?: string;
}) {
  const page = useLive(seed);
  const { quotes, market, now } = page;
  const lostAt = useLostAt(page);
  const { levels, day } = useOverview(seed, initial).value;
  const list = quotes.value;
  const index = indexNow(list);
  const breadth = breadthOf(list, new Map(levels.map((each) => [each.symbol, each])));
  const old =
    list.filter((quote) =>
      quote.price !== null && isOld(verdictOfView(quote, market.value, now.value, lostAt === null))
    ).length;
  const session = market.value.is_open ? "" : ", last session";
  return (
    <section class={`panel pulse ${lostAt === null ? "" : "old"}`} aria-label="The market today">
      <header>
        <p class="headline">{(list.every(({ price }) => price === null) && waiting) || headlineOf(list)}</p>
      </header>
      <dl class="pulse-facts">
        <IndexFact
          title={`Equal weight${session}`}
          name="index.equal"
          at={seed.past}
          percent={index.equal}
          values={live(day.equal, index.equal)}
          detail={`${index.equalOf} ${index.equalOf === 1 ? "symbol" : "symbols"}`}
        />
        <IndexFact
          title={`By market value${session}`}
          name="index.weighted"
          at={seed.past}
          percent={index.weighted}
          values={live(day.weighted, index.weighted)}
          detail={`${index.weightedOf} ${index.weightedOf === 1 ? "symbol" : "symbols"}`}
        />
        <Fact title="Advancing">
          <AdvancingBar breadth={breadth} />
          <span class="number">
            {(["up", "flat", "down"] as const).map((direction, i) => (
              <>
                {i > 0 && " "}
                <span class={direction}>
                  {ARROWS[direction]}{" "}
                  <FigureLink figure={reckonedFigure(`breadth.${direction}`)} at={seed.past}>
                    {breadth[direction]}
                  </FigureLink>
                </span>
              </>
            ))}
          </span>
        </Fact>
        <Fact title="Above average">
          <ShareLine words="50 days" name="above_sma_50" breadth={breadth} at={seed.past} />
          <ShareLine words="200 days" name="above_sma_200" breadth={breadth} at={seed.past} />
        </Fact>
        <Fact title="52 weeks">
          <ShareLine words="new highs" name="year_highs" breadth={breadth} at={seed.past} />
          <ShareLine words="new lows" name="year_lows" breadth={breadth} at={seed.past} />
        </Fact>
        <Fact title="Exchange, New York">
          {/* A copy, kept for times without a server, hides what claims the present until this script says what it is. */}
          <span data-present={lostAt === null ? "" : undefined}>
            {lostAt === null ? exchangeWords(market.value) : `Not known since ${formatTime(lostAt)}`}
          </span>
          <span class="number soft" data-present={lostAt === null ? "" : undefined}>
            {old > 0
              ? <span class="badge warn">{`${old} of ${list.length} prices old`}</span>
              : (seed.past === undefined && bellWords(market.value, now.value)) ||
                hours(market.value.next_open)}
          </span>
        </Fact>
      </dl>
      <details class="formula small">
        <summary>How the index is reckoned</summary>
        <p>
          Equal weight: {INDEX_FORMULA.equal}. By market value:{" "}
          {INDEX_FORMULA.weighted}, as the provider states it, in the listing's currency. A symbol that has
          not traded today stands at its previous close.
        </p>
      </details>
    </section>
  );
}

function Fact({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function IndexFact({ title, name, at, percent, values, detail }: {
  title: string;
  name: string;
  at: string | undefined;
  percent: number | null;
  values: readonly number[];
  detail: string;
}) {
  const direction = directionOf(percent);
  return (
    <Fact title={title}>
      <span class={`index-value number ${direction}`}>
        <span aria-hidden="true">{ARROWS[direction]}</span>{" "}
        <FigureLink figure={reckonedFigure(name)} at={at}>{formatPercent(percent)}</FigureLink>
      </span>
      <span class="index-curve">
        <Sparkline values={values} label={`${title}, today`} />
        <span class="faint small">{detail}</span>
      </span>
    </Fact>
  );
}

/** Shares of those that rose, stood and fell. */
function AdvancingBar({ breadth: { up, flat, down } }: { breadth: Breadth }) {
  const all = Math.max(1, up + flat + down);
  const at = (count: number) => `${(count / all * 100).toFixed(2)}%`;
  return (
    <svg
      class="advancing"
      width="100%"
      height="10"
      role="img"
      aria-label={`${up} up, ${flat} unchanged, ${down} down`}
    >
      <rect class="rest" width="100%" height="10" />
      <rect class="rose" width={at(up)} height="10" />
      <rect class="fell" x={at(all - down)} width={at(down)} height="10" />
    </svg>
  );
}

function ShareLine({ words, name, breadth, at }: {
  words: string;
  name: { [K in keyof Breadth]: Breadth[K] extends ShareOf ? K : never }[keyof Breadth];
  breadth: Breadth;
  at: string | undefined;
}) {
  const { count, of } = breadth[name];
  return (
    <span class="share-line">
      <span class="soft">{words}</span> {of === 0
        ? <span class="faint">not known yet</span>
        : (
          <FigureLink figure={reckonedFigure(`breadth.${name}`)} at={at} class="number">
            {count} of {of}
          </FigureLink>
        )}
    </span>
  );
}

/** The curve up to now: its last point is the index as it is. */
function live(curve: readonly number[], now: number | null): readonly number[] {
  return now === null || curve.length === 0 ? curve : [...curve, now];
}

function hours(nextOpen: string | null): string {
  return nextOpen === null ? "round the clock" : `opens ${formatTime(nextOpen)}`;
}
