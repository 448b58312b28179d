import type { DatasetName } from "@/lib/datasets/dataset.ts";
import type { CatalogFile } from "./catalog.ts";
import type { Holdings } from "./holdings.ts";
import { lastStampOf, timeOfStamp } from "./stamp.ts";

/** What may still come for a month when it is over: a run that began late, a clock that is slow. */
const GRACE_MS = 24 * 3_600_000;

/** The files of one dataset stamped in one month. */
export interface Month {
  readonly dataset: DatasetName;
  /** `YYYYMM`. */
  readonly month: string;
  /** Oldest first. */
  readonly files: readonly CatalogFile[];
}

/** Whether a month `YYYYMM` is over, and nothing more will be stamped in it. */
export function isClosed(month: string, now: number): boolean {
  return timeOfStamp(lastStampOf(month)) + GRACE_MS < now;
}

/**
 * Months whose files are to be put together, oldest first. A month with a damaged file waits until somebody mended
 * it or took it away: put in later, its rows would count for more than those of the files after it. The dataset's
 * months after it wait too, so that who reads archives first reads rows in their order.
 */
export function monthsDue({ catalog, damaged }: Holdings, now: number): Month[] {
  const blocked = new Set(damaged.keys().map((path) => path.slice(0, -"DD_HHMMSS.csv".length)));
  const months = Map.groupBy(
    catalog.files().filter(({ archived }) => !archived),
    ({ dataset, stamp }) => `${dataset}_${stamp.slice(0, 6)}`,
  );
  const waits = new Set<DatasetName>();
  return [...months].flatMap(([name, files]) => {
    const { dataset, stamp } = files[0] ?? {};
    const month = stamp?.slice(0, 6) ?? "";
    if (dataset === undefined || !isClosed(month, now)) return [];
    // The files, and so the months, are oldest first.
    if (blocked.has(name)) waits.add(dataset);
    return waits.has(dataset) ? [] : [{ dataset, month, files }];
  }).sort((a, b) => a.month < b.month ? -1 : a.month > b.month ? 1 : 0);
}

/** Whether a month has the file that stands for its dataset, the newest: that stays where anybody looks for it. */
export function hasStanding({ catalog }: Holdings, { dataset, files }: Month): boolean {
  return files.at(-1)?.path === catalog.standing(dataset)?.path;
}
