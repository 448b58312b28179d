/**
 * Makes sure that what the tests need beside Deno is there: a Chromium, a Redis server, pandas, promtool, yamllint,
 * HAProxy, OpenSSL and curl, as Debian packages them. As root it installs what is missing; otherwise it says what to
 * run, and ends with 1. No test is ever skipped for want of them.
 *
 * @module
 */
import { ensurePackages, say } from "./_debian.ts";
import { ROUTER_NEEDS } from "./router/_needs.ts";

const problem = await ensurePackages("The tests", [
  { path: "/usr/bin/chromium", package: "chromium" },
  { path: "/usr/bin/redis-server", package: "redis-server" },
  { path: "/usr/bin/redis-cli", package: "redis-tools" },
  { path: "/usr/lib/python3/dist-packages/pandas/__init__.py", package: "python3-pandas" },
  { path: "/usr/bin/promtool", package: "prometheus" },
  { path: "/usr/bin/yamllint", package: "yamllint" },
  { path: "/usr/bin/curl", package: "curl" },
  ...ROUTER_NEEDS,
]);
if (problem !== null) {
  say(problem);
  Deno.exit(1);
}
