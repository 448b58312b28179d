import type { Together } from "@/lib/market/compare/figures.ts";
import { tintOf } from "@/lib/market/compare/tint.ts";
import { Scroll } from "../Scroll.tsx";
import { ratioText } from "./FiguresTable.tsx";

/** How each two moved together: numbers, and a tint that says the same. */
export function CorrelationTable({ symbols, together }: {
  symbols: readonly string[];
  together: Together;
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
                      {ratioText(value)}
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
