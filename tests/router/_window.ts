import type { Page } from "playwright-core";
import { collect, isMarked } from "../browser/_app.ts";
import type { TestBrowser } from "../browser/_browser.ts";
import type { HaproxyRouter, Passed } from "./_haproxy.ts";
import { openWatched } from "./_healing.ts";
import { gapsIn, heardOn } from "./_heard.ts";

/** What is opened, each in a browser profile of its own: one event stream each. */
const PATHS = ["/", "/stocks/AAPL", "/pipeline"] as const;

/** Pages that are open through one router. */
export interface Window {
  /** What the router is, for figures. */
  readonly name: string;
  readonly router: HaproxyRouter;
  readonly pages: readonly Page[];
  /** Pages that have said since they were opened that they reconnect. */
  reconnected(): Promise<number>;
}

/** Opens the pages through a router. */
export async function openWindow(
  name: string,
  router: HaproxyRouter,
  browser: TestBrowser,
): Promise<Window> {
  const pages: Page[] = [];
  const told: (() => Promise<readonly string[]>)[] = [];
  for (const path of PATHS) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await openWatched(page, router.url + path);
    told.push(await collect(page, "header", "Reconnecting"));
    pages.push(page);
  }
  return {
    name,
    router,
    pages,
    reconnected: async () => {
      const texts = await Promise.all(told.map((tell) => tell()));
      return texts.filter(({ length }) => length > 0).length;
    },
  };
}

/** Event streams that have come to their end, by how the router tells it. */
export function streamsEnded({ passed }: HaproxyRouter): Passed[] {
  return passed.filter(({ path, status }) => path === "/api/events" && status === 200);
}

/** What the pages' event streams brought, counted. */
export async function account({ pages }: Window) {
  const heard = await Promise.all(pages.map(heardOn));
  return {
    events: heard.flat().filter(({ what }) => what !== "open").length,
    gaps: heard.flatMap(gapsIn),
    reloaded: (await Promise.all(pages.map(isMarked))).filter((marked) => !marked).length,
  };
}
