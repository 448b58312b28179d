import { HttpError } from "fresh";
import { join } from "node:path";
import { basename } from "node:path/posix";
import { dataPackage } from "@/lib/datasets/datapackage.ts";
import { lineOf, RUN_COLUMNS } from "@/lib/store/run_record.ts";
import { filesBy } from "./dataset_view.ts";
import { hasTag } from "./json.ts";
import { runsBy } from "./runs_by.ts";
import type { Store } from "@/lib/store/store.ts";
import { PACKAGE, RUNS } from "@/lib/store/volume.ts";

/** Files that describe the data files, with their types. */
const RECORDS: Readonly<Record<string, string>> = {
  [RUNS]: "text/csv; charset=utf-8",
  [PACKAGE]: "application/json",
};

/** What the files are sent from. */
type Files = Pick<Store, "dir" | "files" | "pathOf" | "datasets" | "runs">;

/**
 * A file of ours, byte for byte as it stands on the volume: a data file of the catalog, `runs.csv` or
 * `datapackage.json`. Whatever else an address names does not exist here, so that none leads out of the folder.
 * @param path as in the catalog
 * @param at epoch milliseconds: the records as they were then, and of today's data files, whole, those that hold
 *   something that was known; `null`: now
 * @throws {HttpError} 404 for every other path, and for a file that is gone
 */
export async function fileResponse(
  store: Files,
  path: string | undefined,
  request: Request,
  at: number | null = null,
): Promise<Response> {
  const name = path ?? "";
  const then = at === null ? null : recordThen(store, name, at);
  if (then !== null) {
    const headers = { ...headersOf(name, "inline"), "content-type": RECORDS[name] ?? "" };
    return new Response(then, { headers });
  }
  if (at !== null && filesBy(store, at).every((file) => file.path !== name)) {
    throw new HttpError(404, "No file of that name held anything then");
  }
  const record = Object.hasOwn(RECORDS, name) ? RECORDS[name] : undefined;
  const place = record === undefined ? store.pathOf(name) : join(store.dir, name);
  if (place === undefined) {
    throw new HttpError(404, "There is no such file of ours; /api/datasets lists them");
  }
  const sha256 = record === undefined ? store.files().find((file) => file.path === name)?.sha256 : undefined;
  const headers = {
    "content-type": record ?? "text/csv; charset=utf-8",
    ...headersOf(name, record === undefined ? "attachment" : "inline"),
    ...(sha256 !== undefined && { etag: `W/"${sha256}"` }),
  };
  if (sha256 !== undefined && hasTag(request, `W/"${sha256}"`)) {
    return new Response(null, { status: 304, headers });
  }
  return new Response((await open(place)).readable, { headers });
}

function headersOf(name: string, disposition: "attachment" | "inline"): Record<string, string> {
  return {
    "content-disposition": `${disposition}; filename="${basename(name)}"`,
    "cache-control": "no-cache",
  };
}

/** A record as it was at an instant; `null` for a data file. */
function recordThen(store: Files, name: string, at: number): string | null {
  if (name === PACKAGE) {
    return `${JSON.stringify(dataPackage(store.datasets, filesBy(store, at)), null, 2)}\n`;
  }
  if (name !== RUNS) return null;
  return `${RUN_COLUMNS.join()}\n${runsBy(store, at).map(lineOf).join("")}`;
}

/** Opens what is a file and no link. */
async function open(place: string): Promise<Deno.FsFile> {
  try {
    if ((await Deno.lstat(place)).isFile) return await Deno.open(place, { read: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    // Pruned or put into an archive a moment ago, or the volume is away.
  }
  throw new HttpError(404, "That file is not on the volume any more");
}
