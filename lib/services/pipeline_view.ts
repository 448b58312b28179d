import type { BusStatus, ServiceStatus } from "@/lib/bus/bus.ts";
import type { DatasetName } from "@/lib/datasets/dataset.ts";
import type { Budget } from "@/lib/finnhub/finnhub.ts";
import type { Verdict } from "@/lib/market/verdict.ts";
import type { RunRecord } from "@/lib/store/run_log.ts";
import type { Usage } from "@/lib/store/store.ts";
import { type PlanView, planView } from "./plan_view.ts";
import { type QuarantineView, quarantineView } from "./quarantine_view.ts";
import type { Services } from "./services.ts";
import { serviceStatusOf } from "./status_view.ts";
import { type UpkeepView, upkeepView } from "./upkeep_view.ts";

/** One dataset on the pipeline page. */
export interface DatasetView {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Rows known: the last of each key. */
  readonly rows: number;
  readonly files: number;
  /** Standing file, or empty. */
  readonly file: string;
  /** When it was written, ISO 8601 UTC. */
  readonly written_at: string | null;
  /** When we last asked with success. */
  readonly checked_at: string | null;
  /** Where the newest rows come from. */
  readonly source: string;
  /** The most worrying verdict on it of the watchlist's symbols, and how many have which. */
  readonly verdict: Verdict;
  readonly verdicts: Readonly<Record<Verdict, number>>;
}

/** Everything the pipeline page shows. */
export interface PipelineView {
  readonly datasets: readonly DatasetView[];
  readonly runs: readonly RunRecord[];
  readonly budget: Budget;
  readonly planned_calls: number;
  readonly postponed: number;
  /** What the next run will do; null in a process that does not ingest. */
  readonly plan: PlanView | null;
  readonly refused: readonly string[];
  readonly bus: BusStatus;
  readonly service: ServiceStatus;
  readonly streams: number;
  readonly volume: Usage;
  readonly upkeep: UpkeepView;
  readonly foreign: readonly string[];
  readonly quarantined: number;
  /** The rows kept aside last, newest first. */
  readonly quarantine: readonly QuarantineView[];
  readonly overruns: number;
  readonly trades:
    | { readonly connected: boolean; readonly subscribed: number; readonly dropped: number }
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
    datasets: store.datasets.map((dataset) => datasetView(services, dataset.name)),
    runs: store.runs.all().slice(-RUNS_SHOWN).reverse(),
    budget: finnhub.budget(),
    planned_calls: plan?.calls ?? 0,
    postponed: plan?.postponed.length ?? 0,
    plan: plan === undefined ? null : planView(plan, ingest?.nextRun ?? 0),
    refused: finnhub.capabilities().filter(({ allowed }) => !allowed)
      .map(({ endpoint, suffix }) => suffix === "" ? endpoint : `${endpoint} (${suffix})`),
    bus: bus.status(),
    service: serviceStatusOf(services),
    streams: live.status().streams,
    volume: await store.usage(),
    upkeep: upkeepView(store.upkeep.status),
    foreign: store.foreign(),
    quarantined: store.quarantine.count(),
    quarantine: store.quarantine.recent(QUARANTINE_SHOWN).map(quarantineView),
    overruns: ingest?.overruns ?? 0,
    trades: status === undefined
      ? null
      : { connected: status.connected, subscribed: status.subscribed.length, dropped: status.dropped.length },
  };
}

function datasetView({ store, checked, market }: Services, name: DatasetName): DatasetView {
  const dataset = store.datasets.find((candidate) => candidate.name === name);
  if (dataset === undefined) throw new RangeError(`Cannot describe dataset "${name}": no such dataset`);
  const ledger = store.ledger(dataset.name);
  const standing = store.standing(dataset.name);
  const checkedAt = checked.latest(dataset.name);
  const { verdict, verdicts } = market.datasetFreshness(dataset);
  return {
    name,
    title: dataset.title,
    description: dataset.description,
    rows: ledger.size,
    files: store.files().filter((file) => file.dataset === name).length,
    file: standing?.path ?? "",
    written_at: standing === null ? null : new Date(standing.mtimeMs).toISOString(),
    checked_at: checkedAt === undefined ? null : new Date(checkedAt).toISOString(),
    source: String(ledger.newest()?.["source"] ?? ""),
    verdict,
    verdicts,
  };
}
