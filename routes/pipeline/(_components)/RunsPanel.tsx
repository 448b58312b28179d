import { addressAt } from "@/lib/market/address.ts";
import { counted, formatDateTime, formatInteger, withTimes } from "@/lib/market/format.ts";
import { latenessOf } from "@/lib/market/lateness.ts";
import { isOnDemand, lateWords, SPANS } from "@/lib/services/timeline.ts";
import type { RunsShown, Timeline as Model } from "@/lib/services/timeline.ts";
import type { RunRecord } from "@/lib/store/run_log.ts";
import { Panel } from "../../(_components)/Panel.tsx";
import { RunBadge } from "./RunBadge.tsx";
import { RunFigure } from "./RunFigure.tsx";
import { Timeline } from "./Timeline.tsx";

const SPAN_TITLES = { "24h": "24 hours", "7d": "7 days", "30d": "30 days" } as const;

/** Options of {@linkcode RunsPanel}. */
export interface RunsPanelProps {
  readonly timeline: Model;
  /** Runs of the table, newest first. */
  readonly runs: readonly RunRecord[];
  /** Which kind of them was chosen, and how many there are. */
  readonly shown: RunsShown;
  /** The instant shown, ISO 8601 UTC. @default now */
  readonly past?: string | undefined;
}

/** Runs as a timeline, and the newest of them as a table that is as high however many there are: nothing below moves. */
export function RunsPanel({ timeline, runs, shown, past }: RunsPanelProps) {
  const { span, counts } = timeline;
  const all = counts.complete + counts.partial + counts.failed + counts.missed;
  return (
    <Panel
      id="runs"
      class="runs"
      fresh={past === undefined}
      title="Runs"
      aside={
        <>
          <a href={addressAt("/api/files/runs.csv", past)} download>CSV</a> ·{" "}
          <a href={addressAt("/api/runs", past)}>JSON</a>
        </>
      }
    >
      <div class="body">
        <nav class="segments" aria-label="Stretch of time">
          {SPANS.map((each) => (
            <a
              key={each}
              class="button"
              href={addressAt(`/pipeline?runs=${each}#runs`, past)}
              data-swap="runs"
              aria-current={each === span ? "true" : undefined}
            >
              {SPAN_TITLES[each]}
            </a>
          ))}
        </nav>
        <Timeline timeline={timeline} past={past} />
        <ul class="legend" aria-label="What came of them">
          <Legend kind="" mark="" text={counted(all, "run")} {...{ span, shown, past }} />
          {(["complete", "partial", "failed", "missed"] as const).map((status) => (
            <Legend
              key={status}
              kind={status}
              mark={status}
              text={`${formatInteger(counts[status])} ${status}`}
              {...{ span, shown, past }}
            />
          ))}
          <Legend
            kind="late"
            mark="late"
            text={`${formatInteger(counts.late)} late`}
            {...{ span, shown, past }}
          />
          <Legend
            kind="demand"
            mark="demand"
            text={`${formatInteger(counts.onDemand)} out of turn`}
            {...{ span, shown, past }}
          />
        </ul>
        <p class="small faint">
          One mark a slot, the higher the longer it took (1 s to 15 min). A notch: some of it failed; hollow:
          all of it; dashed: missed; a foot: late; a dot above: asked for, imported or accepted. Slots are on
          record for ever.
        </p>
      </div>
      {runs.length === 0
        ? (
          <p class="empty">
            {shown.kind !== ""
              ? "None of that kind."
              : past === undefined
              ? "No run yet."
              : "No run was on record then."}
          </p>
        )
        : <RunsTable runs={runs} past={past} />}
      {shown.total > runs.length && (
        <p class="body small soft">
          The newest {formatInteger(runs.length)} of{" "}
          {formatInteger(shown.total)}; the files above have them all.
        </p>
      )}
    </Panel>
  );
}

/** What a kind of mark looks like, how many there are, and a link that leaves the table with them alone. */
function Legend({ kind, mark, text, span, shown, past }: {
  kind: RunsShown["kind"];
  mark: string;
  text: string;
  span: string;
  shown: RunsShown;
  past: string | undefined;
}) {
  const filter = kind === "" ? "" : `&show=${kind}`;
  return (
    <li>
      <a
        href={addressAt(`/pipeline?runs=${span}${filter}#runs`, past)}
        aria-current={shown.kind === kind ? "true" : undefined}
      >
        {mark !== "" && (
          <svg class="slots sample" viewBox="0 0 10 12" aria-hidden="true">
            <rect
              class={mark}
              x="1"
              y={mark === "late" ? 9 : 1}
              width="8"
              height={mark === "late" ? 3 : 10}
            />
            {mark === "partial" && <rect class="notch" x="1" y="5" width="8" height="2" />}
          </svg>
        )}
        {text}
      </a>
    </li>
  );
}

const FIGURES = ["duration_ms", "calls", "rows", "quarantined", "errors"] as const;

function RunsTable({ runs, past }: { runs: readonly RunRecord[]; past: string | undefined }) {
  return (
    <div class="scroll runs-table" tabIndex={0} role="group" aria-label="Runs">
      <table>
        <thead>
          <tr>
            <th scope="col">Slot</th>
            <th scope="col">Status</th>
            <th scope="col">Started by</th>
            <th scope="col" class="number">Took</th>
            <th scope="col" class="number">Calls</th>
            <th scope="col" class="number">Rows</th>
            <th scope="col" class="number">Kept aside</th>
            <th scope="col" class="number">Errors</th>
            <th scope="col">Note</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.run_id}>
              <td class="nowrap">
                <a href={addressAt(`/pipeline/${run.run_id}`, past)}>
                  <time dateTime={run.slot}>{formatDateTime(run.slot)}</time>
                </a>
              </td>
              <td class="nowrap">
                <RunBadge status={run.status} />
                {latenessOf(run) !== null && <span class="badge warn late">{lateWords(run)}</span>}
              </td>
              <td>{isOnDemand(run) ? <em>{run.trigger}</em> : run.trigger}</td>
              {FIGURES.map((column) => (
                <td key={column} class="number">
                  <RunFigure run={run} column={column} at={past} />
                </td>
              ))}
              <td class="soft note">{withTimes(run.note)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
