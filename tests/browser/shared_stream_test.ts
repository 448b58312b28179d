import assert from "node:assert/strict";
import type { BrowserContext, Page } from "playwright-core";
import { until } from "../_server.ts";
import { withBrowser } from "./_browser.ts";
import { type Probe, type Seed, startStreamServer, type StreamServer } from "./_stream_server.ts";

const REFUSED = [/status of 503/, /net::ERR_/];
/** Events that the leading tab keeps for others. */
const KEPT = 64;

/** The tabs of one browser, and what they are to show. */
interface Tabs {
  readonly server: StreamServer;
  readonly context: BrowserContext;
  /** Opens a tab and waits until its script runs. */
  open(options?: { seed?: Seed; beatMs?: number; silenceMs?: number }): Promise<Page>;
}

function tabsTest(promise: string, test: (tabs: Tabs) => Promise<void>): void {
  Deno.test(`Shared stream - ${promise}`, async () => {
    await using server = await startStreamServer();
    await withBrowser({ origin: server.url, expected: REFUSED }, async (browser) => {
      const context = await browser.newContext();
      await test({
        server,
        context,
        async open({ seed, ...options } = {}) {
          const page = await context.newPage();
          const query = new URLSearchParams({ options: JSON.stringify(options) });
          if (seed !== undefined) query.set("seed", JSON.stringify(seed));
          await page.goto(`${server.url}/?${query}`);
          return page;
        },
      });
    });
  });
}

tabsTest(
  "eight tabs read one stream, and each sees each event once and in order",
  async ({ server, open }) => {
    const tabs: Page[] = [];
    for (let i = 0; i < 8; i++) {
      tabs.push(await open());
      server.publish();
    }
    await untilOneStream(server);
    for (let i = 0; i < 100; i++) {
      server.publish();
      if (i % 10 === 0) await probeOf(tabs[i % 8]);
    }
    await untilAllShow(tabs, server);
    for (const tab of tabs) assertInOrder(await probeOf(tab));
    assert.equal(server.streams(), 1);
    assert.equal(server.asked.length, 1);
    assert.equal(server.snapshots, 0);
  },
);

tabsTest(
  "the leading tab is closed while events flow: the next one leads, and nobody loses any",
  async ({ server, open }) => {
    const tabs = [await open(), await open(), await open(), await open()];
    await untilOneStream(server);
    const flow = setInterval(() => server.publish(), 5);
    try {
      // The tab that was opened first leads, then the next in line.
      while (tabs.length > 1) {
        await until("events flow", async () => (await probeOf(tabs.at(-1))).log.length % 50 > 40);
        await tabs.shift()?.close();
        await untilOneStream(server);
      }
    } finally {
      clearInterval(flow);
    }
    await untilAllShow(tabs, server);
    for (const tab of tabs) assertInOrder(await probeOf(tab));
    assert.equal(server.snapshots, 0);
    assert.deepEqual((await probeOf(tabs[0])).states.includes(false), false, "nobody was told of a break");
  },
);

tabsTest("a page that comes late gets from the leading tab what it missed", async ({ server, open }) => {
  const leader = await open();
  await untilOneStream(server);
  const seed = server.seed();
  server.publish(KEPT);
  await untilAllShow([leader], server);
  const late = await open({ seed });
  await untilAllShow([late], server);
  assertInOrder(await probeOf(late));
  assert.deepEqual([server.asked.length, server.snapshots], [1, 0]);
});

tabsTest(
  "a page that missed more than the leading tab kept gets a snapshot, and goes on from there",
  async ({ server, open }) => {
    const leader = await open();
    await untilOneStream(server);
    const seed = server.seed();
    server.publish(KEPT + 1);
    await untilAllShow([leader], server);
    const late = await open({ seed });
    await untilAllShow([late], server);
    server.publish(3);
    await untilAllShow([leader, late], server);
    assert.deepEqual((await probeOf(late)).log, ["reset 65", 66, 67, 68]);
    assert.deepEqual([server.asked.length, server.snapshots], [1, 1]);
  },
);

tabsTest(
  "a page behind finds out though nothing more happens, also when the leading tab knows no better",
  async ({ server, open }) => {
    const seed = server.seed();
    server.publish(5);
    const leader = await open();
    await untilOneStream(server);
    const behind = await open({ seed });
    await untilAllShow([leader, behind], server);
    assert.deepEqual((await probeOf(behind)).log, ["reset 5"]);
  },
);

tabsTest(
  "two pages opened together: the one behind finds out when the other begins to lead",
  async ({ server, context, open }) => {
    const holder = await context.newPage();
    await holder.goto(`${server.url}/blank`);
    await holder.evaluate(() => {
      navigator.locks.request(
        "quarterhour-events",
        () => new Promise<void>((go) => Reflect.set(globalThis, "go", go)),
      );
    });
    const seed = server.seed();
    server.publish(5);
    const [ahead, behind] = [await open(), await open({ seed })];
    await holder.evaluate(() => Reflect.get(globalThis, "go")());
    await untilAllShow([ahead, behind], server);
    assert.equal(server.streams(), 1);
  },
);

tabsTest(
  "a restarted server: open tabs show its snapshot, and a page opened meanwhile never shows the past",
  async ({ server, open }) => {
    const tabs = [await open(), await open()];
    await untilOneStream(server);
    server.publish(10);
    await untilAllShow(tabs, server);
    server.isAway = true;
    server.restart();
    server.publish(5);
    await until("the browser was refused", () => server.asked.length >= 3);
    await untilAll(tabs, "is told of the break", ({ states }) => states.at(-1) === false);
    const fresh = await open();
    server.isAway = false;
    server.publish(5);
    await untilAllShow([...tabs, fresh], server);
    await untilAll(
      [...tabs, fresh],
      "is told of the end of the break",
      ({ states }) => states.at(-1) !== false,
    );
    for (const tab of tabs) {
      assert.deepEqual((await probeOf(tab)).log.slice(-2), [10, "reset 20"]);
    }
    const { log } = await probeOf(fresh);
    assert.ok(
      log.every((shown) => Number(String(shown).replace("reset ", "")) >= 15),
      `never the past: ${log}`,
    );
    assert.equal(server.streams(), 1);
  },
);

tabsTest(
  "a page that has just loaded ends the leading tab's wait for the server",
  async ({ server, open }) => {
    const leader = await open();
    await untilOneStream(server);
    server.isAway = true;
    server.restart();
    // Backoff is past four seconds by now.
    await until("the browser was refused often", () => server.asked.length >= 5);
    server.isAway = false;
    const before = performance.now();
    await open();
    await untilOneStream(server);
    assert.ok(performance.now() - before < 1_500);
    await untilAll([leader], "is told", ({ states }) => states.at(-1) === true);
  },
);

tabsTest(
  "a leading tab that hangs loses the lead to a visible one, and catches up when it wakes",
  async ({ server, open }) => {
    const quick = { beatMs: 100, silenceMs: 400 };
    const hung = await open(quick);
    await untilOneStream(server);
    const other = await open(quick);
    await hung.evaluate(() => {
      // After this call has returned, or the test would hang with it.
      setTimeout(() => {
        for (const end = performance.now() + 2_500; performance.now() < end;);
      }, 50);
    });
    await until("the other tab has asked for a stream", () => server.asked.length === 2);
    server.publish(3);
    await untilAllShow([other], server);
    await untilAllShow([hung], server);
    server.publish(3);
    await untilAllShow([hung, other], server);
    await untilOneStream(server);
    for (const tab of [hung, other]) assertInOrder(await probeOf(tab));
    // The lead can pass on again.
    await other.close();
    await untilOneStream(server);
    server.publish();
    await untilAllShow([hung], server);
  },
);

tabsTest(
  "a page put aside by the browser lets go of the lead, and joins again when it is shown",
  async ({ server, open }) => {
    const [aside, other] = [await open(), await open()];
    await untilOneStream(server);
    const turn = (name: string) =>
      aside.evaluate((name) => void dispatchEvent(new PageTransitionEvent(name, { persisted: true })), name);
    await turn("pagehide");
    await until("the other tab has asked for a stream", () => server.asked.length === 2);
    server.publish(3);
    await untilAllShow([other], server);
    assert.equal((await probeOf(aside)).shown, 0);
    await turn("pageshow");
    await untilAllShow([aside], server);
    assertInOrder(await probeOf(aside));
    assert.equal(server.streams(), 1);
  },
);

tabsTest(
  "a closed reader leaves nothing behind: the lead is free, and no event reaches it",
  async ({ server, open }) => {
    const [first, second] = [await open(), await open()];
    await untilOneStream(server);
    await first.evaluate(() => Reflect.get(globalThis, "probe").close());
    await until("the other tab has asked for a stream", () => server.asked.length === 2);
    server.publish(2);
    await untilAllShow([second], server);
    assert.deepEqual((await probeOf(first)).log, []);
  },
);

tabsTest(
  "without Web Locks, as over plain HTTP, each tab reads a stream of its own",
  async ({ server, context, open }) => {
    await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, "locks"));
    const tabs = [await open(), await open()];
    await until("each has a stream", () => server.streams() === 2);
    server.publish(3);
    await untilAllShow(tabs, server);
    server.restart();
    server.publish(2);
    await untilAllShow(tabs, server);
    for (const tab of tabs) assert.deepEqual((await probeOf(tab)).log.slice(0, 4), [1, 2, 3, "reset 5"]);
  },
);

async function probeOf(page: Page | undefined): Promise<Probe> {
  assert.ok(page);
  const probe = await page.evaluate(() => JSON.stringify(Reflect.get(globalThis, "probe")));
  return JSON.parse(probe);
}

async function untilAll(
  tabs: readonly Page[],
  what: string,
  holds: (probe: Probe) => boolean,
): Promise<void> {
  for (const tab of tabs) await until(`every tab ${what}`, async () => holds(await probeOf(tab)));
}

async function untilAllShow(tabs: readonly Page[], server: StreamServer): Promise<void> {
  await untilAll(tabs, "shows the newest", ({ shown }) => shown === server.seed().shown);
}

async function untilOneStream(server: StreamServer): Promise<void> {
  await until("there is one stream", () => server.streams() === 1);
}

/** Nothing twice, nothing left out, nothing by snapshot. */
function assertInOrder({ log }: Probe): void {
  const first = Number(log[0]);
  assert.deepEqual(log, log.map((_, i) => first + i));
}
