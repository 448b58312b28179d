import type { Loader, Plugin } from "esbuild";
import { dirname, join } from "node:path";

/** What a name in an import stands for. */
export interface ImportMap {
  /** Absolute folder that the map's paths are relative to. */
  readonly base: string;
  readonly imports: Readonly<Record<string, string>>;
}

/**
 * Reads the import map of a project: `imports` of the `deno.json` in its folder or, as Deno does, the nearest above.
 *
 * @throws {TypeError} when there is none
 */
export async function readImportMap(root: string): Promise<ImportMap> {
  for (let base = root;; base = dirname(base)) {
    const text = await readConfig(join(base, "deno.json"));
    if (text === undefined && base !== dirname(base)) continue;
    const config: unknown = JSON.parse(text ?? "null");
    const imports = typeof config === "object" && config !== null && "imports" in config
      ? config.imports
      : undefined;
    if (typeof imports !== "object" || imports === null) {
      throw new TypeError(`Cannot build "${root}": found no "imports", expected them in its "deno.json"`);
    }
    return { base, imports: imports as ImportMap["imports"] };
  }
}

async function readConfig(path: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** An esbuild plugin that resolves imports as Deno does by the import map; packages come from `node_modules`. */
export function importMapPlugin({ base, imports }: ImportMap): Plugin {
  return {
    name: "import-map",
    setup(build) {
      build.onResolve({ filter: /^[^./]|^\.$/ }, async ({ path, kind, resolveDir, pluginData, importer }) => {
        if (kind === "entry-point" || pluginData === "resolved") return undefined;
        const target = mapped(path, imports);
        if (target === undefined) return undefined;
        if (/^\.\.?\//.test(target)) return { path: join(base, target) };
        const name = packageName(target);
        return name === path
          ? undefined
          : await build.resolve(name, { kind, resolveDir, importer, pluginData: "resolved" });
      });
    },
  };
}

function mapped(specifier: string, imports: ImportMap["imports"]): string | undefined {
  const exact = imports[specifier];
  if (exact !== undefined) return exact;
  const prefix = Object.keys(imports)
    .filter((key) => key.endsWith("/") && specifier.startsWith(key))
    .sort((a, b) => b.length - a.length)[0];
  return prefix === undefined ? undefined : imports[prefix] + specifier.slice(prefix.length);
}

/** `npm:@redis/client@6.3.1/x` is the package `@redis/client` and its path `/x`. */
function packageName(target: string): string {
  return target.replace(/^npm:\/?/, "").replace(/^(@[^/]+\/[^/@]+|[^/@]+)@[^/]+/, "$1");
}

const IMPORT_OF_RUNTIME = /import\s*\{([^}]*)\}\s*from\s*["']fresh\/runtime["'];?/g;
const IS_BROWSER_NAME = /(^|,)\s*IS_BROWSER\s*(,|$)/;

/**
 * An esbuild plugin for what only the build knows: `IS_BROWSER` is true, so that branches for the server are not
 * shipped, and `asset()` knows the hashes of the static files.
 *
 * @param runtime folder of `lib/fresh/runtime`
 * @param hashes by URL path
 * @param before code that comes before a module's own, by its absolute path
 */
export function browserPlugin(
  runtime: string,
  hashes: Readonly<Record<string, string>>,
  before: (path: string) => string,
): Plugin {
  return {
    name: "browser",
    setup(build) {
      build.onLoad({ filter: /[/\\]asset_hashes\.ts$/ }, ({ path }) => {
        if (path !== join(runtime, "asset_hashes.ts")) return undefined;
        const table = JSON.stringify(hashes).replace("{", "{__proto__:null,");
        return { contents: `const hashes=${table};export const assetHash=(path)=>hashes[path];` };
      });
      // The imported name is taken out, and `define` replaces the free one: a constant folds, a binding does not.
      build.onLoad({ filter: /\.[jt]sx?$/, namespace: "file" }, async ({ path }) => {
        if (/[/\\]node_modules[/\\]/.test(path)) return undefined;
        const source = await Deno.readTextFile(path);
        const first = before(path);
        if (first === "" && !source.includes("IS_BROWSER")) return undefined;
        const own = path.startsWith(runtime)
          ? source.replace(/import \{ IS_BROWSER \} from .*/, "")
          : source.replaceAll(
            IMPORT_OF_RUNTIME,
            (text, names: string) =>
              IS_BROWSER_NAME.test(names) ? text.replace(names, names.replace(IS_BROWSER_NAME, "$1 ")) : text,
          );
        return { contents: first + own, loader: path.slice(path.lastIndexOf(".") + 1) as Loader };
      });
    },
  };
}
