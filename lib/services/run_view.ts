import { HttpError } from "fresh";
import type { RunError } from "@/lib/bus/bus.ts";
import { errorsOf } from "@/lib/ingest/run_errors.ts";
import { latenessOf } from "@/lib/market/lateness.ts";
import { parseFileName } from "@/lib/store/file_name.ts";
import type { RunRecord } from "@/lib/store/run_log.ts";
import type { Store } from "@/lib/store/store.ts";
import type { PastQuarantineView } from "./pipeline_past.ts";
import { runsFor } from "./runs_by.ts";
import type { Services } from "./services.ts";

/** The run that ended last, whichever that is. */
export const LAST_RUN = "last";

/** One file that stood after a run. */
export interface RunFileView {
  readonly dataset: string;
  readonly title: string;
  /** Below the data folder. */
  readonly path: string;
  /** Whether this run, or another attempt at its slot, wrote it; else it is from a run before. */
  readonly written: boolean;
  /** As the file is today; `null` where its rows have gone into an archive since, or were pruned. */
  readonly rows: number | null;
  readonly bytes: number | null;
  readonly sha256: string | null;
}

/** All that is known of one run. */
export interface RunView {
  readonly run: RunRecord;
  /** How long after its slot it began, milliseconds, where that is late. */
  readonly late_ms: number | null;
  /** Ids of all runs of its slot, this one too, oldest first. */
  readonly attempts: readonly string[];
  /** Those that it wrote first. */
  readonly files: readonly RunFileView[];
  /** What failed, by dataset and symbol; `null` where that is not remembered. */
  readonly errors: readonly RunError[] | null;
  /** Rows kept aside that it was the last to meet, at most 50. */
  readonly quarantine: readonly PastQuarantineView[];
  /** The runs on record before and after it. */
  readonly previous: string | null;
  readonly next: string | null;
}

const QUARANTINE_SHOWN = 50;

/**
 * A run on record, now or at an instant.
 * @throws {HttpError} 404 for an id that is none, 400 for an instant that is none
 */
export function runView(services: Services, id: string | undefined, query: URLSearchParams): RunView {
  const runs = runsFor(services, query);
  const place = id === LAST_RUN ? runs.length - 1 : runs.findLastIndex(({ run_id }) => run_id === id);
  const run = runs[place];
  if (run === undefined) throw new HttpError(404, "There is no such run on record");
  const { store } = services;
  return {
    run,
    late_ms: latenessOf(run),
    attempts: runs.filter(({ slot }) => slot === run.slot).map(({ run_id }) => run_id),
    files: filesOf(store, run),
    errors: run.errors === 0 ? [] : errorsOf(store, run.run_id),
    quarantine: store.quarantine.all().filter(({ run_id }) => run_id === run.run_id)
      .slice(-QUARANTINE_SHOWN).reverse()
      .map(({ id, dataset, symbol, reason, raw, first_seen }) => (
        { id, dataset, symbol, reason, raw, first_seen }
      )),
    previous: runs[place - 1]?.run_id ?? null,
    next: runs[place + 1]?.run_id ?? null,
  };
}

function filesOf(store: Pick<Store, "datasets" | "files">, { run_id, files }: RunRecord): RunFileView[] {
  const stamp = run_id.split("-")[0] ?? "";
  const paths = files.split(" ").filter((path) => path !== "");
  const today = new Map(store.files().map((file) => [file.path, file]));
  return paths.flatMap((path) => {
    const name = parseFileName(path, store.datasets);
    if (name === null) return [];
    const file = today.get(path);
    return [{
      dataset: name.dataset,
      title: store.datasets.find((each) => each.name === name.dataset)?.title ?? name.dataset,
      path,
      written: name.stamp === stamp,
      rows: file?.rows ?? null,
      bytes: file?.bytes ?? null,
      sha256: file?.sha256 ?? null,
    }];
  }).sort((a, b) => Number(b.written) - Number(a.written));
}
