import type { Contents } from "./contents.ts";
import { sizeText } from "./size_text.ts";
import { infoOf, INTERNAL, PACKAGE, RUNS } from "./volume.ts";

/** Of the runs by what they wrote: a demo's past, or an import, is not what a run takes. */
const TYPICAL = 2;
/** Files looked at to know what a run writes: two days of slots. */
const RECENT_FILES = 800;
/** What a run writes beside its files: its record, progress, quarantine. */
const SMALL_BYTES = 128 * 1024;
/** Share of the volume that is kept free, and the most of it. */
const FREE_SHARE = 0.05;
const MOST_FREE_BYTES = 64 * 1024 ** 2;

/** Room on the volume, bytes. */
export interface Room {
  readonly freeBytes: number;
  readonly totalBytes: number;
  /** What a run needs: with less it could only half-write. */
  readonly neededBytes: number;
  /** What should be free: with less, the oldest goes. */
  readonly wantedBytes: number;
}

/** What little room means, in a sentence without its full stop; `null` where there is enough. */
export function roomWords(
  { freeBytes, neededBytes, wantedBytes }: Room,
): { readonly state: "low" | "full"; readonly detail: string } | null {
  const only = freeBytes === 0
    ? "Nothing is free on the volume"
    : `Only ${sizeText(freeBytes)} are free on the volume`;
  if (freeBytes < neededBytes) {
    return { state: "full", detail: `${only}, a run needs ${sizeText(neededBytes)}` };
  }
  return freeBytes < wantedBytes
    ? { state: "low", detail: `${only}, ${sizeText(wantedBytes)} should be` }
    : null;
}

/** Measures the room, and what a run takes by what large ones took before. */
export async function roomOf(contents: Contents): Promise<Room> {
  const { freeBytes, totalBytes } = await contents.writer.space(contents.dir);
  const recent = contents.holdings.catalog.files().slice(-RECENT_FILES).filter(({ archived }) => !archived);
  const runs = Map.groupBy(recent, ({ stamp }) => stamp).values()
    .map((files) => files.reduce((sum, { bytes }) => sum + bytes, 0));
  const sizes = runs.toArray().sort((a, b) => b - a);
  const large = sizes[Math.min(TYPICAL, sizes.length - 1)] ?? 0;
  // Each is written beside the one it replaces.
  const rewritten = await sizesOf(contents, [PACKAGE, RUNS, `${INTERNAL}/catalog.json`]);
  const neededBytes = 2 * large + rewritten + SMALL_BYTES;
  const wantedBytes = Math.max(2 * neededBytes, Math.min(MOST_FREE_BYTES, totalBytes * FREE_SHARE));
  return { freeBytes, totalBytes, neededBytes, wantedBytes };
}

async function sizesOf(contents: Contents, paths: readonly string[]): Promise<number> {
  let sum = 0;
  for (const path of paths) sum += (await infoOf(contents.pathOf({ path })))?.size ?? 0;
  return sum;
}
