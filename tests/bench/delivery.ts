import { startDemo } from "./_demo.ts";
import { type Figure, ms, type Report } from "./report.ts";
import { until } from "../_server.ts";
import { quantile, wallTime } from "./statistics.ts";
import { stampOf } from "@/lib/store/stamp.ts";

const COMMITS = 30;
const SYMBOL = "AAPL";

interface Heard {
  readonly kind: "open" | "quote";
  readonly at: number;
  readonly price: number;
}

/** From the commit of quotes to the event at clients that read the stream over a socket. */
export async function benchDelivery(): Promise<Report> {
  const figures: Figure[] = [];
  for (const streams of [1, 200]) {
    const { whole, fromDisk } = await deliver(streams);
    const line = (times: readonly number[]) =>
      `p50 ${ms(quantile(times, 0.5)).padStart(8)}   p99 ${ms(quantile(times, 0.99)).padStart(8)}`;
    const whom = `${streams} ${streams === 1 ? "client" : "clients"}`;
    figures.push(
      {
        what: `${whom}: commit called to event read`,
        value: line(whole),
        beside: "file written and synced in between",
      },
      { what: `${whom}: on the volume to event read`, value: line(fromDisk) },
    );
  }
  return {
    title: "From commit of quotes to the event in a client",
    figures,
    notes: [
      `${COMMITS} commits of one quote each, one after the other, on the demo's volume; the clients read ` +
      "text/event-stream over loopback in a thread of their own, and parse it.",
    ],
  };
}

async function deliver(streams: number): Promise<{ whole: number[]; fromDisk: number[] }> {
  await using demo = await startDemo();
  const { app, services: { store, market, now } } = demo;
  const server = await app.listen({ hostname: "127.0.0.1", port: 0, onListen: () => {} });
  const worker = new Worker(import.meta.resolve("./_stream_reader.ts"), { type: "module" });
  let open = 0;
  const heard = new Map<number, number[]>();
  worker.onmessage = ({ data }: MessageEvent<Heard>) => {
    if (data.kind === "open") open++;
    else heard.get(data.price)?.push(data.at);
  };
  try {
    worker.postMessage({ url: `http://127.0.0.1:${server.addr.port}/api/events`, streams });
    await until("all streams are open", () => open === streams);
    const times = { whole: [] as number[], fromDisk: [] as number[] };
    let written = 0;
    const stop = store.onChange(() => written = wallTime());
    const before = market.quote(SYMBOL);
    const row = store.ledger("stock_quotes").latest(SYMBOL);
    for (let i = 0; i < COMMITS; i++) {
      // Its price tells each commit's event from the others'.
      const price = 1_000 + i;
      heard.set(price, []);
      const at = new Date(Date.parse(before.as_of ?? "") + 1_000 + i).toISOString();
      const stamp = store.nextStamp(now());
      const begin = wallTime();
      await store.commit("stock_quotes", stamp, [{ ...row, price, as_of: at, fetched_at: at }]);
      const arrivals = await until(`commit ${stampOf(now())} is heard of`, () => {
        const all = heard.get(price) ?? [];
        return all.length === streams && all;
      });
      times.whole.push(...arrivals.map((arrival) => arrival - begin));
      times.fromDisk.push(...arrivals.map((arrival) => arrival - written));
    }
    stop();
    return times;
  } finally {
    worker.terminate();
    await server.shutdown();
  }
}
