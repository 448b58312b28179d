import assert from "node:assert/strict";
import type { EndpointOutcome } from "@/lib/datasets/dataset.ts";
import { answered, statusOf, succeeded } from "./status.ts";

Deno.test("succeeded - a collection has what its source can give; a refusal by the plan is nobody's failure", () => {
  const cases: [EndpointOutcome["result"][], boolean][] = [
    [[], true],
    [["ok"], true],
    [["refused"], true],
    [["refused", "substituted"], true],
    [["ok", "refused"], true],
    ...([
      "unauthorized",
      "rate_limited",
      "server",
      "timeout",
      "network",
      "malformed",
      "client",
      "cancelled",
    ] as const)
      .flatMap((kind): [EndpointOutcome["result"][], boolean][] => [[[kind], false], [["ok", kind], false]]),
  ];
  for (const [results, expected] of cases) {
    const outcomes = results.map((result) => ({ endpoint: "/quote", result }));
    assert.equal(succeeded(outcomes), expected, results.join(", "));
  }
});

Deno.test("answered - a substitute is no answer of the provider", () => {
  for (
    const [results, expected] of [
      [[], false],
      [["refused", "substituted"], false],
      [["timeout"], false],
      [["ok", "timeout"], true],
    ] as const
  ) {
    const outcomes = results.map((result) => ({ endpoint: "/quote", result }));
    assert.equal(answered(outcomes), expected, results.join(", "));
  }
});

Deno.test("statusOf - tells truly how a run ended", () => {
  for (
    const [planned, succeeded, answered, failed, status] of [
      [80, 80, 70, 0, "complete"],
      [80, 80, 0, 0, "complete"],
      [0, 0, 0, 0, "complete"],
      [80, 79, 70, 1, "partial"],
      [80, 1, 1, 79, "partial"],
      [80, 0, 0, 80, "failed"],
      [1, 0, 0, 1, "failed"],
      // An outage: what was made of old data is not news.
      [80, 21, 0, 59, "failed"],
      // Neither succeeded nor failed: never tried.
      [80, 79, 70, 0, "partial"],
      [80, 0, 0, 0, "failed"],
    ] as const
  ) assert.equal(statusOf({ planned, succeeded, answered, failed }), status, `${succeeded} of ${planned}`);
});
