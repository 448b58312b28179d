import assert from "node:assert/strict";
import { through } from "../_testing.ts";
import { csp } from "./csp.ts";

const page = () => new Response("<p>", { headers: { "content-type": "text/html" } });

function directive(response: Response, name: string): string | undefined {
  return response.headers.get("content-security-policy")?.split("; ").find((one) =>
    one.startsWith(name + " ")
  );
}

Deno.test("csp - allows inline scripts and styles by nonce alone", async () => {
  const response = await through(csp(), page);
  const policy = response.headers.get("content-security-policy") ?? "";
  assert.match(policy, /script-src 'self' 'nonce-[A-Za-z0-9+/=]{24}'/);
  assert.match(policy, /style-src 'self' 'nonce-[A-Za-z0-9+/=]{24}'/);
  assert.doesNotMatch(policy, /unsafe-inline|upgrade-insecure-requests/);
});

Deno.test("csp - makes another nonce for every request", async () => {
  const first = directive(await through(csp(), page), "script-src");
  assert.notEqual(first, directive(await through(csp(), page), "script-src"));
});

Deno.test("csp - puts a directive in the place of the default with its name, the nonce added", async () => {
  const response = await through(csp({ csp: ["script-src 'self' https://x.test", "img-src *"] }), page);
  assert.match(directive(response, "script-src") ?? "", /^script-src 'self' https:\/\/x\.test 'nonce-/);
  assert.equal(directive(response, "img-src"), "img-src *");
  assert.equal(response.headers.get("content-security-policy")?.match(/img-src/g)?.length, 1);
});

Deno.test("csp - has Fresh's other options", async () => {
  const response = await through(csp({ reportOnly: true, reportTo: "/reports", useNonce: false }), page);
  assert.equal(response.headers.get("content-security-policy"), null);
  const policy = response.headers.get("content-security-policy-report-only") ?? "";
  assert.match(policy, /script-src 'self' 'unsafe-inline'; .*report-to csp-endpoint; report-uri \/reports$/);
  assert.equal(response.headers.get("reporting-endpoints"), 'csp-endpoint="/reports"');
});

Deno.test("csp - also protects responses whose headers cannot be changed", async () => {
  const response = await through(csp(), () => Response.redirect("http://localhost/x"));
  assert.equal(response.status, 302);
  assert.ok(response.headers.has("content-security-policy"));
});
