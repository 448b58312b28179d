import type { CDPSession, Page } from "playwright-core";
import { until } from "../_server.ts";

/** Puts fingers down, moves them through the places, and lifts them. */
export async function fingers(
  session: CDPSession,
  steps: readonly { x: number; y: number }[][],
): Promise<void> {
  for (const [i, touchPoints] of steps.entries()) {
    await session.send("Input.dispatchTouchEvent", {
      type: i === 0 ? "touchStart" : "touchMove",
      touchPoints,
    });
  }
  await session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
}

/** Waits for another picture than this one, with something in it, and gives it. */
export function drawn(page: Page, before: string): Promise<string> {
  return until("the chart is drawn", async () => {
    const { picture, share } = await page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>("#chart canvas");
      if (!canvas || canvas.width === 0 || canvas.height === 0) return { picture: "", share: 0 };
      // A copy, as reading the chart's own canvas would slow it.
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", {
        willReadFrequently: true,
      });
      copy?.drawImage(canvas, 0, 0);
      const pixels = copy?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      let inked = 0;
      for (let i = 3; i < pixels.length; i += 4) if (pixels[i] !== 0) inked++;
      return { picture: canvas.toDataURL(), share: inked / (pixels.length / 4) };
    });
    return share > 0.01 && picture !== before && picture;
  });
}

/** How many colours the last price's tag on the axis has: its own, and its text's. */
export function shadesOfPriceTag(): number {
  const canvas = document.querySelector<HTMLCanvasElement>("#chart canvas");
  const pixels = canvas?.getContext("2d")?.getImageData(canvas.width - 61, 0, 50, canvas.height);
  const shades = new Set<string>();
  for (let row = 0; row < (pixels?.height ?? 0); row++) {
    const cells = pixels?.data.subarray(row * 200, (row + 1) * 200) ?? new Uint8ClampedArray();
    // Of what stands on the axis only the tag reaches so far to the left.
    if (cells[3] === 0) continue;
    for (let i = 0; i < cells.length; i += 4) shades.add(cells.subarray(i, i + 4).join());
  }
  return shades.size;
}

/** What a screen reader was told last. */
export async function spoken(page: Page): Promise<string> {
  return await page.locator("[data-spoken]").textContent() ?? "";
}

/** Presses a key and gives what is told of it. */
export async function toldOf(page: Page, key: string): Promise<string> {
  const before = await spoken(page);
  await page.keyboard.press(key);
  return until(`"${key}" is answered`, async () => {
    const text = await spoken(page);
    return text !== before && text.trim();
  });
}
