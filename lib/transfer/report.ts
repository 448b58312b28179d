import type { Rejection } from "./records.ts";
import type { Understood } from "./understood.ts";

/** What an import came to, as the API and `deno task import --json` give it. */
export interface ImportReport {
  /** `unchanged`: all of it was known. `refused`: nothing of it could be imported. */
  readonly status: "imported" | "unchanged" | "refused";
  /** The run on record; null where nothing was new. */
  readonly run_id: string | null;
  /** Bars that the files have. */
  readonly rows: number;
  /** Those of them that were new or different. */
  readonly new_rows: number;
  /** Lines that were not imported. */
  readonly rejected: number;
  readonly files: readonly FileReport[];
  /** All of this in a sentence, without a full stop. */
  readonly summary: string;
}

/** What one file came to. */
export interface FileReport {
  readonly file: string;
  readonly status: ImportReport["status"];
  /** Why the whole file was refused; null where it was not. */
  readonly reason: string | null;
  readonly rows: number;
  readonly new_rows: number;
  /** Null where it was not. */
  readonly understood: Understood | null;
  readonly series: readonly SeriesReport[];
  readonly rejected: number;
  /** The first of them, in the order of lines. */
  readonly rejections: readonly Rejection[];
  readonly notes: readonly string[];
}

/** The bars of one symbol and width. */
export interface SeriesReport {
  readonly symbol: string;
  readonly interval: string;
  /** Of the first and the last bar, ISO 8601 UTC. */
  readonly from: string;
  readonly to: string;
  readonly rows: number;
  readonly new_rows: number;
}

/** Rejections told one by one; the rest is counted. */
export const REJECTIONS_TOLD = 1_000;
