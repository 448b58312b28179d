import { counted, formatDateTime, formatInteger, formatTime, zoneName } from "@/lib/market/format.ts";
import type { PlannedDatasetView, PlanView } from "@/lib/services/plan_view.ts";
import { Panel } from "../../(_components)/Panel.tsx";
import { Scroll } from "../../(_components)/Scroll.tsx";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * What the next run will ask for, and what has to wait because the provider allows so many calls. What has no turn is
 * folded away.
 */
export function NextRun({ plan }: { plan: PlanView }) {
  const isDue = ({ due }: PlannedDatasetView) => due > 0;
  const due = plan.datasets.filter(isDue);
  const resting = plan.datasets.filter((dataset) => !isDue(dataset));
  return (
    <Panel
      id="next-run"
      fresh
      title="Next run"
      aside={`${formatTime(plan.run_at)} ${zoneName()}, ${formatInteger(plan.calls)} of ${
        counted(plan.budget, "call")
      }`}
    >
      {due.length === 0 ? <p class="empty">Nothing is due then.</p> : (
        <Scroll label="Plan of the next run">
          <PlanTable datasets={due} />
        </Scroll>
      )}
      {resting.length > 0 && (
        <details>
          <summary class="small soft">{formatInteger(resting.length)} not due then</summary>
          <Scroll label="What is not due">
            <PlanTable datasets={resting} />
          </Scroll>
        </details>
      )}
    </Panel>
  );
}

function PlanTable({ datasets }: { datasets: readonly PlannedDatasetView[] }) {
  const isShort = datasets.some(({ postponed }) => postponed > 0);
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Dataset</th>
          <th scope="col">Asked</th>
          <th scope="col" class="number">Due</th>
          <th scope="col" class="number">Calls</th>
          {isShort && <th scope="col" class="number">Wait</th>}
          {isShort && <th scope="col">Until</th>}
        </tr>
      </thead>
      <tbody>
        {datasets.map((dataset) => (
          <tr key={dataset.name}>
            <td class="nowrap">{dataset.title}</td>
            <td class="nowrap soft">{cadenceWords(dataset)}</td>
            <td class="number">{count(dataset.due)}</td>
            <td class="number">{count(dataset.calls)}</td>
            {isShort && <td class="number">{count(dataset.postponed)}</td>}
            {isShort && (
              <td class="nowrap">
                {dataset.until !== null && (
                  <time dateTime={dataset.until}>{formatDateTime(dataset.until)}</time>
                )}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function count(value: number): string {
  return value === 0 ? "–" : formatInteger(value);
}

function cadenceWords({ every_ms, after_close }: PlannedDatasetView): string {
  if (every_ms < HOUR_MS) return `every ${every_ms / MINUTE_MS}\u202fmin`;
  if (every_ms < DAY_MS) return `every ${every_ms / HOUR_MS}\u202fh`;
  if (every_ms > DAY_MS) return every_ms === 7 * DAY_MS ? "weekly" : `every ${every_ms / DAY_MS}\u202fd`;
  return after_close ? "daily, after the close" : "daily";
}
