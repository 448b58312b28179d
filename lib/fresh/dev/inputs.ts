import { createHash } from "node:crypto";
import { join } from "node:path";
import { listFiles } from "./project_files.ts";

/** Folders whose files a build depends on. */
export const INPUT_FOLDERS: readonly string[] = ["islands", "routes", "lib", "static"];
const INPUT_FILES: readonly string[] = ["deno.json", "deno.lock"];
const NO_INPUT = /[._]test\.[jt]sx?$|\/testdata\//;

/**
 * Hash over everything that a build depends on, names and contents; equal hashes mean that a new build would write
 * the same bytes.
 */
export async function hashInputs(root: string): Promise<string> {
  const hash = createHash("sha256");
  const folders = await Promise.all(INPUT_FOLDERS.map((folder) => listFiles(root, folder)));
  for (const path of [...INPUT_FILES, ...folders.flat()]) {
    if (NO_INPUT.test(path)) continue;
    const content = await read(join(root, path));
    if (content !== undefined) hash.update(`${path}\0${content.byteLength}\0`).update(content);
  }
  return hash.digest("hex");
}

async function read(path: string): Promise<Uint8Array | undefined> {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    // Also a file that an editor replaces at this moment: the watch sees the next one.
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
