import assert from "node:assert/strict";
import fc from "fast-check";
import { Router } from "./router.ts";

function router(): Router<string> {
  const router = new Router<string>();
  for (
    const pattern of [
      "/",
      "/about",
      "/stocks/:symbol",
      "/docs{/:version}?",
      "/api/{:name}.csv",
      "/old/:path*",
    ]
  ) {
    router.add(["GET"], pattern, `GET ${pattern}`);
  }
  router.add(["POST"], "/stocks/:symbol", "POST /stocks/:symbol");
  return router;
}

for (
  const [path, pattern, params] of [
    ["/", "/", {}],
    ["/about", "/about", {}],
    ["/about/", null, {}],
    ["/stocks/AAPL", "/stocks/:symbol", { symbol: "AAPL" }],
    ["/stocks/caf%C3%A9", "/stocks/:symbol", { symbol: "café" }],
    ["/stocks/a%2Fb", "/stocks/:symbol", { symbol: "a%2Fb" }],
    ["/stocks/%E0%A4%A", "/stocks/:symbol", { symbol: "%E0%A4%A" }],
    ["/stocks/a/b", null, {}],
    ["/docs", "/docs{/:version}?", { version: "" }],
    ["/docs/2", "/docs{/:version}?", { version: "2" }],
    ["/api/quotes.csv", "/api/{:name}.csv", { name: "quotes" }],
    ["/old/a/b", "/old/:path*", { path: "a/b" }],
  ] as const
) {
  Deno.test(`Router - leads ${path} to ${pattern ?? "no route"}`, () => {
    const match = router().match("GET", path);
    assert.equal(match.pattern, pattern);
    assert.deepEqual({ ...match.params }, params);
    assert.equal(match.target, pattern === null ? undefined : `GET ${pattern}`);
  });
}

Deno.test("Router - answers HEAD by GET and names the methods of a path", () => {
  assert.equal(router().match("HEAD", "/about").target, "GET /about");
  const match = router().match("DELETE", "/stocks/AAPL");
  assert.equal(match.target, undefined);
  assert.deepEqual(match.allowed, ["GET", "HEAD", "POST"]);
});

Deno.test("Router - has no parameter that the pattern does not name", () => {
  assert.equal(router().match("GET", "/stocks/AAPL").params["constructor"], undefined);
});

Deno.test("Router - refuses a pattern that cannot be read", () => {
  assert.throws(() => router().add(["GET"], "/a/:", "x"), { name: "SyntaxError", message: /"\/a\/:"/ });
});

Deno.test("Router - never throws, whatever the path", () => {
  const table = router();
  const path = fc.oneof(
    fc.webPath(),
    fc.string({ unit: "binary" }).map((text) => "/" + text),
    fc.array(fc.constantFrom("..", ".", "%", "%2e%2e", "%00", "/", "stocks", "\\", ":", "*", "é"))
      .map((parts) => "/" + parts.join("/")),
  );
  fc.assert(
    fc.property(path, fc.constantFrom("GET", "HEAD", "BREW"), (path, method) => {
      table.match(method, path);
    }),
    { numRuns: 500 },
  );
});
