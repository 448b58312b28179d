import type { Dataset, Row } from "@/lib/datasets/dataset.ts";
import { timeColumnOf } from "@/lib/datasets/time_column.ts";
import type { CatalogFile } from "@/lib/store/store.ts";
import type { Truth } from "@/lib/market/truth_at.ts";
import { type DatasetView, datasetViews, filesBy } from "./dataset_view.ts";
import type { Known, Services } from "./services.ts";
import { bytesOf } from "./volume_view.ts";

/** From when to when rows are, by the dataset's own time, as their cells have it. */
export interface Extent {
  readonly from: string;
  readonly to: string;
}

/** A dataset on the page of all data. */
export interface DataEntry extends DatasetView {
  readonly key: readonly string[];
  readonly columns: Dataset["columns"];
  readonly endpoints: readonly string[];
  /** `null` where there are no rows, or none has a time. */
  readonly extent: Extent | null;
  readonly bytes: number;
  /** Columns that the search found; all of its words in name, unit and meaning of one. */
  readonly found: Dataset["columns"];
}

/** What a search for data found. */
export interface DataIndex {
  readonly entries: readonly DataEntry[];
  /** Files whose names have all words, the newest first. */
  readonly files: readonly CatalogFile[];
  /** How many files that are. */
  readonly fileCount: number;
}

const FILES_SHOWN = 20;

/**
 * The datasets, and what of them has to do with some words: their names and descriptions, their columns, their files.
 * @param text words, any case; nothing finds all datasets and no file
 */
export function dataIndex(services: Services, known: Known, text: string): DataIndex {
  const words = wordsOf(text);
  const all = filesBy(services.store, known.at);
  const byDataset = Map.groupBy(all, ({ dataset }) => dataset);
  const views = new Map(datasetViews(services, known).map((view) => [view.name, view]));
  const files = words.length === 0 ? [] : all.filter(({ path }) => has(path, words));
  const entries = known.store.datasets.flatMap((dataset): DataEntry[] => {
    const view = views.get(dataset.name);
    if (view === undefined) return [];
    const { name, title, description, columns, key, endpoints } = dataset;
    const found = words.length === 0
      ? []
      : columns.filter((column) => has(`${column.name} ${column.unit ?? ""} ${column.description}`, words));
    const isFound = found.length > 0 || has(`${name} ${title} ${description} ${endpoints.join(" ")}`, words);
    if (!isFound) return [];
    return [{
      ...view,
      key,
      columns,
      endpoints,
      extent: extentOf(known.store.ledger(name), dataset),
      bytes: bytesOf(byDataset.get(name) ?? []),
      found,
    }];
  });
  return { entries, files: files.toReversed().slice(0, FILES_SHOWN), fileCount: files.length };
}

/** Extents of datasets without series, by the rows that they are of: those arrays are the same until rows change. */
const extents = new WeakMap<readonly Row[], Extent | null>();

/** From when to when a dataset's rows are. */
export function extentOf(ledger: Truth, dataset: Dataset): Extent | null {
  const column = timeColumnOf(dataset);
  const cellOf = (row: Row | undefined) => {
    const cell = row?.[column] ?? row?.["fetched_at"];
    return typeof cell === "string" ? cell : null;
  };
  if (ledger.everySeries() !== undefined) {
    const [from, to] = [
      cellOf(ledger.range({ order: "oldest" })[0]),
      cellOf(ledger.range({ order: "newest" })[0]),
    ];
    return from === null || to === null ? null : { from, to };
  }
  const rows = ledger.rows();
  const known = extents.get(rows);
  if (known !== undefined) return known;
  const cells = rows.map(cellOf).filter((cell) => cell !== null);
  // Texts of one form compare as their times do.
  const extent = cells.length === 0 ? null : {
    from: cells.reduce((a, b) => b < a ? b : a),
    to: cells.reduce((a, b) => b > a ? b : a),
  };
  extents.set(rows, extent);
  return extent;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().split(/\s+/).filter((word) => word !== "");
}

function has(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return words.every((word) => lower.includes(word));
}
