import assert from "node:assert/strict";
import fc from "fast-check";
import { comparePatterns, readRouteFile } from "./pattern.ts";

for (
  const [path, pattern] of [
    ["./routes/index.tsx", "/"],
    ["./routes/about.tsx", "/about"],
    ["./routes/blog/index.ts", "/blog"],
    ["./routes/blog/[slug].tsx", "/blog/:slug"],
    ["./routes/blog/[slug]/comments.tsx", "/blog/:slug/comments"],
    ["./routes/old/[...path].tsx", "/old/:path*"],
    ["./routes/docs/[[version]]/index.tsx", "/docs{/:version}?"],
    ["./routes/(marketing)/about.tsx", "/about"],
    ["./routes/(marketing)/index.tsx", "/"],
    ["./routes/api/[name].csv.ts", "/api/:name.csv"],
    ["./routes/[from]-[to].tsx", "/:from-:to"],
    ["./routes/[id]th.tsx", "/{:id}th"],
    ["routes/healthz.ts", "/healthz"],
  ] as const
) {
  Deno.test(`readRouteFile - reads ${path} as the pattern ${pattern}`, () => {
    const file = readRouteFile(path);
    assert.equal(file?.kind, "route");
    assert.equal(file?.pattern, pattern);
  });
}

for (
  const [path, kind, folders] of [
    ["./routes/_app.tsx", "app", []],
    ["./routes/_404.tsx", "notFound", []],
    ["./routes/_error.tsx", "error", []],
    ["./routes/_500.tsx", "error", []],
    ["./routes/api/_middleware.ts", "middleware", ["api"]],
    ["./routes/(site)/news/_layout.tsx", "layout", ["(site)", "news"]],
  ] as const
) {
  Deno.test(`readRouteFile - takes ${path} for a file of the kind ${kind}`, () => {
    const file = readRouteFile(path);
    assert.equal(file?.kind, kind);
    assert.deepEqual(file?.folders, folders);
  });
}

for (
  const path of [
    "./routes/(_components)/chart.tsx",
    "./routes/news/(_islands)/List.tsx",
    "./routes/index_test.tsx",
    "./routes/styles.css",
  ]
) {
  Deno.test(`readRouteFile - leaves ${path} alone`, () => assert.equal(readRouteFile(path), null));
}

for (
  const [path, message] of [
    ["./routes/_midleware.ts", /expected one of _app, _layout/],
    ["./routes/blog/_app.tsx", /belongs directly in routes/],
    ["./routes/[a][b].tsx", /expected text between the parameters/],
    ["./routes/x-[[a]].tsx", /as a whole segment/],
    ["./routes/[...rest]/more.tsx", /expected nothing behind/],
    ["./routes/a:b.tsx", /expected none of/],
    ["./routes/[a.tsx", /as a whole segment/],
  ] as const
) {
  Deno.test(`readRouteFile - refuses ${path}`, () => {
    assert.throws(() => readRouteFile(path), { name: "SyntaxError", message });
  });
}

Deno.test("comparePatterns - tries text before parameters, and the rest last", () => {
  const sorted = [
    "/api/status",
    "/api/{:name}.csv",
    "/api/:name/latest",
    "/api/:name",
    "/api{/:name}?",
    "/api/:path*",
    "/:path*",
  ];
  assert.deepEqual([...sorted].reverse().sort(comparePatterns), sorted);
});

Deno.test("comparePatterns - orders any patterns the same way, whatever order they come in", () => {
  const segment = fc.constantFrom("a", "b", ":x", ":x*", "{:x}.csv");
  const pattern = fc.array(segment, { maxLength: 4 }).map((parts) => "/" + parts.join("/"));
  fc.assert(fc.property(fc.uniqueArray(pattern, { maxLength: 6 }), (patterns) => {
    const sorted = [...patterns].sort(comparePatterns);
    assert.deepEqual([...patterns].reverse().sort(comparePatterns), sorted);
  }));
});
