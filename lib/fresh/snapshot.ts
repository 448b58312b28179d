import { join } from "node:path";

/** How a stored variant of a file is compressed. */
export type FileEncoding = "br" | "gzip";

/** What the browser loads for one island. */
export interface IslandSnapshot {
  /** URL path of the island's module. */
  readonly module: string;
  /** URL paths of the island's style sheets. */
  readonly css?: readonly string[];
  /** URL paths of the chunks it imports, for `modulepreload`. */
  readonly imports: readonly string[];
}

/** One file that `staticFiles()` may serve; nothing outside this list is ever opened. */
export interface FileSnapshot {
  /** On disk, relative to the snapshot's folder. */
  readonly path: string;
  /** Hash of the content, for the ETag and for `asset()`. */
  readonly hash: string;
  readonly contentType: string;
  /** True where the URL itself changes with the content, so that browsers may keep it for a year. */
  readonly immutable: boolean;
  /** Compressed variants beside it: `path + ".br"`, `path + ".gz"`. */
  readonly encodings: readonly FileEncoding[];
  /** Bytes of the uncompressed file. */
  readonly size: number;
}

/** What the build left for the server: the islands' modules and every static file. */
export interface BuildSnapshot {
  /** Changes with every build whose output changed. */
  readonly buildId: string;
  /** URL path of the client runtime. */
  readonly runtime: string;
  /** By `<file>#<export>`, for example `islands/Counter.tsx#default`. */
  readonly islands: Readonly<Record<string, IslandSnapshot>>;
  /** By URL path. */
  readonly files: Readonly<Record<string, FileSnapshot>>;
  /** True in development: pages then reload themselves after a build. */
  readonly dev?: boolean;
  /** Absolute folder that `files[…].path` is relative to; set by {@linkcode loadSnapshot}, never stored. */
  readonly dir?: string;
}

/** A snapshot without islands and files, for tests and for an app that ships none. */
export const emptySnapshot: BuildSnapshot = { buildId: "empty", runtime: "", islands: {}, files: {} };

/** Name of the snapshot inside the build's folder. */
export const SNAPSHOT_FILE = "snapshot.json";

/**
 * Reads the snapshot that the build wrote.
 *
 * @param dir the build's folder, for example `_fresh`
 * @throws {Error} when it is missing or is not a snapshot
 */
export async function loadSnapshot(dir: string): Promise<BuildSnapshot> {
  const path = join(dir, SNAPSHOT_FILE);
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new Error(`Cannot read build snapshot "${path}": it does not exist, run the build first`, {
      cause: error,
    });
  }
  const value = parse(text, path);
  return { ...value, dir: await Deno.realPath(dir) };
}

function parse(text: string, path: string): BuildSnapshot {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new SyntaxError(`Cannot read build snapshot "${path}": it is not JSON, run the build again`, {
      cause,
    });
  }
  if (!isSnapshot(value)) {
    throw new TypeError(
      `Cannot read build snapshot "${path}": expected "buildId", "runtime", "islands" and "files", run the build again`,
    );
  }
  return value;
}

// The build is ours, so its shape is trusted below the first level: a half-written or foreign file is what can happen.
function isSnapshot(value: unknown): value is BuildSnapshot {
  if (typeof value !== "object" || value === null) return false;
  const { buildId, runtime, islands, files } = value as Record<string, unknown>;
  return typeof buildId === "string" && typeof runtime === "string" &&
    typeof islands === "object" && islands !== null && typeof files === "object" && files !== null;
}
