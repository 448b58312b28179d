import { addressAt } from "@/lib/market/address.ts";
import type { CompareChoice } from "@/lib/market/compare/choice.ts";
import type { DayMove, Figures } from "@/lib/market/compare/figures.ts";
import { comparedFigure } from "@/lib/market/compare/figure_names.ts";
import type { FigureName } from "@/lib/market/figure_address.ts";
import {
  ARROWS,
  directionOf,
  formatDecimal,
  formatPercent,
  formatPrice,
  formatShare,
} from "@/lib/market/format.ts";
import { FigureLink } from "../FigureLink.tsx";
import { Scroll } from "../Scroll.tsx";
import { dateText } from "@/lib/market/stock/words.ts";
import { LineSwatch } from "./LineSwatch.tsx";

/** What each symbol did, a line each. */
export function FiguresTable({ choice, figures, closeOf, slotOf, indexed, past }: {
  choice: Pick<CompareChoice, "symbols" | "range">;
  figures: readonly Figures[];
  /** What names a symbol's last close. */
  closeOf: (symbol: string) => FigureName | undefined;
  slotOf: (symbol: string) => number;
  /** Symbols of the index that beta is measured against; 0 for none. */
  indexed: number;
  past: string | undefined;
}) {
  const hasYears = figures.some(({ perYear }) => perYear !== null);
  const first = figures[0]?.symbol ?? "";
  return (
    <Scroll label="Figures of the compared symbols">
      <table class="compare-figures">
        <thead>
          <tr>
            <th scope="col">Symbol</th>
            <th scope="col" class="number">Return</th>
            {hasYears && <th scope="col" class="number">Per year</th>}
            <th scope="col" class="number">Volatility</th>
            <th scope="col" class="number">Deepest fall</th>
            <th scope="col" class="number">Best day</th>
            <th scope="col" class="number">Worst day</th>
            <th scope="col" class="number">Correlation to {first}</th>
            {indexed > 0 && <th scope="col" class="number">Beta</th>}
            <th scope="col" class="number">Last close</th>
          </tr>
        </thead>
        <tbody>
          {figures.map((each) => {
            const { symbol, drawdown } = each;
            const close = closeOf(symbol);
            const figureOf = (name: Parameters<typeof comparedFigure>[0], more = {}) => ({
              figure: comparedFigure(name, choice, { symbol, ...more }),
              at: past,
            });
            return (
              <tr key={symbol}>
                <th scope="row">
                  <LineSwatch slot={slotOf(symbol)} />{" "}
                  <a href={addressAt(`/stocks/${encodeURIComponent(symbol)}`, past)}>{symbol}</a>
                </th>
                <td class="number">
                  <Signed share={each.change} {...figureOf("return")} />
                </td>
                {hasYears && (
                  <td class="number">
                    <Signed share={each.perYear} {...figureOf("per_year")} />
                  </td>
                )}
                <td class="number">
                  <FigureLink {...figureOf("volatility")}>{formatShare(percent(each.volatility))}</FigureLink>
                </td>
                <td class="number">
                  {drawdown === null ? "none" : (
                    <>
                      <FigureLink {...figureOf("fall")}>{formatPercent(percent(drawdown.depth))}</FigureLink>
                      <small>{dateText(drawdown.peak)} to {dateText(drawdown.trough)}</small>
                    </>
                  )}
                </td>
                <td class="number">
                  <Day move={each.best} {...figureOf("best_day")} />
                </td>
                <td class="number">
                  <Day move={each.worst} {...figureOf("worst_day")} />
                </td>
                <td class="number">
                  <FigureLink {...figureOf("correlation", { other: first })}>
                    {formatDecimal(each.correlation)}
                  </FigureLink>
                </td>
                {indexed > 0 && (
                  <td class="number">
                    <FigureLink {...figureOf("beta")}>{formatDecimal(each.beta)}</FigureLink>
                  </td>
                )}
                <td class="number">
                  {close === undefined
                    ? formatPrice(each.close)
                    : <FigureLink figure={close} at={past}>{formatPrice(each.close)}</FigureLink>}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroll>
  );
}

/** What a number is told by. */
interface Told {
  readonly figure: FigureName;
  readonly at: string | undefined;
}

function percent(share: number | null): number | null {
  return share === null ? null : share * 100;
}

function Signed({ share, ...told }: Told & { share: number | null }) {
  const direction = directionOf(share);
  return (
    <span class={direction}>
      <span aria-hidden="true">{share === null ? "" : ARROWS[direction]}</span>{" "}
      <FigureLink {...told}>{formatPercent(percent(share))}</FigureLink>
    </span>
  );
}

function Day({ move, ...told }: Told & { move: DayMove | null }) {
  if (move === null) return <>–</>;
  return (
    <>
      <Signed share={move.change} {...told} />
      <small>{dateText(move.date)}</small>
    </>
  );
}
