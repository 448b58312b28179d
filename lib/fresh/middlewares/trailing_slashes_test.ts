import assert from "node:assert/strict";
import { through } from "../_testing.ts";
import { trailingSlashes } from "./trailing_slashes.ts";

for (
  const [mode, path, location] of [
    ["never", "/", null],
    ["never", "/a", null],
    ["never", "/a/?x=1", "/a?x=1"],
    ["never", "//evil.test/", "/evil.test"],
    ["always", "/", null],
    ["always", "/a/", null],
    ["always", "/a?x=1", "/a/?x=1"],
    ["always", "//evil.test", "/evil.test/"],
  ] as const
) {
  Deno.test(`trailingSlashes - "${mode}" leads ${path} to ${location ?? "its page"}`, async () => {
    const response = await through(trailingSlashes(mode), () => new Response("page"), path);
    assert.equal(response.status, location === null ? 200 : 302);
    assert.equal(response.headers.get("location"), location);
  });
}
