import assert from "node:assert/strict";
import { startServer, until } from "../_server.ts";
import { gapsIn, heardOn } from "../router/_heard.ts";
import { startHaproxy } from "../router/_haproxy.ts";
import { AWAY, openWatched, refusals, runOnce, startAgain, untilAllHeard } from "../router/_healing.ts";
import { routeAnnotations } from "../router/_route.ts";
import { isMarked, quiet, untilLikeFresh } from "./_app.ts";
import { withBrowser } from "./_browser.ts";

// Ten minutes of it, and more of it: deno task router:test
Deno.test("HAProxy - as OpenShift's router: events come through, and after its 503 the page heals without a lost event", async () => {
  const dataPath = await Deno.makeTempDir({ prefix: "quarterhour-" });
  let server = await startServer({ env: quiet(), dataPath });
  try {
    await server.logged("Run finished", { status: "complete" });
    await using router = await startHaproxy(server.url, await routeAnnotations());
    await withBrowser({ origin: router.url, expected: AWAY, args: [router.trust] }, async (browser) => {
      const page = await browser.newPage();
      const answered = page.waitForResponse(`${router.url}/`);
      await openWatched(page, router.url);
      const headers = await (await answered).allHeaders();
      assert.equal(headers["strict-transport-security"], "max-age=31536000");
      assert.equal(headers["set-cookie"], undefined);

      await runOnce(server);
      await untilAllHeard(page, server.url);
      const names = (await heardOn(page)).map(({ what }) => what);
      assert.ok(names.includes("quote") && names.includes("data_ingested"), names.join(", "));
      assert.ok(!names.includes("reset"), "it came as it happened, through the router");

      assert.equal((await server.stop("SIGTERM")).code, 0);
      await until("the router answers 503", () => refusals(router) > 0);
      server = await startAgain(server, quiet());
      await untilAllHeard(page, server.url);
      await untilLikeFresh(page);
      assert.ok(await isMarked(page), "the page was not loaded again");
      assert.deepEqual(gapsIn(await heardOn(page)), []);
    });
  } finally {
    await server.stop("SIGKILL");
    await Deno.remove(dataPath, { recursive: true });
  }
});
