import { type CDPSession, chromium, type Page } from "playwright-core";
import { startServer } from "../_server.ts";
import { counted } from "@/lib/market/format.ts";
import { type Figure, ms, type Report } from "./report.ts";
import { median, quantile } from "./statistics.ts";

const CANDLES = 100_000;
const STEPS = 60;
/** Longest main-thread work of a step on this machine, and longest time to the next paint on one a quarter as fast. */
const AIM_STEP_MS = 8;
const AIM_PAINT_MS = 50;
const SLOWDOWN = 4;
const OVERLAYS = "overlays=sma50,bb&panes=rsi";

/** The chart with 100,000 candles in Chromium: main-thread work of a step of zoom or pan, and time to the next paint. */
export async function benchChart(): Promise<Report> {
  await using server = await startServer({ env: { LIVE_TRADES: "off" } });
  await server.logged("Run finished");
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  });
  const figures: Figure[] = [];
  try {
    for (const query of ["", OVERLAYS]) {
      for (const slowdown of [1, SLOWDOWN]) {
        const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
        const page = await context.newPage();
        await page.route(/\/history\?/, (route) => route.fulfill({ json: manyCandles() }));
        await page.goto(`${server.url}/stocks/AAPL?range=1D&${query}`);
        await showAll(page);
        const session = await context.newCDPSession(page);
        // The thread's own time: another process that takes the core is not the chart's work.
        await session.send("Performance.enable", { timeDomain: "threadTicks" });
        await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
        figures.push(...await measure(page, session, slowdown, query));
        await context.close();
      }
    }
  } finally {
    await browser.close();
  }
  return {
    title: `Chart of ${CANDLES.toLocaleString("en-US")} candles in Chromium, 1280 px wide`,
    figures,
    notes: [
      `${STEPS} steps each, as keys: zooming in from all to some and out again, and panning at the whole. The work is ` +
      "all that the main thread did from one step's frame to the next (Chromium's TaskDuration: script, style, layout, " +
      "paint; processor time of that thread); the time to the next paint is the browser's own, of the Event Timing API, " +
      "in steps of 8 ms, where 16 stands for less.",
      "The bars are made up and given to the page in place of the server's answer.",
    ],
  };
}

/** A walk of prices in quarter-hours round the clock that ends now. */
function manyCandles() {
  const end = Math.floor(Date.now() / 900_000) * 900;
  let price = 100;
  const close = Array.from({ length: CANDLES }, (_, i) => price *= 1 + Math.sin(i * 12.9898) * 0.002);
  const none = close.map(() => null);
  return {
    symbol: "AAPL",
    range: "MAX",
    interval: "15m",
    sources: ["made up"],
    time: close.map((_, i) => end - (CANDLES - 1 - i) * 900),
    open: close.map((_, i) => close[i - 1] ?? 100),
    high: close.map((value) => value * 1.002),
    low: close.map((value) => value * 0.998),
    close,
    volume: none,
    source: close.map(() => 0),
    samples: none,
    expected: none,
    adjustment: none,
  };
}

/** Zooms out until all bars are in view. */
async function showAll(page: Page): Promise<void> {
  await page.locator(".chart canvas").first().waitFor();
  await page.locator(".chart").focus();
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press("-");
    await frame(page);
    const spoken = await page.locator("[data-spoken]").textContent();
    if (spoken?.includes(counted(CANDLES, "bar"))) return;
  }
  throw new Error("Cannot measure the chart: it does not show all candles");
}

async function measure(
  page: Page,
  session: CDPSession,
  slowdown: number,
  query: string,
): Promise<Figure[]> {
  await page.evaluate(() => {
    const durations: number[] = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (entry.name === "keydown") durations.push(entry.duration);
    }).observe({ type: "event", durationThreshold: 16, buffered: false } as PerformanceObserverInit);
    Reflect.set(globalThis, "paints", durations);
  });
  const times: number[] = [];
  for (let i = 0; i < STEPS; i++) {
    const key = ["+", "+", "Shift+ArrowLeft", "-", "-", "Shift+ArrowRight"][i % 6] ?? "0";
    await frame(page);
    const before = await busy(session);
    await page.keyboard.press(key);
    await frame(page);
    times.push(await busy(session) - before);
  }
  const paints: number[] = await page.evaluate(() => Reflect.get(globalThis, "paints"));
  // What took less than 16 ms is not reported.
  const all = [...paints, ...Array.from({ length: Math.max(1, STEPS - paints.length) }, () => 16)];
  const paint = quantile(all, 0.95);
  const what = `${query === "" ? "candles" : "with SMA, Bollinger and RSI"}, CPU ${
    slowdown === 1 ? "as it is" : "4× slower"
  }`;
  return [
    {
      what: `${what}: work of a step`,
      value: `p50 ${ms(median(times))}, p95 ${ms(quantile(times, 0.95))}`,
      ...slowdown === 1
        ? { beside: `aim: ${ms(AIM_STEP_MS)}`, reached: quantile(times, 0.95) <= AIM_STEP_MS }
        : {},
    },
    {
      what: `${what}: to the next paint`,
      value: `p50 ${ms(median(all))}, p95 ${ms(paint)}`,
      ...slowdown === SLOWDOWN ? { beside: `aim: ${ms(AIM_PAINT_MS)}`, reached: paint <= AIM_PAINT_MS } : {},
    },
  ];
}

/** What the main thread has done so far, milliseconds. */
async function busy(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? NaN) * 1_000;
}

/** Waits until what is due has been drawn. */
async function frame(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
}
