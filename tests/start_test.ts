import assert from "node:assert/strict";
import { showsPrice, statusOf } from "./_api.ts";
import { startServer, until } from "./_server.ts";

Deno.test("Start - without key and Redis the demo is ready, has written every dataset, and lists seven prices", async () => {
  await using server = await startServer();
  assert.equal(await statusOf(server, "/readyz"), 200);
  await server.logged("Run finished");
  const kinds = new Set<string>();
  for await (const { name } of Deno.readDir(`${server.dataPath}/demo`)) {
    const kind = /^([a-z_]+)_\d{8}_\d{6}\.csv$/.exec(name)?.[1];
    if (kind) kinds.add(kind);
  }
  assert.equal(kinds.size, 14, [...kinds].join(" "));
  const page = await until("the page lists prices", async () => {
    const html = await (await fetch(server.url)).text();
    return html.includes("AAPL") && html;
  });
  for (const symbol of ["AAPL", "GOOGL", "MSFT", "TSLA", "AMZN", "NVDA", "META"]) {
    assert.ok(showsPrice(page, symbol), symbol);
  }
  assert.match(page, /Demo data/);
  const { success, code } = await server.stop("SIGTERM");
  assert.deepEqual({ success, code }, { success: true, code: 0 });
});
