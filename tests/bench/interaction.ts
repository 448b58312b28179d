import type { Page } from "playwright-core";
import { layoutShifts, noSlot, startRun } from "../browser/_app.ts";
import { openAwake, type TestBrowser, withBrowser } from "../browser/_browser.ts";
import { type RunningServer, startServer } from "../_server.ts";
import { type Figure, ms, type Report } from "./report.ts";
import { quantile } from "./statistics.ts";

const AIM_MS = 50;
const SLOWDOWN = 4;
/** What is shorter the browser does not report. */
const LEAST_MS = 16;
const ROUNDS = 8;

/** Something a reader does on a page, once a round. */
type Deed = readonly [what: string, act: (page: Page, round: number) => Promise<unknown>];

const key = (name: string) => (page: Page) => page.keyboard.press(name);

const MARKET: readonly Deed[] = [
  [
    "sorts the list",
    (page, round) =>
      page.getByRole("button", { name: round % 2 ? "Symbol" : "Price", exact: true }).press("Enter"),
  ],
  ["filters it", (page) => page.getByRole("searchbox", { name: /^Filter/ }).press("a")],
  ["takes that back", (page) => page.getByRole("searchbox", { name: /^Filter/ }).press("Backspace")],
  ["changes its density", (page) => page.getByRole("button", { name: "Compact" }).click()],
  ["opens the palette", key("Control+k")],
  ["types into it", key("m")],
  ["closes it", key("Escape")],
];

const STOCK: readonly Deed[] = [
  [
    "changes the range",
    (page, round) =>
      page.getByRole("navigation", { name: "Range" }).getByText(round % 2 ? "6M" : "1Y", { exact: true })
        .click(),
  ],
  ["goes to the bar before", (page) => page.locator(".chart").press("ArrowLeft")],
  ["zooms in", key("+")],
  ["pans", key("Shift+ArrowLeft")],
  ["sees all again", key("0")],
  ["opens the indicators", (page) => page.locator("#chart summary", { hasText: "Indicators" }).click()],
  ["switches one", (page) => page.getByLabel("SMA 50").click()],
  ["switches a pane", (page) => page.getByLabel("RSI 14").click()],
  ["closes the menu", key("Escape")],
  ["unfolds the financials", (page) => page.locator("#financials summary").first().click()],
];

/** What a reader does on the two pages that are looked at most, on a machine a quarter as fast, while data arrives. */
export async function benchInteraction(): Promise<Report> {
  await using server = await startServer({ env: { INGEST_CRON: noSlot() } });
  await server.logged("Run finished");
  const figures: Figure[] = [];
  await withBrowser({ origin: server.url }, async (browser) => {
    for (const width of [390, 1280]) {
      figures.push(...await measure(browser, server, `/ at ${width} px`, "/", width, MARKET));
      figures.push(
        ...await measure(browser, server, `/stocks/AAPL at ${width} px`, "/stocks/AAPL", width, STOCK),
      );
    }
  });
  return {
    title: `Interaction to next paint in Chromium, CPU ${SLOWDOWN}× slower, trades and a run arriving`,
    figures,
    notes: [
      `Each thing is done ${ROUNDS} times. The time is the browser's own, of the Event Timing API, in steps of 8 ms, where ` +
      `${LEAST_MS} stands for less; of the events of one interaction the longest counts. Layout shift is the sum of all ` +
      "that no input of the half second before explains.",
    ],
  };
}

async function measure(
  browser: TestBrowser,
  server: RunningServer,
  where: string,
  path: string,
  width: number,
  deeds: readonly Deed[],
): Promise<Figure[]> {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  await openAwake(page, server.url + path);
  await page.waitForLoadState("networkidle");
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
  await page.evaluate(watchInteractions);
  const times = new Map<string, number[]>(deeds.map(([what]) => [what, []]));
  for (let round = 0; round < ROUNDS; round++) {
    if (round === ROUNDS / 2) await startRun(server.url);
    for (const [what, act] of deeds) {
      await act(page, round);
      // The entry comes after the paint that it tells of.
      await page.waitForTimeout(250);
      const durations = await page.evaluate(takeInteractions);
      times.get(what)?.push(Math.max(16, ...durations));
    }
  }
  const all = [...times.values()].flat();
  const [slowest = "", worst = []] = [...times].reduce((a, b) =>
    quantile(a[1], 0.5) >= quantile(b[1], 0.5) ? a : b
  );
  const shift = (await layoutShifts(page)).reduce((sum, { value }) => sum + value, 0);
  await page.close();
  return [
    {
      what: `${where}: to the next paint`,
      value: `p50 ${ms(quantile(all, 0.5))}, p95 ${ms(quantile(all, 0.95))}`,
      beside: `aim: ${ms(AIM_MS)}; slowest: ${slowest}, p50 ${ms(quantile(worst, 0.5))}`,
      reached: quantile(all, 0.95) <= AIM_MS,
    },
    {
      what: `${where}: layout shift`,
      value: shift.toFixed(4),
      beside: "aim: 0.00",
      reached: shift < 0.005,
    },
  ];
}

// Runs in the page.
function watchInteractions(): void {
  const durations: number[] = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (Reflect.get(entry, "interactionId") > 0) durations.push(entry.duration);
    }
  }).observe({ type: "event", durationThreshold: 16, buffered: false } as PerformanceObserverInit);
  Reflect.set(globalThis, "interactions", durations);
}

// Runs in the page: those since the last time.
function takeInteractions(): number[] {
  const durations: number[] = Reflect.get(globalThis, "interactions");
  return durations.splice(0);
}
