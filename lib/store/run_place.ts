import { join } from "node:path";
import { cellsOf } from "./record_ends.ts";
import { StoreError } from "./store_error.ts";
import { RUNS } from "./volume.ts";

/** Where a run stands in the record. */
export interface RunPlace {
  /** Below the data folder. */
  readonly path: string;
  /** From 1, as editors count. */
  readonly line: number;
  readonly text: string;
}

/**
 * The line of `runs.csv` that tells of a run; `null` where none does.
 * @param dir the data folder
 * @throws {StoreError} when the record cannot be read
 */
export async function runPlaceOf(dir: string, runId: string): Promise<RunPlace | null> {
  let text: string;
  try {
    text = await Deno.readTextFile(join(dir, RUNS));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw StoreError.from(`read "${RUNS}"`, error);
  }
  // A record never holds a line feed.
  const lines = text.split("\n");
  const at = lines.findLastIndex((line) => line.includes(runId) && cellsOf(line)[0] === runId);
  return at < 1 ? null : { path: RUNS, line: at + 1, text: lines[at] ?? "" };
}
