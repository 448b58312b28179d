import { Slots } from "@/lib/ingest/slots.ts";
import { filesBy } from "./dataset_view.ts";
import { oneOf } from "./parameters.ts";
import { type PastQuarantineView, type PipelinePast, waitingBy } from "./pipeline_past.ts";
import { pipelineThen, type PipelineView, pipelineView } from "./pipeline_view.ts";
import { chooseQuarantine, type QuarantineChoice } from "./quarantine_choice.ts";
import { type QuarantineView, quarantineView } from "./quarantine_view.ts";
import { runsBy } from "./runs_by.ts";
import type { Known, Services } from "./services.ts";
import {
  RUN_KINDS,
  runsIn,
  runsOf,
  type RunsShown,
  type Span,
  SPANS,
  type Timeline,
  timelineOf,
} from "./timeline.ts";
import { bytesOf, type VolumeShare, volumeShares } from "./volume_view.ts";
import type { RunRecord } from "@/lib/store/run_log.ts";

/** Lines of the table of runs, and of the quarantine: what one looks through by eye. */
const RUNS_SHOWN = 96;
const QUARANTINE_SHOWN = 40;

/** Everything on the page, now or at an instant; what is not of the one is `null`. */
export interface PipelinePage {
  readonly now: PipelineView | null;
  readonly then: {
    readonly view: PipelinePast;
    readonly files: { readonly count: number; readonly bytes: number };
    readonly shares: readonly VolumeShare[];
  } | null;
  readonly runs: {
    readonly timeline: Timeline;
    readonly runs: readonly RunRecord[];
    readonly shown: RunsShown;
  };
  readonly quarantine: {
    readonly rows: readonly (QuarantineView | PastQuarantineView)[];
    readonly choice: QuarantineChoice;
  };
}

/**
 * Gathers the page.
 * @param query `runs`: the stretch of the timeline; `show`: the kind of runs in the table; `q_dataset` and `q_reason`:
 * rows in quarantine
 * @throws {HttpError} 400 for a word that is none
 */
export async function pipelinePage(
  services: Services,
  known: Known,
  query: URLSearchParams,
): Promise<PipelinePage> {
  const { at } = known;
  const { store } = services;
  const runs = runsOn(services, known, query);
  if (at === null) {
    const { rows, choice } = chooseQuarantine(store.quarantine.open(), query);
    const shown = rows.slice(-QUARANTINE_SHOWN).reverse().map(quarantineView);
    return { now: await pipelineView(services), then: null, runs, quarantine: { rows: shown, choice } };
  }
  const files = filesBy(store, at);
  const { rows, choice } = chooseQuarantine(waitingBy(store, at), query);
  return {
    now: null,
    then: {
      view: pipelineThen(services, known, at),
      files: { count: files.length, bytes: bytesOf(files) },
      shares: volumeShares(store.datasets, files),
    },
    runs,
    quarantine: { rows: rows.slice(0, QUARANTINE_SHOWN), choice },
  };
}

function runsOn(
  { store, config }: Services,
  { at, now }: Known,
  query: URLSearchParams,
): PipelinePage["runs"] {
  const span: Span = oneOf(query, "runs", SPANS, "24h");
  const kind = oneOf(query, "show", RUN_KINDS, "");
  const all = runsBy(store, at);
  const moment = now();
  const slots = new Slots(config.ingestCron);
  const next = slots.next(moment);
  const chosen = runsOf(runsIn(all, span, moment), kind);
  return {
    timeline: timelineOf(all, { span, now: moment, slotMs: next - slots.previous(next - 1) }),
    runs: chosen.slice(-RUNS_SHOWN).reverse(),
    shown: { kind, total: chosen.length },
  };
}
