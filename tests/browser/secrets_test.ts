import assert from "node:assert/strict";
import { startSimulator } from "@/lib/simulator/mod.ts";
import { startServer, until } from "../_server.ts";
import { quiet } from "./_app.ts";
import { openAwake, withBrowser } from "./_browser.ts";

const KEY = "d0ntsh0wth1skey4nywhere";
const TOKEN = "correct-horse+battery/staple";
const PATHS = [
  "/",
  "/stocks/AAPL",
  "/pipeline",
  "/data",
  "/data/stock_quotes",
  "/nothing-here",
  "/metrics",
  "/readyz",
];
const API = [
  "/api/quotes",
  "/api/stocks/AAPL",
  "/api/stocks/AAPL/history",
  "/api/datasets",
  "/api/datasets/stock_quotes",
  "/api/datasets/company_news.csv",
  "/api/runs",
  "/api/pipeline",
  "/api/snapshot",
  "/api/nothing-here",
];

Deno.test("Secrets - with a real provider's key no page, script, answer, event or log line shows it or the token", async () => {
  const simulator = await startSimulator({ key: KEY, hours: "always" });
  try {
    const { baseUrl, wsUrl } = simulator;
    await using server = await startServer({
      env: {
        ...quiet(),
        FINNHUB_API_KEY: KEY,
        FINNHUB_BASE_URL: baseUrl,
        FINNHUB_WS_URL: wsUrl,
        FINNHUB_CALLS_PER_MINUTE: "3000",
        LIVE_TRADES: "on",
        ADMIN_TOKEN: TOKEN,
      },
    });
    await server.logged("Run finished");
    const seen: { readonly what: string; readonly text: string }[] = [];
    await withBrowser({ origin: server.url, expected: [/status of 404/] }, async (browser) => {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      const reading: Promise<void>[] = [];
      page.on("response", (response) => {
        const what = response.url();
        seen.push({ what: `headers of ${what}`, text: JSON.stringify(response.headers()) });
        if (what.includes("/api/events")) return;
        // A redirect has no body, and one of a page that was left may never come.
        reading.push(response.text().then((text) => void seen.push({ what, text }), () => {}));
      });
      page.on("websocket", (socket) => seen.push({ what: "socket", text: socket.url() }));

      for (const path of ["/", "/stocks/AAPL"]) await openAwake(page, server.url + path);
      // Headlines are the simulator's; the frame is not to speak of a demo.
      assert.doesNotMatch(await page.locator("body").innerText(), /demo data|simulated data/i);

      await openAwake(page, `${server.url}/pipeline`);
      assert.equal(await page.getByRole("button", { name: "Poll now" }).count(), 0);
      await page.getByLabel("Administrator's token").fill(TOKEN);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByRole("button", { name: "Poll now" }).click();
      await until(
        "the run on demand is in the table",
        async () => /demand/.test(await page.locator("#runs tbody").innerText()),
      );
      seen.push({ what: "DOM of /pipeline", text: await page.content() });

      const { value } = (await page.context().cookies()).find(({ httpOnly }) => httpOnly) ?? {};
      assert.ok(value, "the sign-in is a cookie that scripts do not see");
      seen.push({ what: "cookie", text: value });
      for (const path of [...PATHS, ...API]) {
        const response = await page.request.get(server.url + path);
        seen.push({ what: path, text: `${JSON.stringify(response.headers())}\n${await response.text()}` });
      }
      await page.context().close();
      await Promise.all(reading);
    });
    seen.push({ what: "events", text: await eventsOf(server.url) });
    seen.push(...server.log.map((line) => ({ what: "log", text: JSON.stringify(line) })));
    assert.ok(seen.length > 60, `${seen.length} texts looked at`);
    for (const { what, text } of seen) {
      for (const secret of [KEY, TOKEN]) {
        for (
          const form of [secret, encodeURIComponent(secret), btoa(secret), btoa(secret).replace(/=+$/, "")]
        ) {
          assert.ok(!text.includes(form), `${what} shows ${secret}`);
        }
      }
    }
    assert.ok(simulator.requests.length > 0 && simulator.requests.every(({ path }) => !path.includes(KEY)));
  } finally {
    await simulator.close();
  }
});

/** The first events of a stream, trades among them. */
async function eventsOf(origin: string): Promise<string> {
  const response = await fetch(`${origin}/api/events?from=none-0`);
  let text = "";
  for await (const chunk of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (/event: reset/.test(text) && /event: quote/.test(text)) break;
  }
  return text;
}
