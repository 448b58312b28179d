import { formatAgo, formatInteger } from "@/lib/market/format.ts";
import type { QuarantineView } from "@/lib/services/pipeline_view.ts";
import { Panel } from "./Panel.tsx";
import { Scroll } from "./Scroll.tsx";

/** Rows that failed their check: what came and why it was kept aside. */
export function QuarantineTable({ rows, now }: { rows: readonly QuarantineView[]; now: number }) {
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
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Panel>
  );
}
