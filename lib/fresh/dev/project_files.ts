import { join } from "node:path";

/** Files of an app that have a meaning by their place, as sorted paths from the project's root with `/`. */
export interface ProjectFiles {
  /** Pages, handlers, layouts, middlewares below `routes/`. */
  readonly routes: readonly string[];
  /** Modules whose exported functions are islands. */
  readonly islands: readonly string[];
}

const MODULE = /\.(tsx?|jsx?)$/;
const TEST = /[._]test\.(tsx?|jsx?)$/;

/**
 * Finds routes and islands as Fresh does: below `routes/`, folders in parentheses that start with `_` hold no routes
 * (`(_components)`), and `(_islands)` holds islands.
 */
export async function findProjectFiles(root: string): Promise<ProjectFiles> {
  const below = async (folder: string) => (await listFiles(root, folder)).filter(isModule);
  const inRoutes = await below("routes");
  const inIslands = await below("islands");
  return {
    routes: inRoutes.filter((path) => !/\/\(_[^/]*\)\//.test(path)),
    islands: [...inIslands, ...inRoutes.filter((path) => /\/\(_islands\)\/(?!.*\/\(_)/.test(path))].sort(),
  };
}

/** True for a script that is no test. */
export function isModule(path: string): boolean {
  return MODULE.test(path) && !TEST.test(path);
}

/**
 * All files below a folder, sorted, as paths from the root with `/`; none when the folder does not exist. Hidden files
 * are left out: editors and file managers leave them anywhere.
 */
export async function listFiles(root: string, folder: string): Promise<string[]> {
  const found: string[] = [];
  try {
    for await (const entry of Deno.readDir(join(root, folder))) {
      if (entry.name.startsWith(".")) continue;
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory) found.push(...await listFiles(root, path));
      else if (entry.isFile) found.push(path);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return found.sort();
}
