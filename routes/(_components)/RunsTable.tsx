import { addressAt } from "@/lib/market/address.ts";
import { formatAge, formatDateTime, formatInteger } from "@/lib/market/format.ts";
import { latenessOf } from "@/lib/market/lateness.ts";
import type { RunRecord } from "@/lib/store/run_log.ts";
import { Panel } from "./Panel.tsx";
import { Scroll } from "./Scroll.tsx";

const TONES: Readonly<Record<RunRecord["status"], string>> = {
  complete: "good",
  partial: "warn",
  failed: "bad",
  missed: "",
};
const SHOWN = 24;
const SLOTS = 96;

/** The latest runs: a strip of the last hundred or so, and a table of the newest. @param past the instant shown, ISO 8601 UTC */
export function RunsTable({ runs, past }: { runs: readonly RunRecord[]; past?: string | undefined }) {
  const none = past === undefined ? "No run yet." : "No run was on record then.";
  return (
    <Panel id="runs" title="Runs" aside={<a href={addressAt("/api/runs", past)}>All as JSON</a>}>
      {runs.length === 0 ? <p class="empty">{none}</p> : (
        <>
          <div class="body">
            <Strip runs={runs} />
          </div>
          <Scroll label="Runs">
            <table>
              <thead>
                <tr>
                  <th scope="col">Slot</th>
                  <th scope="col">Status</th>
                  <th scope="col">Started by</th>
                  <th scope="col" class="number">Took</th>
                  <th scope="col" class="number">Calls</th>
                  <th scope="col" class="number">Rows</th>
                  <th scope="col" class="number">Quarantined</th>
                  <th scope="col" class="number">Errors</th>
                  <th scope="col">Note</th>
                </tr>
              </thead>
              <tbody>
                {runs.slice(0, SHOWN).map((run) => (
                  <tr key={run.run_id}>
                    <td class="nowrap">
                      <time dateTime={run.slot}>{formatDateTime(run.slot)}</time>
                    </td>
                    <td class="nowrap">
                      <span class={`badge ${TONES[run.status]}`}>{run.status}</span>
                      {lateWords(run) !== "" && <span class="badge warn late">{lateWords(run)}</span>}
                    </td>
                    <td>{run.trigger}</td>
                    <td class="number">
                      {run.status === "missed" ? "–" : `${(run.duration_ms / 1000).toFixed(1)}\u202fs`}
                    </td>
                    <td class="number">{formatInteger(run.calls)}</td>
                    <td class="number">{formatInteger(run.rows)}</td>
                    <td class="number">{formatInteger(run.quarantined)}</td>
                    <td class="number">{formatInteger(run.errors)}</td>
                    <td class="soft">{run.note}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        </>
      )}
    </Panel>
  );
}

/** One mark a run, oldest left: height and fill tell the status too, not colour alone; a notch says late. */
function Strip({ runs }: { runs: readonly RunRecord[] }) {
  const shown = runs.slice(0, SLOTS).reverse();
  const heights: Readonly<Record<RunRecord["status"], number>> = {
    complete: 30,
    partial: 20,
    failed: 12,
    missed: 6,
  };
  return (
    <>
      <svg
        class="slots"
        viewBox={`0 0 ${SLOTS * 10} 34`}
        preserveAspectRatio="none"
        role="img"
        aria-label={summaryOf(shown)}
      >
        {shown.map((run, i) => (
          <g key={run.run_id}>
            <rect
              class={run.status}
              x={(SLOTS - shown.length + i) * 10 + 1}
              y={32 - heights[run.status]}
              width="7"
              height={heights[run.status]}
            >
              <title>
                {[`${formatDateTime(run.slot)}: ${run.status}`, lateWords(run)].filter((word) => word !== "")
                  .join(", ")}
              </title>
            </rect>
            {latenessOf(run) !== null && (
              <rect class="late" x={(SLOTS - shown.length + i) * 10 + 1} y="24" width="7" height="3" />
            )}
          </g>
        ))}
      </svg>
      <p class="legend">{summaryOf(shown)}</p>
    </>
  );
}

function summaryOf(runs: readonly RunRecord[]): string {
  const count = (status: RunRecord["status"]) => runs.filter((run) => run.status === status).length;
  const late = runs.filter((run) => latenessOf(run) !== null).length;
  return [
    ...(["complete", "partial", "failed", "missed"] as const).map((status) => `${count(status)} ${status}`),
    ...(late === 0 ? [] : [`${late} late`]),
  ].join(" · ");
}

/** `7 min late`; empty for a run that was not. */
function lateWords(run: RunRecord): string {
  return latenessOf(run) === null ? "" : `${formatAge(run.slot, Date.parse(run.started_at))} late`;
}
