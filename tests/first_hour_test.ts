import assert from "node:assert/strict";
import { loadSnapshot } from "fresh";
import { JSDOM } from "jsdom";
import { createApp } from "@/lib/app.ts";
import { readConfig } from "@/lib/config.ts";
import { assemble } from "@/lib/services/assemble.ts";
import { startSimulator } from "@/lib/simulator/mod.ts";
import { createLogger } from "@/lib/telemetry/mod.ts";
import manifest from "../fresh.gen.ts";
import { SteppedClock } from "./_stepped_clock.ts";

/** Wednesday 2026-07-01, 10:07 in New York: somebody put a key in, seven minutes after a slot. */
const SLOT = Date.UTC(2026, 6, 1, 14, 0);
const START = SLOT + 7 * 60_000;
const MINUTE = 60_000;

/** What explains an empty panel: who asks for it, and when. */
const EXPLAINED =
  /the run under way asks for it|the run at \d\d:\d\d New York asks for it|it should have its turn|asked again at|to fill the past/;

/** A panel of a page. */
interface Panel {
  readonly title: string;
  readonly text: string;
  /** Whether it has what it is for: rows, figures, headlines. */
  readonly isFilled: boolean;
}

function panelsOf(html: string): Panel[] {
  const { document } = new JSDOM(html).window;
  return [...document.querySelectorAll("section")].map((section) => ({
    title: section.getAttribute("aria-label") ?? section.querySelector("h2")?.textContent ?? "",
    text: section.textContent ?? "",
    isFilled: section.querySelector(".empty") === null &&
      [...section.querySelectorAll("[data-price], dl dd, tbody td, li, path, rect")].some((element) =>
        ["path", "rect"].includes(element.tagName) || /\d/.test(element.textContent ?? "")
      ),
  }));
}

Deno.test("The first hour with a free key - quotes first, then who the companies are, figures and news; no panel unexplained", async (t) => {
  const dataPath = await Deno.makeTempDir({ prefix: "quarterhour-" });
  const clock = new SteppedClock(START);
  const simulator = await startSimulator({
    now: clock.now,
    plan: "free",
    hours: "exchange",
    key: "real-enough",
    callsPerMinute: 60,
    callsPerSecond: 30,
  });
  const config = readConfig({
    FINNHUB_API_KEY: "real-enough",
    FINNHUB_BASE_URL: simulator.baseUrl,
    SHARED_DATA_PATH: dataPath,
  });
  const logger = createLogger({ level: "ERROR", now: clock.now });
  const { services, stop } = await assemble(config, logger, clock.now, clock.sleep);
  const { ingest, store } = services;
  assert.ok(ingest);
  const handler = createApp(services, manifest, await loadSnapshot("_fresh")).handler();
  const read = async (path: string) => {
    const response = await handler(new Request(`http://127.0.0.1${path}`));
    assert.equal(response.status, 200, path);
    return await response.text();
  };
  const pages = async () => [...panelsOf(await read("/")), ...panelsOf(await read("/stocks/AAPL"))];
  const unexplained = (panels: readonly Panel[]) =>
    panels.filter(({ isFilled, text }) => !isFilled && !EXPLAINED.test(text));
  const filled = (panels: readonly Panel[]) =>
    panels.filter(({ isFilled }) => isFilled).map(({ title }) => title);
  const rows = (name: Parameters<typeof store.ledger>[0]) =>
    new Set(store.ledger(name).rows().map(({ symbol }) => symbol ?? "")).size;

  try {
    await t.step("before the first run, every panel says when it comes", async () => {
      const panels = await pages();
      assert.ok(panels.length >= 13, panels.map(({ title }) => title).join(", "));
      assert.deepEqual(unexplained(panels), []);
      assert.match(panels.map(({ text }) => text).join(), /the run at 10:15 New York asks for it/);
    });

    await t.step("the plan is on /pipeline before it runs, without a script", async () => {
      const { document } = new JSDOM(await read("/pipeline")).window;
      const lines = [...document.querySelectorAll("#next-run tbody tr")].map((line) =>
        [...line.querySelectorAll("td")].slice(0, 4).map((cell) => cell.textContent).join(" ")
      );
      assert.equal(lines.length, store.datasets.length);
      assert.equal(lines[0], "Quotes every 15\u202fmin 7 7");
      assert.ok(lines.includes("Financial statements weekly 7 14"), lines.join("; "));
      assert.ok(lines.includes("Company metrics daily, after the close 7 7"));
    });

    const run = ingest.runSlot(SLOT, "startup");
    await t.step("in its first moment, that the run under way asks for it", async () => {
      await clock.run(Infinity, () => ingest.progress !== null);
      const panels = await pages();
      assert.deepEqual(unexplained(panels), []);
      assert.match(panels.map(({ text }) => text).join(), /the run under way asks for it/);
    });

    await t.step(
      "within a minute: prices, companies, key figures and news are there, the rest is explained",
      async () => {
        await clock.run(START + MINUTE);
        assert.ok(simulator.requests.length >= 55 && simulator.requests.length <= 62, "what a minute allows");
        assert.deepEqual(
          ["stock_quotes", "company_profiles", "company_metrics", "company_news"].map((name) =>
            rows(name as "stock_quotes")
          ),
          [7, 7, 7, 7],
        );
        assert.ok(store.ledger("market_news").size > 0 && rows("stock_historical") === 7);
        const panels = await pages();
        assert.deepEqual(unexplained(panels), []);
        for (const title of ["Watchlist", "News", "Key figures", "Company news"]) {
          assert.ok(filled(panels).includes(title), `${title}: ${filled(panels).join(", ")}`);
        }
        const figures = panels.find(({ title }) => title === "Key figures")?.text ?? "";
        for (const figure of ["52-week high", "13 weeks", "Volume, 3-month avg."]) {
          assert.match(figures, new RegExp(`${figure}[^–]`));
        }
      },
    );

    await t.step("quotes were asked first, then in the order of what people look at", () => {
      const first = (path: string) => simulator.requests.findIndex((request) => request.path === path);
      const order = ["/quote", "/stock/profile2", "/stock/metric", "/company-news", "/stock/recommendation"];
      const places = order.map(first);
      assert.deepEqual(places, places.toSorted((a, b) => a - b), places.join(" "));
      assert.ok(places.every((place) => place >= 0));
    });

    await t.step(
      "when the run has ended, all is there or says why it is not, and no call was refused for its pace",
      async () => {
        let ended = false;
        run.finally(() => ended = true);
        await clock.run(Infinity, () => ended);
        await run;
        assert.ok(clock.now() - START < 3 * MINUTE);
        const panels = await pages();
        assert.deepEqual(unexplained(panels), []);
        assert.ok(simulator.requests.every(({ status }) => status !== 429));
        assert.equal(store.runs.last()?.status, "complete");
        // One bar of today is no history, and says so.
        assert.deepEqual(panels.filter(({ isFilled }) => !isFilled).map(({ title }) => title), ["Price"]);
        assert.match(await read("/stocks/AAPL"), /the bars begin with our own quotes/);
        assert.match(await read("/pipeline"), /badge warn late">7\u202fmin late</);
      },
    );
  } finally {
    await stop();
    await simulator.close();
    await Deno.remove(dataPath, { recursive: true });
  }
});
