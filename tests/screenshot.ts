/**
 * `deno task screenshot`: makes `docs/screenshot.png`, the demo's first page as Chromium shows it.
 *
 * @module
 */
import { join } from "node:path";
import { openAwake, withBrowser } from "./browser/_browser.ts";
import { ROOT, startServer } from "./_server.ts";

const VIEWPORT = { width: 1280, height: 800 };

await using server = await startServer();
await server.logged("Run finished");
await withBrowser({ origin: server.url }, async (browser) => {
  const page = await browser.newPage({ viewport: VIEWPORT, colorScheme: "dark", reducedMotion: "reduce" });
  await openAwake(page, server.url);
  await page.screenshot({ path: join(ROOT, "docs/screenshot.png") });
});
await server.stop();
