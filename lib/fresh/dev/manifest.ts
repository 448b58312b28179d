import { join } from "node:path";
import { findProjectFiles } from "./project_files.ts";

/** Name of the generated module, in the project's root. */
export const MANIFEST_FILE = "fresh.gen.ts";

const WIDTH = 110;

/**
 * The text of `fresh.gen.ts`: static imports of all routes and islands, sorted, formatted as `deno fmt` would.
 *
 * @param root the project's folder
 */
export async function generateManifest(root: string): Promise<string> {
  const { routes, islands } = await findProjectFiles(root);
  return [
    "// Generated from routes/ and islands/ by dev.ts; a test says when it is stale. Not to be edited.",
    ...routes.map((path, i) => `import * as route${i} from "./${path}";`),
    ...islands.map((path, i) => `import * as island${i} from "./${path}";`),
    'import type { Manifest } from "fresh";',
    "",
    "/** Routes and islands of this app. */",
    "const manifest: Manifest = {",
    ...table("routes", "route", routes),
    ...table("islands", "island", islands),
    "  baseUrl: import.meta.url,",
    "};",
    "",
    "export default manifest;",
    "",
  ].join("\n");
}

/**
 * Says whether `fresh.gen.ts` is what {@linkcode generateManifest} would write.
 *
 * @throws {Error} when it is missing or differs, saying what to run
 */
export async function checkManifest(root: string): Promise<void> {
  if (await readManifest(root) !== await generateManifest(root)) {
    throw new Error(
      `Cannot use "${MANIFEST_FILE}": it does not match routes/ and islands/, expected the output of "deno task build"`,
    );
  }
}

/**
 * Writes `fresh.gen.ts` when it is not what it should be.
 *
 * @returns true when it was written
 */
export async function updateManifest(root: string): Promise<boolean> {
  const text = await generateManifest(root);
  if (await readManifest(root) === text) return false;
  await Deno.writeTextFile(join(root, MANIFEST_FILE), text);
  return true;
}

async function readManifest(root: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(join(root, MANIFEST_FILE));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

function table(name: string, prefix: string, paths: readonly string[]): string[] {
  if (paths.length === 0) return [`  ${name}: {},`];
  const entries = paths.map((path, i) => `    "./${path}": ${prefix}${i},`);
  if (entries.some((entry) => entry.length > WIDTH)) {
    throw new RangeError(
      `Cannot generate "${MANIFEST_FILE}": a path in ${name}/ is longer than a line of ${WIDTH}`,
    );
  }
  return [`  ${name}: {`, ...entries, "  },"];
}
