import { HttpError } from "fresh";
import { join } from "node:path";
import { basename } from "node:path/posix";
import { hasTag } from "./json.ts";
import type { Store } from "@/lib/store/store.ts";
import { PACKAGE, RUNS } from "@/lib/store/volume.ts";

/** Files that describe the data files, with their types. */
const RECORDS: Readonly<Record<string, string>> = {
  [RUNS]: "text/csv; charset=utf-8",
  [PACKAGE]: "application/json",
};

/**
 * A file of ours, byte for byte as it stands on the volume: a data file of the catalog, `runs.csv` or
 * `datapackage.json`. Whatever else an address names does not exist here, so that none leads out of the folder.
 * @param path as in the catalog
 * @throws {HttpError} 404 for every other path, and for a file that is gone
 */
export async function fileResponse(
  store: Pick<Store, "dir" | "files" | "pathOf">,
  path: string | undefined,
  request: Request,
): Promise<Response> {
  const name = path ?? "";
  const record = Object.hasOwn(RECORDS, name) ? RECORDS[name] : undefined;
  const place = record === undefined ? store.pathOf(name) : join(store.dir, name);
  if (place === undefined) {
    throw new HttpError(404, "There is no such file of ours; /api/datasets lists them");
  }
  const sha256 = record === undefined ? store.files().find((file) => file.path === name)?.sha256 : undefined;
  const headers = {
    "content-type": record ?? "text/csv; charset=utf-8",
    "content-disposition": `${record === undefined ? "attachment" : "inline"}; filename="${basename(name)}"`,
    "cache-control": "no-cache",
    ...(sha256 !== undefined && { etag: `W/"${sha256}"` }),
  };
  if (sha256 !== undefined && hasTag(request, `W/"${sha256}"`)) {
    return new Response(null, { status: 304, headers });
  }
  return new Response((await open(place)).readable, { headers });
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
