import type { Metafile, OutputFile, Plugin } from "esbuild";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { browserPlugin, importMapPlugin, readImportMap } from "./import_map.ts";
import {
  NO_CHUNKS,
  reached,
  type SharedChunks,
  sharedChunks,
  sharedChunksPlugin,
  sharedImports,
} from "./shared_chunks.ts";

/** URL path below which the browser's modules are served. */
export const MODULES_URL = "/_fresh/js/";

/** What {@linkcode bundle} needs to know. */
export interface BundleOptions {
  /** The project's absolute folder. */
  readonly root: string;
  /** Modules of islands, as paths from the root. */
  readonly islands: readonly string[];
  /** Islands, the most widely used first: what one shares with others is one file. @see {@linkcode sharedChunks} */
  readonly shared: readonly string[];
  /** Hashes of static files by URL path, for `asset()`. */
  readonly hashes: Readonly<Record<string, string>>;
  /** Plugins that come before its own. */
  readonly plugins: readonly Plugin[];
  /** Browsers to build for, as esbuild names them. */
  readonly target: string | string[];
  /** For development: readable code, source maps, and a script that reloads pages. */
  readonly dev: boolean;
}

/** One module of the browser's. */
export interface BundleEntry {
  readonly module: string;
  readonly css?: readonly string[];
  readonly imports: readonly string[];
  readonly exports: readonly string[];
}

/** What the browser loads, by URL path. */
export interface Bundle {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly runtime: BundleEntry;
  /** Only in development. */
  readonly reload: BundleEntry | undefined;
  /** By path of the island's module. */
  readonly islands: ReadonlyMap<string, BundleEntry>;
}

/**
 * Bundles islands and client runtime with esbuild; shared code is shipped once, `import()` stays a chunk of its own.
 * The same input gives the same bytes.
 *
 * @throws {Error} esbuild's, with the place in the source, for example when an island imports a module of the server
 */
export async function bundle(
  { root, islands, shared, plugins, hashes, target, dev }: BundleOptions,
): Promise<Bundle> {
  // Loaded here and not above: asking whether a build is stale must not start it.
  const esbuild = await import("esbuild");
  const runtime = join(dirname(dirname(fileURLToPath(import.meta.url))), "runtime");
  const client = (name: string) => join(runtime, "client", name);
  const importMap = importMapPlugin(await readImportMap(root));
  const build = (chunks: SharedChunks) =>
    esbuild.build({
      absWorkingDir: root,
      entryPoints: [
        { in: client("boot.ts"), out: "runtime" },
        ...(dev ? [{ in: client("reload.ts"), out: "reload" }] : []),
        ...islands.map((path) => ({ in: join(root, path), out: outputName(path) })),
      ],
      outdir: join(root, "_fresh/js"),
      entryNames: "[name]-[hash]",
      chunkNames: "[name]-[hash]",
      assetNames: "[name]-[hash]",
      bundle: true,
      splitting: true,
      format: "esm",
      platform: "browser",
      target,
      minify: !dev,
      sourcemap: dev ? "linked" : false,
      metafile: true,
      write: false,
      logLevel: "silent",
      jsx: "automatic",
      jsxImportSource: "preact",
      define: { IS_BROWSER: "true" },
      tsconfigRaw: {},
      plugins: [
        ...plugins,
        sharedChunksPlugin(root, chunks),
        importMap,
        browserPlugin(runtime, hashes, (path) => sharedImports(chunks, pathFrom(root, path))),
      ],
    });
  try {
    const divided = await build(NO_CHUNKS);
    const { metafile, outputFiles } = dev || shared.length === 0
      ? divided
      : await build(sharedChunks(divided.metafile.outputs, shared));
    return describe(root, runtime, metafile, outputFiles, islands);
  } finally {
    // esbuild's process would keep the command from ending.
    await esbuild.stop();
  }
}

function describe(
  root: string,
  runtime: string,
  { outputs }: Metafile,
  outputFiles: readonly OutputFile[],
  islands: readonly string[],
): Bundle {
  const url = (output: string) => MODULES_URL + output.slice(output.lastIndexOf("/") + 1);

  function entry(path: string): BundleEntry | undefined {
    const source = pathFrom(root, path);
    const found = Object.entries(outputs).find(([, output]) => output.entryPoint === source);
    if (found === undefined) return undefined;
    const [name, output] = found;
    return {
      module: url(name),
      ...(output.cssBundle === undefined ? {} : { css: [url(output.cssBundle)] }),
      imports: [...reached(outputs, name)].filter((other) => other !== name).map(url).sort(),
      exports: output.exports,
    };
  }

  function required(path: string): BundleEntry {
    const found = entry(path);
    if (found === undefined) throw new Error(`Cannot build "${path}": esbuild gave no output for it`);
    return found;
  }

  return {
    files: new Map(outputFiles.map((file) => [url(file.path.replaceAll(sep, "/")), file.contents])),
    runtime: required(join(runtime, "client", "boot.ts")),
    reload: entry(join(runtime, "client", "reload.ts")),
    islands: new Map(islands.map((path) => [path, required(join(root, path))])),
  };
}

/** A path as esbuild names it: from the root, with slashes. */
function pathFrom(root: string, path: string): string {
  return relative(root, path).replaceAll(sep, "/");
}

/** `routes/stocks/(_islands)/Chart.tsx` is `routes_stocks__islands_Chart`: two islands of one name stay two files. */
function outputName(path: string): string {
  return path.replace(/\.[jt]sx?$/, "").replace(/^islands\//, "").replaceAll(/[^\w-]+/g, "_");
}
