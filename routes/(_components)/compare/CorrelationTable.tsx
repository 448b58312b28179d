import type { CompareChoice } from "@/lib/market/compare/choice.ts";
import { comparedFigure } from "@/lib/market/compare/figure_names.ts";
import type { Together } from "@/lib/market/compare/figures.ts";
import { tintOf } from "@/lib/market/compare/tint.ts";
import { formatDecimal } from "@/lib/market/format.ts";
import { FigureLink } from "../FigureLink.tsx";
import { Scroll } from "../Scroll.tsx";

/** How each two moved together: numbers, and a tint that says the same. */
export function CorrelationTable({ choice, symbols, together, past }: {
  choice: Pick<CompareChoice, "symbols" | "range">;
  /** Those that are compared. */
  symbols: readonly string[];
  together: Together;
  past: string | undefined;
}) {
  return (
    <>
      <Scroll label="Correlation of the compared symbols">
        <table class="compare-matrix">
          <thead>
            <tr>
              <td />
              {symbols.map((symbol) => <th key={symbol} scope="col">{symbol}</th>)}
            </tr>
          </thead>
          <tbody>
            {symbols.map((symbol, row) => (
              <tr key={symbol}>
                <th scope="row">{symbol}</th>
                {symbols.map((other, column) => {
                  const value = together.matrix[row]?.[column] ?? null;
                  return (
                    <td key={other} class={`number tint-${row === column ? "self" : tintOf(value)}`}>
                      <FigureLink
                        figure={comparedFigure("correlation", choice, { symbol, other })}
                        at={past}
                      >
                        {formatDecimal(value)}
                      </FigureLink>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <p class="body small soft">
        Pearson's, of {together.returns}{" "}
        daily log returns. 1: always the same way; 0: nothing to do with each other; −1: always the other way.
      </p>
    </>
  );
}
