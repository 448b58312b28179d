/**
 * `deno task icons` too: makes `lib/services/share/glyphs.json`, the letters of the share images as Chromium draws them.
 *
 * @module
 */
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { withBrowser } from "./browser/_browser.ts";
import { ROOT } from "./_server.ts";

const FAMILY = "DejaVu Sans";
const ASCII = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join("");
const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:-^+−% ▲▼•–";
const FONTS = [
  { name: "huge", size: 128, weight: 700, chars: UPPER },
  { name: "large", size: 44, weight: 400, chars: `${ASCII}−–·▲▼•…` },
  { name: "small", size: 28, weight: 400, chars: `${ASCII}−–·▲▼•…` },
] as const;

await withBrowser({ origin: "about:blank" }, async (browser) => {
  const page = await browser.newPage();
  const fonts: Record<string, unknown> = {};
  for (const font of FONTS) {
    const { height, widths, alpha } = await page.evaluate(draw, { ...font, family: FAMILY });
    fonts[font.name] = {
      chars: font.chars,
      height,
      widths,
      alpha: deflateSync(Uint8Array.from(alpha), { level: 9 }).toString("base64"),
    };
  }
  const path = join(ROOT, "lib/services/share/glyphs.json");
  await Deno.writeTextFile(path, JSON.stringify(fonts, null, 2) + "\n");
});

// Runs in the page: all letters side by side, their coverage in sixteen steps.
function draw(
  { size, weight, chars, family }: { size: number; weight: number; chars: string; family: string },
) {
  const canvas = new OffscreenCanvas(1, 1);
  const font = `${weight} ${size}px "${family}"`;
  const measure = canvas.getContext("2d");
  if (measure === null) throw new Error("No canvas");
  measure.font = font;
  const widths = [...chars].map((char) => Math.round(measure.measureText(char).width));
  const height = Math.round(size * 1.25);
  canvas.width = widths.reduce((sum, width) => sum + width, 0);
  canvas.height = height;
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("No canvas");
  context.font = font;
  context.textBaseline = "alphabetic";
  let x = 0;
  for (const [i, char] of [...chars].entries()) {
    context.save();
    context.beginPath();
    context.rect(x, 0, widths[i] ?? 0, height);
    context.clip();
    context.fillText(char, x, size);
    context.restore();
    x += widths[i] ?? 0;
  }
  const { data } = context.getImageData(0, 0, canvas.width, height);
  const alpha = Array.from({ length: data.length / 4 }, (_, i) => Math.round((data[i * 4 + 3] ?? 0) / 17));
  return { height, widths, alpha };
}
