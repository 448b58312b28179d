import assert from "node:assert/strict";
import { circlesOf, importsOf, isTest, listFiles, readSources, type Source } from "./_sources.ts";

const SOURCES = await readSources();
const PROGRAM = SOURCES.filter(({ path }) => !isTest(path));

/**
 * The house, from the top; what stands in one line may import from its own line and from those below, and nothing from
 * above. A line's names are folders or files.
 */
const LAYERS: readonly (readonly string[])[] = [
  ["main.ts", "dev.ts", "fresh.gen.ts", "routes/", "islands/"],
  ["lib/app.ts", "lib/doctor/", "lib/build/"],
  ["lib/services/"],
  ["lib/live/", "lib/browser/"],
  ["lib/ingest/", "lib/market/", "lib/transfer/", "lib/redrive/"],
  ["lib/store/", "lib/bus/"],
  ["lib/datasets/"],
  ["lib/finnhub/", "lib/simulator/", "lib/detector/"],
  ["lib/exchange/"],
  ["lib/telemetry/", "lib/config.ts", "lib/config/"],
  ["lib/fresh/", "lib/csv/", "lib/indicators/"],
];

/** Parts that may import from a few others only, whatever their layer. Packages and `node:` are not meant here. */
const CLOSED: Readonly<Record<string, readonly string[]>> = {
  "lib/fresh/": ["lib/fresh/"],
  "lib/csv/": ["lib/csv/"],
  "lib/indicators/": ["lib/indicators/"],
  "lib/exchange/": ["lib/exchange/"],
  "lib/simulator/": ["lib/simulator/", "lib/exchange/"],
  "lib/detector/": ["lib/detector/", "lib/exchange/"],
};

/** What may be in a browser; values only, since types are gone there. */
const IN_BROWSER = [
  "islands/",
  "lib/browser/",
  "lib/market/",
  "lib/indicators/",
  "lib/exchange/",
  "routes/(_components)/",
];

const TOP_LEVEL = [
  ".ci",
  ".containerignore",
  ".gitignore",
  "Containerfile",
  "LICENSE",
  "README.md",
  "deno.json",
  "deno.lock",
  "deno.test.json",
  "deno.test.lock",
  "dev.ts",
  "docs",
  "fresh.gen.ts",
  "islands",
  "lib",
  "main.ts",
  "openshift",
  "routes",
  "static",
  "tests",
];
/** Left by users and machines; git ignores them. */
const UNTRACKED = [".env", "secrets.env"];

/** Lines of the largest file. */
const MOST_LINES = 300;

function isIn(path: string, places: readonly string[]): boolean {
  return places.some((place) => place.endsWith("/") ? path.startsWith(place) : path === place);
}

function layerOf(path: string): number {
  return LAYERS.findIndex((layer) => isIn(path, layer));
}

/** Every import of one of our modules, with the module that it stands in. */
function edges(sources: readonly Source[]) {
  return sources.flatMap(({ path, imports }) =>
    imports.flatMap((each) =>
      each.path === null ? [] : [{ from: path, to: each.path, typeOnly: each.typeOnly }]
    )
  );
}

function arrows(found: readonly { from: string; to: string }[]): string[] {
  return found.map(({ from, to }) => `${from} -> ${to}`);
}

Deno.test("Architecture - every module has its place in the house", () => {
  assert.deepEqual(PROGRAM.map(({ path }) => path).filter((path) => layerOf(path) < 0), []);
});

Deno.test("Architecture - imports run downwards only", () => {
  // A type is nothing at run time, and the browser's state is made of what services send.
  const isAllowed = ({ from, to, typeOnly }: { from: string; to: string; typeOnly: boolean }) =>
    typeOnly && from.startsWith("lib/browser/") && to.startsWith("lib/services/");
  const upwards = edges(PROGRAM).filter((edge) => layerOf(edge.to) < layerOf(edge.from) && !isAllowed(edge));
  assert.deepEqual(arrows(upwards), []);
});

Deno.test("Architecture - Fresh, the adapters, the exchange and the simulator know nothing of the rest", () => {
  const strays = edges(PROGRAM).filter(({ from, to }) =>
    Object.entries(CLOSED).some(([part, allowed]) => from.startsWith(part) && !isIn(to, allowed))
  );
  assert.deepEqual(arrows(strays), []);
});

Deno.test("Architecture - the program imports nothing of the tests", () => {
  assert.deepEqual(arrows(edges(PROGRAM).filter(({ to }) => isTest(to))), []);
});

Deno.test("Architecture - there are no circles between modules, nor between folders of lib", () => {
  const values = edges(PROGRAM).filter(({ typeOnly }) => !typeOnly);
  const modules = Map.groupBy(values, ({ from }) => from);
  const moduleGraph = new Map([...modules].map(([from, all]) => [from, all.map(({ to }) => to)]));
  assert.deepEqual(circlesOf(moduleGraph).map((circle) => circle.join(" -> ")), []);
  const folderOf = (path: string) => /^lib\/[^/]+/.exec(path)?.[0] ?? path;
  const folders = Map.groupBy(
    values.filter(({ from, to }) => folderOf(from) !== folderOf(to)),
    ({ from }) => folderOf(from),
  );
  const folderGraph = new Map(
    [...folders].map(([from, all]) => [from, [...new Set(all.map(({ to }) => folderOf(to)))]]),
  );
  assert.deepEqual(circlesOf(folderGraph).map((circle) => circle.join(" -> ")), []);
});

Deno.test("Architecture - routes and islands use Fresh's public API only", () => {
  const inside = SOURCES.filter(({ path }) => !path.startsWith("lib/fresh/") && !path.startsWith("tests/"))
    .flatMap(({ path, imports }) =>
      imports.filter(({ specifier, path: to }) =>
        to?.startsWith("lib/fresh/") && !["fresh", "fresh/runtime", "fresh/dev"].includes(specifier)
      ).map(({ specifier }) => `${path} -> ${specifier}`)
    );
  assert.deepEqual(inside, []);
  const building = SOURCES.filter(({ path }) => /^(routes|islands)\//.test(path))
    .filter(({ imports }) => imports.some(({ specifier }) => specifier === "fresh/dev"));
  assert.deepEqual(building.map(({ path }) => path), []);
});

Deno.test("Architecture - what goes to the browser is islands, read models, parts of pages and packages", () => {
  const byPath = new Map(PROGRAM.map((source) => [source.path, source]));
  const seen = new Set<string>();
  const strays: string[] = [];
  const visit = ({ path, imports }: Source) => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const { specifier, path: to, typeOnly } of imports) {
      if (typeOnly || specifier === "fresh/runtime") continue;
      if (specifier.startsWith("node:") || (to !== null && !isIn(to, IN_BROWSER))) {
        strays.push(`${path} -> ${specifier}`);
      }
      const next = to === null ? undefined : byPath.get(to);
      if (next !== undefined && isIn(next.path, IN_BROWSER)) visit(next);
    }
  };
  PROGRAM.filter(({ path }) => path.startsWith("islands/") || path.startsWith("lib/browser/")).forEach(visit);
  assert.deepEqual(strays, []);
  assert.ok(seen.size > 10, "islands were looked at");
});

Deno.test(`Architecture - no file has more than ${MOST_LINES} lines`, () => {
  const long = SOURCES.filter(({ path }) => path !== "fresh.gen.ts")
    .map(({ path, text }) => ({ path, lines: text.split("\n").length - 1 }))
    .filter(({ lines }) => lines > MOST_LINES);
  assert.deepEqual(long, []);
});

Deno.test("Architecture - the top level holds what it should, and nothing else", async () => {
  const there = new Set((await listFiles()).map((path) => path.split("/")[0] ?? ""));
  for (const name of UNTRACKED) there.delete(name);
  assert.deepEqual([...there].filter((name) => !TOP_LEVEL.includes(name)), []);
  assert.deepEqual(TOP_LEVEL.filter((name) => !there.has(name)), []);
});

Deno.test("Architecture - what git ignores is named from the root: a page may be called data", async () => {
  const lines = (await Deno.readTextFile(new URL("../.gitignore", import.meta.url))).trim().split("\n");
  assert.deepEqual(lines.filter((line) => line.endsWith("/") && !line.startsWith("/")), []);
});

Deno.test("Architecture - everything that lib exports has a docstring", () => {
  const missing = PROGRAM.filter(({ path }) => path.startsWith("lib/")).flatMap(({ path, text }) => {
    const lines = text.split("\n");
    const overloaded = new Set<string>();
    return lines.flatMap((line, i) => {
      const name =
        /^export (?:default )?(?:async |abstract |declare )*(?:function\*?|class|interface|type|const|let|enum) (\w+)/
          .exec(line)?.[1];
      if (name === undefined) return [];
      const hasDocs = /\*\/$/.test(lines.slice(0, i).findLast((before) => before.trim() !== "") ?? "");
      // Further signatures of a function stand under the docstring of its first.
      if (hasDocs) overloaded.add(name);
      return hasDocs || overloaded.has(name) ? [] : [`${path}:${i + 1} ${name}`];
    });
  });
  assert.deepEqual(missing, []);
});

Deno.test("Architecture - the reading of imports sees every form there is", () => {
  const text = [
    'import type { A } from "@/lib/a.ts";',
    'import { type B, type C } from "./b.ts";',
    'import {\n  type D,\n  e,\n} from "../c/d.ts";',
    'import * as f from "fresh";',
    'export { g } from "./g.ts";',
    'export type * from "./h.ts";',
    'import "./i.css.ts";',
    'const j = await import("./j.ts");',
    '/**\n * import { no } from "./no.ts";\n */',
  ].join("\n");
  assert.deepEqual(
    importsOf("lib/x/y.ts", text).map(({ path, typeOnly }) => `${path}${typeOnly ? " (types)" : ""}`),
    [
      "lib/a.ts (types)",
      "lib/x/b.ts (types)",
      "lib/c/d.ts",
      "lib/fresh/mod.ts",
      "lib/x/g.ts",
      "lib/x/h.ts (types)",
      "lib/x/i.css.ts",
      "lib/x/j.ts",
    ],
  );
});
