import type { BuildSnapshot } from "../snapshot.ts";

/*
 * On the server the hashes come from the snapshot of the app that renders. In the browser this module is replaced by
 * one that the build writes (see `dev/import_map.ts`), shipped only where an island calls `asset`.
 */
let files: BuildSnapshot["files"] = {};

/** Makes the snapshot's files known to `asset()`; every render sets its own. */
export function useAssetsOf(snapshot: BuildSnapshot): void {
  files = snapshot.files;
}

/** Hash of a static file by its URL path; undefined for what is no static file or carries its hash in its name. */
export function assetHash(path: string): string | undefined {
  const file = Object.hasOwn(files, path) ? files[path] : undefined;
  return file?.immutable === false ? file.hash : undefined;
}
