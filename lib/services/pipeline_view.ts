import type { BusStatus, ServiceStatus } from "@/lib/bus/bus.ts";
import type { Budget } from "@/lib/finnhub/finnhub.ts";
import type { RunRecord } from "@/lib/store/run_log.ts";
import type { Usage } from "@/lib/store/store.ts";
import { type DatasetView, datasetViews } from "./dataset_view.ts";
import { type EndpointView, endpointViews } from "./endpoints_view.ts";
import { leftAlone, type LeftAloneView } from "./left_alone.ts";
import { knownNow } from "./past.ts";
import { type PipelinePast, pipelinePast } from "./pipeline_past.ts";
import { type PlanView, planView } from "./plan_view.ts";
import { type QuarantineView, quarantineView } from "./quarantine_view.ts";
import type { Known, Services } from "./services.ts";
import { serviceStatusOf } from "./status_view.ts";
import type { Trouble } from "./troubles.ts";
import { type UpkeepView, upkeepView } from "./upkeep_view.ts";
import { type VolumeShare, volumeShares } from "./volume_view.ts";

/** Everything the pipeline page shows. */
export interface PipelineView extends LeftAloneView {
  readonly datasets: readonly DatasetView[];
  readonly runs: readonly RunRecord[];
  readonly budget: Budget;
  readonly planned_calls: number;
  readonly postponed: number;
  /** What the next run will do; null in a process that does not ingest. */
  readonly plan: PlanView | null;
  readonly refused: readonly string[];
  readonly endpoints: readonly EndpointView[];
  readonly bus: BusStatus;
  readonly service: ServiceStatus;
  readonly streams: number;
  readonly volume: Usage;
  /** What each dataset takes of it, the largest first. */
  readonly shares: readonly VolumeShare[];
  readonly upkeep: UpkeepView;
  /** What is wrong with the installation. */
  readonly troubles: readonly Trouble[];
  readonly quarantined: number;
  /** The rows kept aside last, newest first. */
  readonly quarantine: readonly QuarantineView[];
  readonly overruns: number;
  readonly trades:
    | {
      readonly connected: boolean;
      readonly subscribed: number;
      readonly dropped: number;
      readonly doubted: number;
    }
    | null;
}

/** Runs shown: two days of slots. */
const RUNS_SHOWN = 192;

const QUARANTINE_SHOWN = 12;

/** Gathers the pipeline page. */
export async function pipelineView(services: Services): Promise<PipelineView> {
  const { store, ingest, finnhub, bus, live, trades } = services;
  const plan = ingest?.planner.next();
  const status = trades?.status();
  return {
    datasets: datasetViews(services, knownNow(services)),
    runs: store.runs.all().slice(-RUNS_SHOWN).reverse(),
    budget: finnhub.budget(),
    planned_calls: plan?.calls ?? 0,
    postponed: plan?.postponed.length ?? 0,
    plan: plan === undefined ? null : planView(plan, ingest?.nextRun ?? 0),
    refused: finnhub.capabilities().filter(({ allowed }) => !allowed)
      .map(({ endpoint, suffix }) => suffix === "" ? endpoint : `${endpoint} (${suffix})`),
    endpoints: endpointViews(services),
    bus: bus.status(),
    service: serviceStatusOf(services),
    streams: live.status().streams,
    volume: await store.usage(),
    shares: volumeShares(store.datasets, store.files()),
    upkeep: upkeepView(store.upkeep.status),
    troubles: services.watch.troubles,
    ...leftAlone(store),
    quarantined: store.quarantine.count(),
    quarantine: store.quarantine.recent(QUARANTINE_SHOWN).map(quarantineView),
    overruns: ingest?.overruns ?? 0,
    trades: status === undefined ? null : {
      connected: status.connected,
      subscribed: status.subscribed.length,
      dropped: status.dropped.length,
      doubted: services.tradeJudge.doubted,
    },
  };
}

/** The same of an instant of the past, as far as files and records tell. @param at epoch milliseconds */
export function pipelineThen(services: Services, known: Known, at: number): PipelinePast {
  return pipelinePast(services, known, at, { runs: RUNS_SHOWN, quarantine: QUARANTINE_SHOWN });
}
