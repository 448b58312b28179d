import type { RunRecord } from "@/lib/store/run_log.ts";
import type { QuarantinedRow } from "@/lib/store/quarantine.ts";
import type { Store } from "@/lib/store/store.ts";
import { type DatasetView, datasetViews } from "./dataset_view.ts";
import { runsBy } from "./runs_by.ts";
import type { Known, Services } from "./services.ts";

/** A row that was kept aside at an instant. How often it had come by then nobody wrote down. */
export type PastQuarantineView = Pick<
  QuarantinedRow,
  "id" | "dataset" | "symbol" | "reason" | "raw" | "first_seen"
>;

/** What is known of the pipeline at an instant of the past: what files and records tell, nothing else. */
export interface PipelinePast {
  /** The instant, ISO 8601 UTC. */
  readonly at: string;
  readonly datasets: readonly DatasetView[];
  /** Newest first. */
  readonly runs: readonly RunRecord[];
  /** Rows that waited for review. */
  readonly quarantined: number;
  /** Those of them that came last, newest first. */
  readonly quarantine: readonly PastQuarantineView[];
}

/** Gathers the pipeline page of the past. @param at epoch milliseconds */
export function pipelinePast(
  services: Services,
  known: Known,
  at: number,
  { runs, quarantine }: { readonly runs: number; readonly quarantine: number },
): PipelinePast {
  const waiting = waitingBy(services.store, at);
  return {
    at: new Date(at).toISOString(),
    datasets: datasetViews(services, known),
    runs: runsBy(services.store, at).slice(-runs).reverse(),
    quarantined: waiting.length,
    quarantine: waiting.slice(0, quarantine).map(({ kind: _, ...shown }) => shown),
  };
}

/** Rows that had come by an instant and were not decided about yet, those that came last first. */
export function waitingBy(
  { quarantine }: Pick<Store, "quarantine">,
  at: number,
): (PastQuarantineView & Pick<QuarantinedRow, "kind">)[] {
  const iso = new Date(at).toISOString();
  return quarantine.all()
    .filter(({ first_seen, resolved_at }) =>
      first_seen <= iso && (resolved_at === undefined || resolved_at > iso)
    )
    .toSorted((a, b) => a.first_seen < b.first_seen ? 1 : -1)
    .map(({ id, dataset, symbol, reason, raw, first_seen, kind }) => (
      { id, dataset, symbol, reason, raw, first_seen, ...(kind !== undefined && { kind }) }
    ));
}
