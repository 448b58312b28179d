import assert from "node:assert/strict";
import { through } from "../_testing.ts";
import { csrf, type CsrfOptions } from "./csrf.ts";

const OTHER = "https://evil.test";

for (
  const [method, headers, options, status] of [
    ["GET", { "sec-fetch-site": "cross-site", origin: OTHER }, {}, 200],
    ["POST", {}, {}, 200],
    ["POST", { "sec-fetch-site": "same-origin" }, {}, 200],
    ["POST", { "sec-fetch-site": "none" }, {}, 200],
    ["POST", { "sec-fetch-site": "cross-site" }, {}, 403],
    ["POST", { "sec-fetch-site": "same-site", origin: "http://a.localhost" }, {}, 403],
    ["DELETE", { "sec-fetch-site": "cross-site", origin: OTHER }, {}, 403],
    ["POST", { origin: "http://localhost" }, {}, 200],
    ["POST", { origin: OTHER }, {}, 403],
    ["POST", { origin: "null" }, {}, 403],
    ["POST", { "sec-fetch-site": "cross-site", origin: OTHER }, { origin: OTHER }, 200],
    ["POST", { origin: OTHER }, { origin: ["https://a.test", OTHER] }, 200],
    ["POST", { origin: OTHER }, { origin: (origin: string) => origin.endsWith(".test") }, 200],
  ] as [string, Record<string, string>, CsrfOptions, number][]
) {
  Deno.test(`csrf - answers ${status} to ${method} ${JSON.stringify(headers)} for ${JSON.stringify(options)}`, async () => {
    const response = await through(csrf(options), () => new Response("ok"), "/", { method, headers });
    assert.equal(response.status, status);
  });
}
