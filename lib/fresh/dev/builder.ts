import type { Plugin } from "esbuild";
import { join, resolve } from "node:path";
import { RELOAD_SCRIPT } from "../islands/scripts.ts";
import { type BuildSnapshot, type FileSnapshot, type IslandSnapshot, SNAPSHOT_FILE } from "../snapshot.ts";
import { type Bundle, bundle } from "./bundle.ts";
import { hashInputs } from "./inputs.ts";
import { updateManifest } from "./manifest.ts";
import { minify } from "./minify.ts";
import { hashOf, removeLeftovers, writeAtomically, writeOutput } from "./output.ts";
import { findProjectFiles, listFiles } from "./project_files.ts";
import { type ListenOptions, serveWhileChanging } from "./serve.ts";

export type { ListenOptions } from "./serve.ts";

/** Options of {@linkcode Builder}, with Fresh's names. */
export interface BuilderOptions {
  /**
   * The project's folder.
   * @default {Deno.cwd()}
   */
  root?: string;
  /**
   * Where the build is written, from the root.
   * @default {"_fresh"}
   */
  outDir?: string;
  /**
   * Folder of static files, from the root.
   * @default {"static"}
   */
  staticDir?: string;
  /**
   * Browsers to build for, as esbuild names them.
   * @default {"es2022"}
   */
  target?: string | string[];
  /**
   * Modules of islands, from the root, the most widely used first. What one of them shares with others is shipped as
   * one file; else there is a file for every combination of islands that share something. Not a part of Fresh's.
   * @default {[]}
   */
  shared?: string[];
  /**
   * Plugins for esbuild. Not a part of Fresh's.
   * @default {[]}
   */
  plugins?: Plugin[];
}

/** The snapshot as it is stored: with the hash of its inputs, to know when it is stale. */
type StoredSnapshot = BuildSnapshot & { readonly inputs: string };

/** Builds what the browser loads: islands, client runtime, static files. */
export class Builder {
  readonly #root: string;
  readonly #outDir: string;
  readonly #staticDir: string;
  readonly #target: string | string[];
  readonly #shared: readonly string[];
  readonly #plugins: readonly Plugin[];

  constructor(options: BuilderOptions = {}) {
    this.#root = resolve(options.root ?? Deno.cwd());
    this.#outDir = resolve(this.#root, options.outDir ?? "_fresh");
    this.#staticDir = options.staticDir ?? "static";
    this.#target = options.target ?? "es2022";
    this.#shared = options.shared ?? [];
    this.#plugins = options.plugins ?? [];
  }

  /**
   * Writes a build, its snapshot last and in one step: a server that starts meanwhile finds the old one whole.
   * `fresh.gen.ts` is brought up to date too.
   *
   * @throws {Error} esbuild's, for code that does not compile or that a browser cannot run
   */
  async build(options: { dev?: boolean } = {}): Promise<BuildSnapshot> {
    const dev = options.dev ?? false;
    await updateManifest(this.#root);
    const inputs = await hashInputs(this.#root);
    await Deno.mkdir(this.#outDir, { recursive: true });
    const files = await this.#writeStatic(dev);
    const { islands } = await findProjectFiles(this.#root);
    const hashes = Object.fromEntries(Object.entries(files).map(([url, file]) => [url, file.hash]));
    const bundled = await bundle({
      root: this.#root,
      islands,
      shared: this.#shared,
      plugins: this.#plugins,
      hashes,
      target: this.#target,
      dev,
    });
    for (const [url, content] of [...bundled.files].sort(([a], [b]) => a < b ? -1 : 1)) {
      files[url] = await writeOutput(this.#outDir, content, { url, immutable: true, compress: !dev });
    }
    const snapshot: StoredSnapshot = {
      buildId: hashOf(dev ? inputs : JSON.stringify(files)),
      runtime: bundled.runtime.module,
      islands: islandSnapshots(bundled),
      files,
      ...(dev ? { dev } : {}),
      inputs,
    };
    if (bundled.reload) await this.#addReload(files, bundled.reload.module, snapshot.buildId);
    await writeAtomically(join(this.#outDir, SNAPSHOT_FILE), JSON.stringify(snapshot, null, 1) + "\n");
    await removeLeftovers(this.#outDir, Object.values(files));
    return snapshot;
  }

  /** True when there is no build for production, or its inputs have changed since. */
  async isStale(): Promise<boolean> {
    let stored: Partial<StoredSnapshot>;
    try {
      stored = JSON.parse(await Deno.readTextFile(join(this.#outDir, SNAPSHOT_FILE)));
    } catch (error) {
      if (error instanceof Deno.errors.NotFound || error instanceof SyntaxError) return true;
      throw error;
    }
    return stored.dev === true || stored.inputs !== await hashInputs(this.#root);
  }

  /** Serves during development: builds, starts the server, and does both again whenever a file changes. */
  async listen(options: ListenOptions = {}): Promise<void> {
    await serveWhileChanging(this.#root, async () => {
      await this.build({ dev: true });
    }, options);
  }

  async #writeStatic(dev: boolean): Promise<Record<string, FileSnapshot>> {
    const files: Record<string, FileSnapshot> = {};
    for (const path of await listFiles(this.#root, this.#staticDir)) {
      const url = path.slice(this.#staticDir.length);
      const source = await Deno.readFile(join(this.#root, path));
      const loader = dev ? undefined : /\.(css|js)$/.exec(url)?.[1];
      const content = loader === "css" || loader === "js" ? await minify(source, loader) : source;
      files[url] = await writeOutput(this.#outDir, content, { url, immutable: false, compress: !dev });
    }
    return files;
  }

  // The pages' script has a fixed URL, and the file it asks for changes with every build: see client/reload.ts.
  async #addReload(files: Record<string, FileSnapshot>, module: string, buildId: string): Promise<void> {
    const script = files[module];
    if (script !== undefined) files[RELOAD_SCRIPT] = { ...script, immutable: false };
    const url = "/_fresh/build.json";
    const content = new TextEncoder().encode(JSON.stringify({ buildId }));
    files[url] = await writeOutput(this.#outDir, content, { url, immutable: false, compress: false });
  }
}

function islandSnapshots({ islands, runtime }: Bundle): Record<string, IslandSnapshot> {
  const snapshots: Record<string, IslandSnapshot> = {};
  for (const [path, { module, css, imports, exports }] of islands) {
    // A page with the island needs the runtime's chunks as well.
    const all = [...new Set([...runtime.imports, ...imports])].sort();
    for (const name of exports) {
      snapshots[`${path}#${name}`] = { module, ...(css ? { css } : {}), imports: all };
    }
  }
  return snapshots;
}
