import type { QuarantinedRow } from "@/lib/store/quarantine.ts";

/** A row kept aside, as pages and API show it. */
export interface QuarantineView extends
  Pick<
    QuarantinedRow,
    "id" | "dataset" | "symbol" | "reason" | "raw" | "count" | "first_seen" | "last_seen"
  > {
  /** The run that met it last. */
  readonly run_id: string;
  /** Whether it is a row that can be accepted, or a split that can be applied; what is neither can be dropped. */
  readonly acceptable: boolean;
}

/** Shows a row. */
export function quarantineView(row: QuarantinedRow): QuarantineView {
  const { id, dataset, symbol, reason, raw, count, first_seen, last_seen, run_id } = row;
  const acceptable = row.row !== undefined;
  return { id, dataset, symbol, reason, raw, count, first_seen, last_seen, run_id, acceptable };
}
