import type { Metafile, Plugin } from "esbuild";
import { join } from "node:path";

const NAMESPACE = "shared-chunk";

/** Which modules are to be one file, by a name of it, and who loads what. */
export interface SharedChunks {
  /** Paths of modules, from the root. */
  readonly modules: ReadonlyMap<string, readonly string[]>;
  /** Names of the files that an entry loads, by the entry's path from the root. */
  readonly loads: ReadonlyMap<string, readonly string[]>;
}

/** Every entry shares as esbuild divides it. */
export const NO_CHUNKS: SharedChunks = { modules: new Map(), loads: new Map() };

/**
 * esbuild makes a file of every combination of entries that share something: dozens of small ones, each a request.
 * Here all that an entry shares with others becomes one file, in the order of the entries given; what a former one has
 * stays there. Whoever needs a part loads the whole.
 *
 * @param outputs of a build without this
 * @param firsts paths of entries, from the root, the most widely used first
 */
export function sharedChunks(outputs: Metafile["outputs"], firsts: readonly string[]): SharedChunks {
  const entries = Object.entries(outputs).flatMap(([name, { entryPoint }]) =>
    entryPoint === undefined ? [] : [{ name, path: entryPoint }]
  );
  const groupOf = new Map<string, string>();
  for (const path of firsts) {
    const entry = entries.find((each) => each.path === path);
    for (const name of entry === undefined ? [] : reached(outputs, entry.name)) {
      if (outputs[name]?.entryPoint === undefined && !groupOf.has(name)) groupOf.set(name, path);
    }
  }
  const modules = new Map(firsts.map((group) => [
    group,
    [...groupOf].flatMap(([name, its]) => its === group ? Object.keys(outputs[name]?.inputs ?? {}) : []),
  ]));
  /** Groups of what is reached from some files; who loads a part of a group loads all that the group needs. */
  const groupsFrom = (names: Iterable<string>, known: Set<string> = new Set()): Set<string> => {
    for (const name of names) {
      for (const other of reached(outputs, name)) {
        const group = groupOf.get(other);
        if (group === undefined || known.has(group)) continue;
        known.add(group);
        groupsFrom([...groupOf].flatMap(([name, its]) => its === group ? [name] : []), known);
      }
    }
    return known;
  };
  return { modules, loads: new Map(entries.map(({ name, path }) => [path, [...groupsFrom([name])].sort()])) };
}

/** Imports of the shared files that an entry loads, to stand before its code: esbuild has no reason then to divide them. */
export function sharedImports({ loads }: SharedChunks, entry: string): string {
  return importsOf((loads.get(entry) ?? []).map((group) => `${NAMESPACE}:${group}`));
}

/** An esbuild plugin that knows the files which {@linkcode sharedImports} names. */
export function sharedChunksPlugin(root: string, { modules }: SharedChunks): Plugin {
  return {
    name: NAMESPACE,
    setup(build) {
      build.onResolve({ filter: new RegExp(`^${NAMESPACE}:`) }, ({ path }) => ({
        path: path.slice(NAMESPACE.length + 1),
        namespace: NAMESPACE,
      }));
      build.onLoad({ filter: /./, namespace: NAMESPACE }, ({ path }) => ({
        contents: importsOf((modules.get(path) ?? []).map((module) => join(root, module))),
        resolveDir: root,
      }));
    },
  };
}

function importsOf(specifiers: readonly string[]): string {
  return specifiers.map((specifier) => `import ${JSON.stringify(specifier)};\n`).join("");
}

/** Names of a file and of all that it imports before it runs. */
export function reached(
  outputs: Metafile["outputs"],
  name: string,
  seen: Set<string> = new Set(),
): Set<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const { path, kind } of outputs[name]?.imports ?? []) {
    if (kind === "import-statement") reached(outputs, path, seen);
  }
  return seen;
}
