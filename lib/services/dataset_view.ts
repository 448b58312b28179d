import type { Dataset, DatasetName } from "@/lib/datasets/dataset.ts";
import type { Verdict } from "@/lib/market/verdict.ts";
import { parseFileName } from "@/lib/store/file_name.ts";
import { timeOfStamp } from "@/lib/store/stamp.ts";
import type { CatalogFile, Store } from "@/lib/store/store.ts";
import { runsBy } from "./runs_by.ts";
import type { Known, Services } from "./services.ts";

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

/** What files say of a dataset. */
interface Written extends Pick<DatasetView, "file" | "written_at" | "checked_at"> {
  readonly files: number;
}

/** Every dataset as it stands or, of the past, as it stood. */
export function datasetViews(services: Services, known: Known): DatasetView[] {
  const written = known.at === null ? writtenNow(services) : writtenBy(services.store, known.at);
  return known.store.datasets.map((dataset) => {
    const ledger = known.store.ledger(dataset.name);
    const { verdict, verdicts } = known.market.datasetFreshness(dataset);
    return {
      name: dataset.name,
      title: dataset.title,
      description: dataset.description,
      rows: ledger.size,
      ...written(dataset),
      source: String(ledger.newest()?.["source"] ?? ""),
      verdict,
      verdicts,
    };
  });
}

/**
 * Data files on the volume.
 * @param at epoch milliseconds: those of today's that hold something that was known then; `null`: all
 */
export function filesBy(store: Pick<Store, "files">, at: number | null): readonly CatalogFile[] {
  const files = store.files();
  return at === null ? files : files.filter(({ oldestMs }) => oldestMs <= at);
}

function writtenNow({ store, checked }: Services): (dataset: Dataset) => Written {
  const count = counter(store.files());
  return ({ name }) => {
    const standing = store.standing(name);
    return {
      files: count(name),
      file: standing?.path ?? "",
      written_at: standing === null ? null : new Date(standing.mtimeMs).toISOString(),
      checked_at: isoOf(checked.latest(name)),
    };
  };
}

/** By the record of runs, which names the files that stood; when a file was written, the slot in its name says. */
function writtenBy(store: Store, at: number): (dataset: Dataset) => Written {
  const count = counter(filesBy(store, at));
  const runs = runsBy(store, at);
  const names = runs.findLast(({ files }) => files !== "")?.files.split(" ") ?? [];
  // A complete run left nothing unasked that was due.
  const checked = runs.findLast(({ status }) => status === "complete")?.finished_at ?? null;
  return (dataset) => {
    const name = names.flatMap((path) => parseFileName(path, [dataset]) ?? [])[0];
    return {
      files: count(dataset.name),
      file: name?.path ?? "",
      written_at: name === undefined || name.archived ? null : isoOf(timeOfStamp(name.stamp)),
      checked_at: checked,
    };
  };
}

function counter(files: readonly CatalogFile[]): (name: DatasetName) => number {
  const counts = new Map<DatasetName, number>();
  for (const { dataset } of files) counts.set(dataset, (counts.get(dataset) ?? 0) + 1);
  return (name) => counts.get(name) ?? 0;
}

function isoOf(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}
