import { addressAt } from "@/lib/market/address.ts";
import type { DayMove, Figures } from "@/lib/market/compare/figures.ts";
import { ARROWS, directionOf, formatPercent, formatPrice, formatShare } from "@/lib/market/format.ts";
import { Scroll } from "../Scroll.tsx";
import { dayText } from "./day_text.ts";
import { LineSwatch } from "./LineSwatch.tsx";

/** What each symbol did, a line each. */
export function FiguresTable({ figures, slotOf, indexed, past }: {
  figures: readonly Figures[];
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
          {figures.map((each) => (
            <tr key={each.symbol}>
              <th scope="row">
                <LineSwatch slot={slotOf(each.symbol)} />{" "}
                <a href={addressAt(`/stocks/${encodeURIComponent(each.symbol)}`, past)}>{each.symbol}</a>
              </th>
              <td class="number">
                <Signed share={each.change} />
              </td>
              {hasYears && (
                <td class="number">
                  <Signed share={each.perYear} />
                </td>
              )}
              <td class="number">{formatShare(percent(each.volatility))}</td>
              <td class="number">
                {each.drawdown === null ? "none" : (
                  <>
                    {formatPercent(percent(each.drawdown.depth))}
                    <small>{dayText(each.drawdown.peak)} to {dayText(each.drawdown.trough)}</small>
                  </>
                )}
              </td>
              <td class="number">
                <Day move={each.best} />
              </td>
              <td class="number">
                <Day move={each.worst} />
              </td>
              <td class="number">{ratioText(each.correlation)}</td>
              {indexed > 0 && <td class="number">{ratioText(each.beta)}</td>}
              <td class="number">{formatPrice(each.close)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** A correlation or beta: `0.63`; a dash where it is not known. */
export function ratioText(value: number | null): string {
  return value === null ? "–" : value.toFixed(2).replace(/^-(?=0\.00$)/, "").replace("-", "−");
}

function percent(share: number | null): number | null {
  return share === null ? null : share * 100;
}

function Signed({ share }: { share: number | null }) {
  const direction = directionOf(share);
  return (
    <span class={direction}>
      <span aria-hidden="true">{share === null ? "" : ARROWS[direction]}</span>{" "}
      {formatPercent(percent(share))}
    </span>
  );
}

function Day({ move }: { move: DayMove | null }) {
  if (move === null) return <>–</>;
  return (
    <>
      <Signed share={move.change} />
      <small>{dayText(move.date)}</small>
    </>
  );
}
