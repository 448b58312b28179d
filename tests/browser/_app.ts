import type { Page } from "playwright-core";
import { until } from "../_server.ts";

/** Variables with which nothing but a run on demand changes a price: no trades, and no slot. */
export function quiet(): Record<string, string> {
  return { LIVE_TRADES: "off", INGEST_CRON: noSlot() };
}

/** A pattern that is not due within the next half hour. */
export function noSlot(): string {
  return `${(new Date().getUTCMinutes() + 30) % 60} * * * *`;
}

/** What a reader sees of each symbol, ages left out: they grow by themselves. */
export function watchlistOn(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("[data-symbol]")].map((row) => {
      const text = (selector: string) => row.querySelector(selector)?.textContent ?? "";
      const line = row.querySelector('svg[aria-label*="last 24 hours"] path')?.getAttribute("d");
      return [row.getAttribute("data-symbol"), text(".price"), text("td.change"), line].join(" ");
    })
  );
}

/** Resolves when a page shows the same watchlist as one opened just now. */
export async function untilLikeFresh(page: Page): Promise<void> {
  const fresh = await page.context().newPage();
  await until("the page shows what a fresh one does", async () => {
    await fresh.goto(`${new URL(page.url()).origin}/`);
    const [shown, expected] = [await watchlistOn(page), await watchlistOn(fresh)];
    return shown.length > 0 && JSON.stringify(shown) === JSON.stringify(expected);
  });
  await fresh.close();
}

/** Marks a page, so that a reload would show. */
export async function mark(page: Page): Promise<void> {
  await page.evaluate(() => Reflect.set(globalThis, "isMarked", true));
}

/** Whether the page is the one that was marked. */
export function isMarked(page: Page): Promise<boolean> {
  return page.evaluate(() => Reflect.has(globalThis, "isMarked"));
}

/** One value of `/metrics`. */
export async function metric(origin: string, name: string): Promise<number> {
  const text = await (await fetch(`${origin}/metrics`)).text();
  const value = new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1];
  if (value === undefined) throw new Error(`No metric "${name}"`);
  return Number(value);
}

/** Starts a run on demand and gives its id; one under way comes to its end first. */
export function startRun(origin: string): Promise<string> {
  return until("a run starts", async () => {
    const response = await fetch(`${origin}/api/ingest`, { method: "POST" });
    const { run_id, started } = await response.json();
    return started && run_id;
  });
}

/** Runs on demand, one after another, until a condition holds: a price may well be the same a second later. */
export async function runUntil(
  origin: string,
  what: string,
  condition: () => Promise<boolean>,
): Promise<void> {
  let next = 0;
  await until(what, async () => {
    if (await condition()) return true;
    if (Date.now() > next) {
      await startRun(origin);
      next = Date.now() + 3_000;
    }
    return false;
  });
}

/** Collects what a pattern finds in an element from now on, each text once; the function returned gives it. */
export async function collect(
  page: Page,
  selector: string,
  pattern: string,
): Promise<() => Promise<readonly string[]>> {
  const handle = await page.evaluateHandle(([selector, pattern]) => {
    const seen: string[] = [];
    const element = document.querySelector(selector);
    if (element === null) throw new Error(`Nothing is "${selector}"`);
    const look = () => {
      const [found] = new RegExp(pattern).exec(element.textContent) ?? [];
      if (found !== undefined && seen.at(-1) !== found) seen.push(found);
    };
    new MutationObserver(look).observe(element, { subtree: true, childList: true, characterData: true });
    return seen;
  }, [selector, pattern] as const);
  return () => handle.jsonValue();
}

/** A move of something on the page that no input of the reader's explains. */
export interface LayoutShift {
  /** Chromium's score: the share of the window that moved, times how far. */
  readonly value: number;
  /** What moved, from where to where: x, y, width and height. */
  readonly moved: readonly string[];
}

/** What has moved on a page since it was opened. */
export function layoutShifts(page: Page): Promise<readonly LayoutShift[]> {
  return page.evaluate(() =>
    new Promise<LayoutShift[]>((resolve) => {
      const told = (rect: DOMRect) => [rect.x, rect.y, rect.width, rect.height].join(" ");
      new PerformanceObserver((list) => {
        const shifts = list.getEntries().filter((entry) => Reflect.get(entry, "hadRecentInput") !== true);
        resolve(shifts.map((entry) => {
          const sources: readonly { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[] =
            Reflect.get(entry, "sources");
          return {
            value: Number(Reflect.get(entry, "value")),
            moved: sources.map(({ node, previousRect, currentRect }) => {
              const element = node instanceof Element ? node : node?.parentElement;
              const name = `${element?.tagName}.${element?.getAttribute("class")}`;
              return `${name} "${node?.textContent?.slice(0, 40)}": ${told(previousRect)} to ${
                told(currentRect)
              }`;
            }),
          };
        }));
      }).observe({ type: "layout-shift", buffered: true });
      // Without any shift there is no entry to wait for.
      requestAnimationFrame(() => setTimeout(() => resolve([])));
    })
  );
}
