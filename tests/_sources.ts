import { dirname, join, relative } from "node:path/posix";
import { ROOT } from "./_server.ts";

/** One import or re-export of a module. */
export interface Import {
  /** As written: `fresh`, `@/lib/config.ts`, `./slots.ts`, `node:path`. */
  readonly specifier: string;
  /** The module below the root where it is one of ours, for instance `lib/config.ts`. */
  readonly path: string | null;
  /** Whether it is gone when the program runs. */
  readonly typeOnly: boolean;
}

/** One source file of the project. */
export interface Source {
  /** Below the root, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

const SKIPPED = new Set(["node_modules", "_fresh", "data", ".git"]);

/** What the import map makes of our own names. */
const ALIASES: Readonly<Record<string, string>> = {
  "@std/csv": "lib/csv/mod.ts",
  "fresh": "lib/fresh/mod.ts",
  "fresh/runtime": "lib/fresh/runtime.ts",
  "fresh/dev": "lib/fresh/dev/mod.ts",
};

/** Paths of all files of the project, below the root, sorted; what is built or kept as data is left out. */
export async function listFiles(folder = ""): Promise<string[]> {
  const paths: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(join(ROOT, folder))) {
    // Only at the root: a page may well be called data.
    if (folder === "" && SKIPPED.has(name)) continue;
    const path = folder === "" ? name : `${folder}/${name}`;
    if (isDirectory) paths.push(...await listFiles(path));
    else paths.push(path);
  }
  return paths.sort();
}

/** All TypeScript of the project with its imports; test data is no part of it. */
export async function readSources(): Promise<Source[]> {
  const paths = (await listFiles()).filter((path) => /\.tsx?$/.test(path) && !path.includes("/testdata/"));
  return await Promise.all(paths.map(async (path) => {
    const text = await Deno.readTextFile(join(ROOT, path));
    return { path, text, imports: importsOf(path, text) };
  }));
}

/** Whether a file belongs to tests and benches and not to the program. */
export function isTest(path: string): boolean {
  return path.startsWith("tests/") ||
    /(_test|_bench)\.tsx?$|^lib\/(.+\/)?_[^/]+$|\/(fake_\w+|testing)\.ts$/.test(path);
}

// As `deno fmt` writes them: at the beginning of a line, in double quotes, closed by a semicolon.
const STATEMENT = /^(?:import|export)\s+(type\s+)?([^;"']*?)\s*from\s+"([^"]+)"/gm;
const BARE = /^import\s+"([^"]+)"/gm;
const DYNAMIC = /\bimport\(\s*"([^"]+)"\s*\)/g;

/** The imports of a module's text. */
export function importsOf(path: string, text: string): Import[] {
  const code = text.replace(/^\s*\/\*[\s\S]*?\*\//gm, "");
  return [
    ...code.matchAll(STATEMENT).map(([, type, names = "", specifier = ""]) => {
      const members = /^\{([\s\S]*)\}$/.exec(names.trim())?.[1]?.split(",").map((name) => name.trim())
        .filter((name) => name !== "");
      const allTypes = members !== undefined && members.length > 0 &&
        members.every((member) => member.startsWith("type "));
      return { specifier, path: resolve(path, specifier), typeOnly: type !== undefined || allTypes };
    }),
    ...[...code.matchAll(BARE), ...code.matchAll(DYNAMIC)].map(([, specifier = ""]) => (
      { specifier, path: resolve(path, specifier), typeOnly: false }
    )),
  ];
}

function resolve(from: string, specifier: string): string | null {
  if (specifier.startsWith("@/")) return specifier.slice(2);
  if (specifier.startsWith(".")) return relative("", join(dirname(from), specifier));
  return ALIASES[specifier] ?? null;
}

/** The circles among modules: each as the paths along it, the first repeated at the end. */
export function circlesOf(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const circles: string[][] = [];
  const done = new Set<string>();
  const walk = (node: string, trail: string[]) => {
    const at = trail.indexOf(node);
    if (at >= 0) circles.push([...trail.slice(at), node]);
    if (at >= 0 || done.has(node)) return;
    for (const next of graph.get(node) ?? []) walk(next, [...trail, node]);
    done.add(node);
  };
  for (const node of graph.keys()) walk(node, []);
  return circles;
}
