import type { QuarantinedRow } from "@/lib/store/quarantine.ts";

/** Rows kept aside for one kind of reason. */
export interface ReasonCount {
  readonly reason: string;
  readonly count: number;
}

/** The part of the quarantine that a reader has chosen. */
export interface QuarantineChoice {
  /** What was chosen; empty for all. */
  readonly dataset: string;
  readonly reason: string;
  /** Datasets that have rows there, and the kinds of reasons of the chosen dataset with their counts, most first. */
  readonly datasets: readonly string[];
  readonly reasons: readonly ReasonCount[];
  /** How many rows were chosen. */
  readonly total: number;
}

/** Words for the detector's kinds of doubt; what it is not in has words of its own. */
const KINDS: Readonly<Record<string, string>> = {
  unusable: "No usable price",
  backwards: "Older than one given before",
  no_range: "No range of the day",
  outside_range: "Outside the day's own range",
  previous_close: "Contradicts the last close",
  narrower_range: "Day's range narrower than before",
  jump: "Jump",
  stale: "Older than it can be",
  frozen: "Stands still while others move",
  split: "Split",
};

/** What kind of reason a row was kept aside for: the reason without its numbers, which differ every time. */
export function reasonOf({ kind, reason }: Pick<QuarantinedRow, "kind" | "reason">): string {
  if (kind !== undefined) return KINDS[kind] ?? kind.replaceAll("_", " ");
  return reason.replaceAll(/ is .*?, expected/g, " is …, expected").replaceAll(/[-+]?\d[\d.,:TZ-]*/g, "…");
}

/**
 * Chooses rows.
 * @param rows those that wait, in any order; it stays
 * @param query `q_dataset` and `q_reason`; what none has chooses none
 */
export function chooseQuarantine<T extends Pick<QuarantinedRow, "kind" | "reason" | "dataset">>(
  rows: readonly T[],
  query: URLSearchParams,
): { readonly rows: readonly T[]; readonly choice: QuarantineChoice } {
  const dataset = query.get("q_dataset") ?? "";
  const reason = query.get("q_reason") ?? "";
  const ofDataset = dataset === "" ? rows : rows.filter((row) => row.dataset === dataset);
  const reasons = [...Map.groupBy(ofDataset, reasonOf)]
    .map(([reason, { length: count }]) => ({ reason, count })).sort((a, b) => b.count - a.count);
  const chosen = reason === "" ? ofDataset : ofDataset.filter((row) => reasonOf(row) === reason);
  const datasets = [...new Set(rows.map(({ dataset }) => dataset))].sort();
  return { rows: chosen, choice: { dataset, reason, datasets, reasons, total: chosen.length } };
}
