import { type LiveSeed, useLive } from "@/lib/browser/live.ts";
import { useOverview } from "@/lib/browser/overview.ts";
import { addressAt } from "@/lib/market/address.ts";
import { quoteFigure } from "@/lib/market/figure_address.ts";
import { ARROWS, formatPercent, formatPrice } from "@/lib/market/format.ts";
import { moversOf } from "@/lib/market/movers.ts";
import type { QuoteView } from "@/lib/market/quote_view.ts";
import type { Overview } from "@/lib/services/overview.ts";
import { useMemo } from "preact/hooks";
import { FigureLink } from "@/routes/(_components)/FigureLink.tsx";

/** Lines of each side: of a short list the outer thirds. */
function linesFor(symbols: number): number {
  return Math.max(1, Math.min(5, Math.ceil(symbols / 3)));
}

/** What rose and fell most. Who is named changes with a run; the figures with every trade. */
export default function Movers({ seed, overview: initial, waiting = "" }: {
  seed: LiveSeed;
  overview: Overview;
  /** When prices come, as of the page's making; empty where there are some. */
  waiting?: string;
}) {
  const { quotes } = useLive(seed);
  const overview = useOverview(seed, initial);
  const lines = linesFor(quotes.value.length);
  const { up, down } = useMemo(() => moversOf(quotes.value, lines), [overview.value, lines]);
  const bySymbol = new Map(quotes.value.map((quote) => [quote.symbol, quote]));
  const note = quotes.value.every(({ price }) => price === null) ? waiting : "";
  const side = (direction: "up" | "down", symbols: readonly string[]) => (
    <Side
      direction={direction}
      quotes={symbols.flatMap((symbol) => bySymbol.get(symbol) ?? [])}
      lines={lines}
      nobody={note ? "" : `Nothing ${direction === "up" ? "rose" : "fell"}`}
      past={seed.past}
    />
  );
  return (
    <div class="movers-sides">
      {side("up", up)}
      {side("down", down)}
      {note && <p class="nobody faint">{note}</p>}
    </div>
  );
}

function Side({ direction, quotes, lines, nobody, past }: {
  direction: "up" | "down";
  quotes: readonly QuoteView[];
  lines: number;
  /** What stands where there is none. */
  nobody: string;
  past: string | undefined;
}) {
  // Lines that nobody fills keep their room: nothing moves when somebody does.
  const rows = Array.from({ length: lines }, (_, i) => quotes[i]);
  return (
    <div>
      <h3 class={direction}>
        <span aria-hidden="true">{ARROWS[direction]}</span> {direction === "up" ? "Rose" : "Fell"}
      </h3>
      <ol>
        {rows.map((quote, i) => (
          <li key={i} aria-hidden={quote === undefined && i > 0}>
            {quote === undefined ? <span class="faint">{i === 0 ? nobody : ""}</span> : (
              <>
                <a href={addressAt(`/stocks/${encodeURIComponent(quote.symbol)}`, past)}>{quote.symbol}</a>
                <span class="company">{quote.name}</span>
                <FigureLink figure={quoteFigure(quote, "price")} at={past} class="number">
                  {formatPrice(quote.price)}
                </FigureLink>
                <FigureLink
                  figure={quoteFigure(quote, "change_percent")}
                  at={past}
                  class={`number ${signOf(quote.change_percent)}`}
                >
                  {formatPercent(quote.change_percent)}
                </FigureLink>
              </>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}

/** It may have turned since it was named. */
function signOf(percent: number | null): string {
  return percent === null || percent === 0 ? "flat" : percent > 0 ? "up" : "down";
}
