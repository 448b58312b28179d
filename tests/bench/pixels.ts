import type { Page } from "playwright-core";
import { stampOf } from "@/lib/store/stamp.ts";
import { openAwake, withBrowser } from "../browser/_browser.ts";
import { until } from "../_server.ts";
import { type Demo, startDemo } from "./_demo.ts";
import { type Figure, ms, type Report } from "./report.ts";
import { quantile, wallTime } from "./statistics.ts";

const COMMITS = 100;
const SYMBOL = "AAPL";
const AIM_MS = 1_000;
const SLOWDOWN = 4;

/** From the commit of quotes to the price painted on an open page. */
export async function benchPixels(): Promise<Report> {
  const figures: Figure[] = [];
  await using demo = await startDemo();
  const server = await demo.app.listen({ hostname: "127.0.0.1", port: 0, onListen: () => {} });
  const origin = `http://127.0.0.1:${server.addr.port}`;
  try {
    await withBrowser({ origin }, async (browser) => {
      for (const [tabs, slowdown] of [[1, 1], [1, SLOWDOWN], [8, 1]] as const) {
        const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
        const pages = await Promise.all(Array.from({ length: tabs }, () => context.newPage()));
        for (const page of pages) {
          await openAwake(page, origin);
          const session = await context.newCDPSession(page);
          await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
          await page.evaluate(watchPrice, SYMBOL);
        }
        // What is behind others has no pixels: the tab in front counts.
        const times = await changes(demo, pages[tabs - 1]);
        await context.close();
        const p99 = quantile(times, 0.99);
        figures.push({
          what: `${tabs === 1 ? "one tab" : `the front one of ${tabs} tabs`}, CPU ${
            slowdown === 1 ? "as it is" : `${slowdown}× slower`
          }`,
          value: `p50 ${ms(quantile(times, 0.5))}, p99 ${ms(p99)}`,
          beside: `aim: ${ms(AIM_MS)}`,
          reached: p99 <= AIM_MS,
        });
      }
    });
  } finally {
    await server.shutdown();
  }
  return {
    title: "From commit of quotes to changed pixels in Chromium",
    figures,
    notes: [
      `${COMMITS} commits of one quote each, one after the other, file written and synced; the page's end is the frame after ` +
      "the one in which the price changed. Server and browser share the machine.",
    ],
  };
}

/** Commits prices one after the other, each when the one before is seen; milliseconds. */
async function changes(
  { services: { store, market, now } }: Demo,
  page: Page | undefined,
): Promise<number[]> {
  const times: number[] = [];
  const row = store.ledger("stock_quotes").latest(SYMBOL);
  const first = Math.ceil(market.quote(SYMBOL).price ?? 0) + 1;
  for (let i = 0; i < COMMITS; i++) {
    // Its price tells each commit's paint from the others'.
    const price = first + i;
    const at = new Date(Date.parse(market.quote(SYMBOL).as_of ?? "") + 1_000).toISOString();
    const stamp = store.nextStamp(now());
    const begin = wallTime();
    await store.commit("stock_quotes", stamp, [{ ...row, price, as_of: at, fetched_at: at }]);
    const painted = await until(
      `commit ${stampOf(now())} is seen`,
      () => page?.evaluate((price) => Reflect.get(globalThis, "painted")[price], price.toFixed(2)),
    );
    times.push(painted - begin);
  }
  return times;
}

// Runs in the page: by the price, when it had been painted, in milliseconds of the machine's clock.
function watchPrice(symbol: string): void {
  const painted: Record<string, number> = {};
  Reflect.set(globalThis, "painted", painted);
  const element = document.querySelector(`[data-symbol="${symbol}"] .price`);
  if (element === null) throw new Error(`No price of ${symbol}`);
  new MutationObserver(() => {
    const price = element.textContent.replaceAll(",", "");
    requestAnimationFrame(() =>
      requestAnimationFrame(() => painted[price] ??= performance.timeOrigin + performance.now())
    );
  }).observe(element, { subtree: true, childList: true, characterData: true });
}
