import assert from "node:assert/strict";
import { App } from "fresh";
import { snapshotOf } from "./testing.ts";
import manifest from "./testdata/app/fresh.gen.ts";

Deno.test("snapshotOf - lets pages with islands be tested without a build", async () => {
  const app = new App({ manifest, snapshot: snapshotOf(manifest) }).fsRoutes();
  const response = await app.handler()(new Request("http://localhost/deep"));
  assert.equal(response.status, 200);
  assert.match(await response.text(), /<!--frsh:island:0--><button type="button" id="deep">deep 0<\/button>/);
});
