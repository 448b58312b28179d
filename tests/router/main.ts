/**
 * Puts HAProxy, with the values of OpenShift's router, between Chromium and the program, and watches: no event stream is
 * cut before its own age, with the Route's annotations and without; the program ends and starts behind it, and the pages
 * heal without a reload and without a lost event. Ends with 1 when a promise is not kept.
 *
 *     deno task router:test [minutes]
 *
 * Ten minutes unless said otherwise; in less than five no stream comes to its own age. As root it installs what is missing.
 *
 * @module
 */
import { ensurePackages, say } from "../_debian.ts";
import { type Report, textOf } from "../bench/report.ts";
import { type RunningServer, startServer } from "../_server.ts";
import { quiet } from "../browser/_app.ts";
import { withBrowser } from "../browser/_browser.ts";
import { startHaproxy } from "./_haproxy.ts";
import { AWAY } from "./_healing.ts";
import { ROUTER_NEEDS } from "./_needs.ts";
import { restart } from "./_restart.ts";
import { routeAnnotations } from "./_route.ts";
import { watch } from "./_watch.ts";
import { openWindow } from "./_window.ts";

const minutes = Number(Deno.args[0] ?? 10);
const problem = await ensurePackages("The router's tests", [
  { path: "/usr/bin/chromium", package: "chromium" },
  ...ROUTER_NEEDS,
]);
if (problem !== null || !(minutes > 0 && minutes <= 120)) {
  say(problem ?? `Cannot watch for "${Deno.args[0]}" minutes: expected a number up to 120`);
  Deno.exit(1);
}
let isMissed = false;
try {
  await main();
} catch (error) {
  say(`Failed: ${error instanceof Error ? error.message : error}`);
  isMissed = true;
}
Deno.exit(isMissed ? 1 : 0);

async function main(): Promise<void> {
  const dataPath = await Deno.makeTempDir({ prefix: "quarterhour-" });
  const env = quiet();
  let server: RunningServer = await startServer({ env, dataPath });
  try {
    await server.logged("Run finished", { status: "complete" });
    await using theirs = await startHaproxy(server.url, await routeAnnotations());
    await using bare = await startHaproxy(server.url, {});
    const trusting = ({ url, trust }: typeof bare) => ({ origin: url, expected: AWAY, args: [trust] });
    await withBrowser(trusting(theirs), (one) =>
      withBrowser(trusting(bare), async (other) => {
        const windows = [
          await openWindow("as the Route says", theirs, one),
          await openWindow("without annotations", bare, other),
        ];
        print(await watch(windows, server, minutes));
        for (const signal of ["SIGTERM", "SIGKILL"] as const) {
          const after = await restart(windows, server, env, signal);
          server = after.server;
          print(after.report);
        }
      }));
  } finally {
    await server.stop("SIGKILL");
    await Deno.remove(dataPath, { recursive: true });
  }
}

function print(report: Report): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${textOf(report)}\n`));
  isMissed ||= report.figures.some(({ reached }) => reached === false);
}
