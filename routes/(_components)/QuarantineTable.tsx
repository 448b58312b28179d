import { formatAgo, formatInteger } from "@/lib/market/format.ts";
import type { QuarantineView } from "@/lib/services/quarantine_view.ts";
import { Panel } from "./Panel.tsx";
import { Scroll } from "./Scroll.tsx";

/** Options of {@linkcode QuarantineTable}. */
export interface QuarantineTableProps {
  readonly rows: readonly QuarantineView[];
  readonly now: number;
  /** Whether the reader may decide about rows. */
  readonly mayDecide: boolean;
}

/** Rows that failed their check or are not believed: what came, why it was kept aside, and what to do about it. */
export function QuarantineTable({ rows, now, mayDecide }: QuarantineTableProps) {
  return (
    <Panel id="quarantine" title="Quarantine" aside="kept aside; the last good value stands">
      <Scroll label="Quarantine">
        <table>
          <thead>
            <tr>
              <th scope="col">Dataset</th>
              <th scope="col">Symbol</th>
              <th scope="col">Reason</th>
              <th scope="col">As it came</th>
              <th scope="col" class="number">Times</th>
              <th scope="col" class="number">Last</th>
              {mayDecide && <th scope="col">Decide</th>}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <td class="nowrap">{row.dataset}</td>
                <td>{row.symbol === "" ? "–" : row.symbol}</td>
                <td class="wrap">{row.reason}</td>
                <td class="wrap">
                  <code>{row.raw.length > 120 ? `${row.raw.slice(0, 120)}…` : row.raw}</code>
                </td>
                <td class="number">{formatInteger(row.count)}</td>
                <td class="number">{formatAgo(row.last_seen, now)}</td>
                {mayDecide && (
                  <td class="nowrap">
                    <Decision row={row} />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Panel>
  );
}

/** Works without JavaScript: the answer is the page again. */
function Decision({ row: { id, dataset, symbol, acceptable } }: { row: QuarantineView }) {
  const what = symbol === "" ? dataset : `${dataset} of ${symbol}`;
  return (
    <form class="decision" method="post" action={`/api/quarantine/${id}`}>
      {acceptable && (
        <button type="submit" name="action" value="accept" aria-label={`Accept ${what}`}>Accept</button>
      )}
      <button type="submit" name="action" value="drop" aria-label={`Drop ${what}`}>Drop</button>
    </form>
  );
}
