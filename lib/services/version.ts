/** Version of this program, as in status, pages, metrics and the image's label. */
export const VERSION = "0.1.0";

/** Beside `main.ts`, written when an image is built. */
const COMMIT_FILE = "commit.txt";

/** What runs here. */
export interface VersionView {
  readonly version: string;
  /** Full hash of the commit; null where nobody told, as in a working copy. */
  readonly commit: string | null;
  /** Version of Deno. */
  readonly deno: string;
  readonly v8: string;
  readonly typescript: string;
  /** ISO 8601: when the process began to serve. */
  readonly started_at: string;
}

/**
 * Tells what runs here.
 * @param startedAt epoch milliseconds
 * @param root the program's folder
 */
export async function versionView(startedAt: number, root = "."): Promise<VersionView> {
  return {
    version: VERSION,
    commit: await commitOf(root),
    ...Deno.version,
    started_at: new Date(startedAt).toISOString(),
  };
}

async function commitOf(root: string): Promise<string | null> {
  try {
    return (await Deno.readTextFile(`${root}/${COMMIT_FILE}`)).trim() || null;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
