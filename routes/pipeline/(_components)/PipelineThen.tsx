import { counted, formatBytes, formatDateTime, formatInteger } from "@/lib/market/format.ts";
import type { PipelinePast } from "@/lib/services/pipeline_past.ts";
import type { VolumeShare } from "@/lib/services/volume_view.ts";
import { DatasetsTable } from "./DatasetsTable.tsx";
import { type Fact, FactList } from "./FactList.tsx";
import { QuarantinePanel, type QuarantinePanelProps } from "./QuarantinePanel.tsx";
import { RunsPanel, type RunsPanelProps } from "./RunsPanel.tsx";

/** Options of {@linkcode PipelineThen}. */
export interface PipelineThenProps {
  readonly view: PipelinePast;
  readonly runs: Omit<RunsPanelProps, "past">;
  readonly quarantine: Pick<QuarantinePanelProps, "rows" | "choice">;
  /** Of today's data files those that hold something that was known then. */
  readonly files: { readonly count: number; readonly bytes: number };
  readonly shares: readonly VolumeShare[];
}

/** The pipeline at an instant of the past: what files and records tell of it. */
export function PipelineThen({ view, runs, quarantine, files, shares }: PipelineThenProps) {
  const { at, datasets, quarantined } = view;
  const last = view.runs[0];
  const rows = datasets.reduce((sum, dataset) => sum + dataset.rows, 0);
  const now = Date.parse(at);
  const figures: Fact[] = [
    [
      "Last run",
      last === undefined ? "none" : last.status,
      last === undefined
        ? "none was on record"
        : `slot of ${formatDateTime(last.slot)}, by ${last.trigger}, ${formatInteger(last.rows)} new rows`,
    ],
    [
      "Rows known",
      formatInteger(rows),
      `in ${counted(datasets.filter((each) => each.rows > 0).length, "dataset")}`,
    ],
    ["Files", formatInteger(files.count), `${formatBytes(files.bytes)}, as they are on the volume today`],
    ["Quarantine", formatInteger(quarantined), quarantined === 0 ? "no bad rows" : "rows kept aside"],
  ];
  return (
    <div class="stack">
      <section class="panel" aria-label="State">
        <FactList facts={figures} />
        <p class="body small soft">
          Calls left, endpoints, Redis, open pages and the plan are of the moment: nobody writes them down.
        </p>
      </section>
      <RunsPanel {...runs} past={at} />
      <DatasetsTable datasets={datasets} shares={shares} now={now} past={at} />
      <QuarantinePanel {...quarantine} now={now} mayDecide={false} past={at} />
    </div>
  );
}
