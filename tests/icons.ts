/**
 * `deno task icons`: makes the icons of the installed program, `static/icon-*.png`, from the logo, with Chromium.
 *
 * @module
 */
import { join } from "node:path";
import { withBrowser } from "./browser/_browser.ts";
import { ROOT } from "./_server.ts";

const PAPER = "#0e1114";
const INK = "#7db1ff";

/** A maskable icon's outer fifth may be cut away by the system: https://www.w3.org/TR/appmanifest/#icon-masks. */
const ICONS = [
  { name: "icon-192.png", size: 192, share: 0.66, radius: 0.2 },
  // Found by its name; its corners are rounded by the system.
  { name: "apple-touch-icon.png", size: 180, share: 0.6, radius: 0 },
  { name: "icon-512.png", size: 512, share: 0.66, radius: 0.2 },
  { name: "icon-maskable-512.png", size: 512, share: 0.5, radius: 0 },
] as const;

const logo = await Deno.readTextFile(join(ROOT, "static/logo.svg"));
await withBrowser({ origin: "about:blank" }, async (browser) => {
  for (const { name, size, share, radius } of ICONS) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    const margin = size * (1 - share) / 2;
    await page.setContent(
      `<style>body{margin:0}div{box-sizing:border-box;width:${size}px;height:${size}px;padding:${margin}px;` +
        `background:${PAPER};border-radius:${size * radius}px}svg{display:block}</style>` +
        `<div>${logo.replaceAll("#1b58b4", INK)}</div>`,
    );
    await page.screenshot({ path: join(ROOT, "static", name), omitBackground: true });
  }
});
