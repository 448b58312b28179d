import assert from "node:assert/strict";
import { createCleaner } from "./report.ts";

for (
  const [text, cleaned] of [
    ["/tmp/x/c/data/demo", "./data/demo"],
    ['There is no folder "/tmp/x/c" yet', 'There is no folder "." yet'],
    ["It is in /tmp/x/c.", "It is in .."],
    ["file:///tmp/x/c/main.ts", "file://./main.ts"],
    ["/tmp/x/c-data/demo", "/tmp/x/c-data/demo"],
    ["/tmp/x/c.old", "/tmp/x/c.old"],
    ["/tmp/x/cé", "/tmp/x/cé"],
    ["/mnt/tmp/x/c/data", "/mnt/tmp/x/c/data"],
    ["the key k3y", "the key [redacted]"],
  ] as const
) {
  Deno.test(`createCleaner - of a project in /tmp/x/c "${text}" is "${cleaned}"`, () => {
    assert.equal(createCleaner(["k3y"], "/tmp/x/c")(text), cleaned);
  });
}

Deno.test("createCleaner - a project at the root of the disk takes no slash away", () => {
  assert.equal(createCleaner([], "/")("/data/demo"), "/data/demo");
});
