import { useSignal } from "@preact/signals";
import { type LiveSeed, useLive } from "@/lib/browser/live.ts";
import { useRefetch } from "@/lib/browser/refetch.ts";
import type { PipelineView } from "@/lib/services/pipeline_view.ts";
import { DatasetsTable } from "@/routes/(_components)/DatasetsTable.tsx";
import { NextRun } from "@/routes/(_components)/NextRun.tsx";
import { PipelineFigures } from "@/routes/(_components)/PipelineFigures.tsx";
import { QuarantineTable } from "@/routes/(_components)/QuarantineTable.tsx";
import { RunsTable } from "@/routes/(_components)/RunsTable.tsx";

/** Options of {@linkcode PipelineBoard}. */
export interface PipelineBoardProps {
  readonly seed: LiveSeed;
  readonly initial: PipelineView;
  /** Whether the reader may decide about rows in quarantine. */
  readonly mayDecide: boolean;
}

/** Figures, datasets and runs; read again after each run. */
export default function PipelineBoard({ seed, initial, mayDecide }: PipelineBoardProps) {
  const { now, ingested } = useLive(seed);
  const view = useSignal(initial);
  useRefetch<PipelineView>(ingested, "/api/pipeline", (body) => view.value = body);
  return (
    <div class="stack">
      <PipelineFigures view={view.value} now={now.value} />
      {view.value.plan !== null && <NextRun plan={view.value.plan} />}
      <DatasetsTable datasets={view.value.datasets} now={now.value} />
      <RunsTable runs={view.value.runs} />
      {view.value.quarantine.length > 0 && (
        <QuarantineTable rows={view.value.quarantine} now={now.value} mayDecide={mayDecide} />
      )}
    </div>
  );
}
