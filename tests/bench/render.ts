import { startDemo } from "./_demo.ts";
import { type Figure, kb, ms, type Report } from "./report.ts";
import { median, quantile, timesOf } from "./statistics.ts";

const PATHS = ["/", "/stocks/AAPL", "/pipeline", "/api/quotes"];
const REQUESTS = 250;

/** Pages as the server makes them, from request to last byte, without a socket. */
export async function benchRender(): Promise<Report> {
  await using demo = await startDemo();
  const handler = demo.app.handler();
  const figures: Figure[] = [];
  for (const path of PATHS) {
    for (const encoding of ["identity", "br"]) {
      let bytes = 0;
      const get = async () => {
        const headers = { "accept-encoding": encoding };
        const response = await handler(new Request(`http://127.0.0.1${path}`, { headers }));
        if (response.status !== 200) throw new Error(`Cannot measure "${path}": status ${response.status}`);
        bytes = (await response.arrayBuffer()).byteLength;
      };
      await timesOf(50, get);
      const times = await timesOf(REQUESTS, get);
      figures.push({
        what: `${path}${encoding === "br" ? ", brotli" : ""}`,
        value: `p50 ${ms(median(times)).padStart(8)}   p99 ${ms(quantile(times, 0.99)).padStart(8)}`,
        beside: `${kb(bytes)} of HTML or JSON`,
      });
    }
  }
  return {
    title: "Server render, one request at a time",
    figures,
    notes: [
      `${REQUESTS} requests each after 50 to warm up, through the app's handler with the demo's seed and one run; ` +
      "every request renders anew, nothing is cached.",
    ],
  };
}
