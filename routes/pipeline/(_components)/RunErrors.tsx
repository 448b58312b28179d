import type { RunError } from "@/lib/bus/bus.ts";
import { formatInteger } from "@/lib/market/format.ts";
import { Panel } from "../../(_components)/Panel.tsx";
import { Scroll } from "../../(_components)/Scroll.tsx";

/** What failed in a run. Nothing where nothing did. */
export function RunErrors({ errors, count }: {
  /** `null` where they are not remembered. */
  errors: readonly RunError[] | null;
  /** How many there were. */
  count: number;
}) {
  if (count === 0) return null;
  if (errors === null) {
    return (
      <Panel id="errors" title="Errors">
        <p class="empty">
          {formatInteger(count)}{" "}
          fetches failed. Which ones is remembered of the latest runs alone; the log of that time names them.
        </p>
      </Panel>
    );
  }
  return (
    <Panel
      id="errors"
      title="Errors"
      aside={errors.length < count
        ? `the first ${formatInteger(errors.length)} of ${formatInteger(count)}`
        : undefined}
    >
      <Scroll label="What failed">
        <table>
          <thead>
            <tr>
              <th scope="col">Dataset</th>
              <th scope="col">Symbol</th>
              <th scope="col">Kind</th>
              <th scope="col">What was said</th>
            </tr>
          </thead>
          <tbody>
            {errors.map(({ dataset, symbol, kind, message }) => (
              <tr key={`${dataset} ${symbol}`}>
                <td class="nowrap">{dataset}</td>
                <td>{symbol === "" ? "–" : symbol}</td>
                <td>
                  <span class="badge bad">{kind.replaceAll("_", " ")}</span>
                </td>
                <td class="wrap">{message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Panel>
  );
}
