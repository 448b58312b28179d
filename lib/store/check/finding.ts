/**
 * What is wrong with a volume: `damaged` (a file cannot be read), `duplicate` (a key stands twice in a file), `altered`
 * (the content is another though size and time are not), `missing` (a file is gone that the catalog has), `catalog`,
 * `package` and `runs` (a description or the record is not sound), `archive` (an archive lacks its other half).
 */
export type FindingKind =
  | "damaged"
  | "duplicate"
  | "altered"
  | "missing"
  | "catalog"
  | "package"
  | "runs"
  | "archive"
  | "note";

/** One thing that was found. */
export interface Finding {
  /** A `note` tells what is worth knowing, and is no fault. */
  readonly kind: FindingKind;
  /** Below the data folder; empty where no file is meant. */
  readonly path: string;
  /** In a sentence. */
  readonly message: string;
}

/** What `deno task verify` found. */
export interface VerifyReport {
  readonly dir: string;
  /** ISO 8601 UTC. */
  readonly checked_at: string;
  /** Whether nothing is wrong. */
  readonly ok: boolean;
  readonly files: number;
  readonly rows: number;
  readonly bytes: number;
  readonly findings: readonly Finding[];
}

/** Whether a finding is a fault. */
export function isFault({ kind }: Finding): boolean {
  return kind !== "note";
}
