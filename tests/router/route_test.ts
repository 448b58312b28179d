import assert from "node:assert/strict";
import { haproxyConfig } from "./_config.ts";
import { backendLines, routeAnnotations } from "./_route.ts";

Deno.test("Route - its annotations become what the router makes of them", async () => {
  assert.deepEqual(backendLines(await routeAnnotations()), [
    "timeout server 1h",
    "timeout tunnel 1h",
    "http-response set-header Strict-Transport-Security 'max-age=31536000'",
  ]);
  assert.deepEqual(backendLines({}), [
    "cookie pod insert indirect nocache httponly secure attr SameSite=None",
  ]);
  assert.throws(() => backendLines({ "haproxy.router.openshift.io/balance": "source" }), RangeError);
});

Deno.test("Route - the router's own values are the template's, and the route's stand in its backend", () => {
  const text = haproxyConfig({
    port: 443,
    folder: "/run",
    pod: "10.0.0.1:8000",
    backend: ["timeout server 1h"],
  });
  const [general = "", backend = ""] = text.split("backend be_edge_http");
  for (const line of ["timeout client 30s", "timeout server 30s", "timeout tunnel 1h"]) {
    assert.ok(general.includes(`\n  ${line}\n`), line);
  }
  assert.match(
    text.split("\nbackend be_edge_http")[1] ?? backend,
    /\n {2}timeout server 1h\n {2}server pod 10\.0\.0\.1:8000 /,
  );
});
