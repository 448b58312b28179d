import { join } from "node:path";
import { recordOf, RUN_COLUMNS } from "../run_record.ts";
import { infoOf, RUNS } from "../volume.ts";
import type { Finding } from "./finding.ts";

/** The record of runs, taken apart. */
export interface RunLines {
  /** Whether it begins as ours do. */
  readonly isOurs: boolean;
  /** Lines that are sound, each with its line feed; no line twice. */
  readonly sound: readonly string[];
  /** What else there is. */
  readonly others: readonly string[];
}

/** Reads the record of runs; `null` where there is none. */
export async function readRunLines(dir: string): Promise<RunLines | null> {
  const info = await infoOf(join(dir, RUNS));
  if (info === null || (info.isFile && info.size === 0)) return null;
  const header = `${RUN_COLUMNS.join(",")}\n`;
  const text = info.isFile ? await Deno.readTextFile(join(dir, RUNS)) : "";
  if (!text.startsWith(header)) return { isOurs: false, sound: [], others: [] };
  const sound = new Set<string>();
  const others: string[] = [];
  for (const line of text.slice(header.length).split(/(?<=\n)/)) {
    if (line === "") continue;
    const isSound = line.endsWith("\n") && recordOf(line.slice(0, -1)) !== null && !sound.has(line);
    if (isSound) sound.add(line);
    else others.push(line);
  }
  return { isOurs: true, sound: [...sound], others };
}

/** Checks that every line of the record of runs is one, and stands there once. */
export async function checkRuns(dir: string): Promise<Finding[]> {
  const lines = await readRunLines(dir);
  if (lines === null) return [];
  const finding = (message: string): Finding[] => [{ kind: "runs", path: RUNS, message }];
  if (!lines.isOurs) return finding("It does not begin as the record of runs does");
  const { others } = lines;
  if (others.length === 0) return [];
  return finding(
    others.length === 1
      ? "A line is torn, or stands twice"
      : `${others.length} lines are torn, or stand twice`,
  );
}
