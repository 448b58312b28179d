import type { Budget } from "@/lib/finnhub/finnhub.ts";
import { tellsOfSchedule, type WellnessFacts } from "@/lib/market/wellness.ts";
import type { PipelineView } from "@/lib/services/pipeline_view.ts";

/** What the head of the pipeline page is told by, as far as the event stream does not tell it. */
export interface PipelineFacts extends Pick<WellnessFacts, "datasets"> {
  readonly lastRun: NonNullable<WellnessFacts["lastRun"]> | null;
  readonly budget: Budget;
  /** Calls of the next run; `null` where another process polls. */
  readonly planned: number | null;
}

/** Picks it from all that is known of the pipeline. */
export function factsOf(
  { runs, datasets, budget, plan }: Pick<PipelineView, "runs" | "datasets" | "budget" | "plan">,
): PipelineFacts {
  const run = runs.find(tellsOfSchedule);
  return {
    lastRun: run === undefined ? null : {
      slot: run.slot,
      status: run.status,
      finished_at: run.finished_at,
      errors: run.errors,
      quarantined: run.quarantined,
      note: run.note,
    },
    datasets: datasets.map(({ title, verdict }) => ({ title, verdict })),
    budget,
    planned: plan?.calls ?? null,
  };
}
