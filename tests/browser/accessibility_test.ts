import assert from "node:assert/strict";
import axe from "axe-core";
import { startServer } from "../_server.ts";
import { withBrowser } from "./_browser.ts";

const PAGES = [
  "/",
  "/stocks/AAPL",
  "/news",
  "/calendar",
  "/calendar?view=list",
  "/pipeline",
  "/data",
  "/data/financials",
  "/pipeline?past=hour",
  "/nothing-here",
];

/** The part of axe's answer that a failure is told by. */
interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string }[];
}

Deno.test("Accessibility - axe finds nothing wrong on any page, light or dark", async (t) => {
  await using server = await startServer();
  await server.logged("Run finished");
  await withBrowser({ origin: server.url, expected: [/status of 404/] }, async (browser) => {
    for (const colorScheme of ["light", "dark"] as const) {
      // The content security policy keeps a test's script out, as it should.
      const page = await browser.newPage({ colorScheme, bypassCSP: true });
      for (const path of PAGES) {
        await t.step(`${path}, ${colorScheme}`, async () => {
          await page.goto(server.url + path);
          await page.evaluate(axe.source);
          const violations = await page.evaluate(
            "axe.run().then((result) => result.violations)",
          ) as Violation[];
          assert.deepEqual(violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.html}`), []);
        });
      }
    }
  });
});
