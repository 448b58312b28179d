import { type RunningServer, startServer, until } from "../_server.ts";
import { ms, type Report } from "./report.ts";
import { median, quantile, timesOf } from "./statistics.ts";
import { PROVIDER } from "./volume.ts";
import { tickers, writeYear } from "./_year.ts";

const SLOT_MS = 900_000;
const SYMBOLS = tickers(500);
/** Slots that are stepped through, one after the other: two sessions. */
const STEPS = 52;
/** Instants anywhere in the year. */
const LEAPS = 26;
const AGAIN = 20;
/** A page of the past costs no more than one of now, after the first; and the first is not waited for. */
const ROOM = 1.5;
const STEP_AIM_MS = 100;

/** The time machine over a year of 500 symbols: a slot before and another, leaps, and the same instant again. */
export async function benchPast(): Promise<Report> {
  const dataPath = await Deno.makeTempDir({ prefix: "quarterhour-bench-" });
  try {
    const end = Math.floor(Date.now() / SLOT_MS) * SLOT_MS;
    const { quotes } = writeYear({
      dir: dataPath,
      symbols: SYMBOLS,
      end,
      hours: "exchange",
      isArchived: true,
    });
    const env = { ...PROVIDER, STOCK_SYMBOLS: SYMBOLS.join(",") };
    await using server = await startServer({ dataPath, env });
    await until("it is ready", async () => (await page(server, "/readyz")).status === 200);
    await timesOf(AGAIN, () => watchlist(server));
    const [first = NaN] = await timesOf(1, () => watchlist(server, end - SLOT_MS));
    const steps = await timesOf(STEPS, (index) => watchlist(server, end - (index + 2) * SLOT_MS));
    const leap = (index: number) => end - (index + 1) * 13 * 86_400_000 - index * SLOT_MS;
    const leaps = await timesOf(LEAPS, (index) => watchlist(server, leap(index)));
    // By turns: what else the machine is at is in both.
    const [now, again]: [number[], number[]] = [[], []];
    for (let i = 0; i < AGAIN; i++) {
      now.push(...await timesOf(1, () => watchlist(server)));
      again.push(...await timesOf(1, () => watchlist(server, leap(LEAPS - 1))));
    }
    const aim = median(now) * ROOM;
    return {
      title: `The past: the watchlist of 500 symbols with ?at=, of ${quotes} quotes`,
      figures: [
        { what: "now", value: line(now) },
        { what: "the first instant that is asked for", value: ms(first) },
        {
          what: "stepping from slot to slot",
          value: line(steps),
          beside: `aim < ${ms(STEP_AIM_MS)}`,
          reached: median(steps) < STEP_AIM_MS,
        },
        { what: "leaping through the year", value: line(leaps) },
        {
          what: "an instant asked for again",
          value: line(again),
          beside: `aim < ${ROOM} of now, ${ms(aim)}`,
          reached: median(again) < aim,
        },
      ],
      notes: ["Answers of /api/quotes are whole, over HTTP, one after the other."],
    };
  } finally {
    await Deno.remove(dataPath, { recursive: true });
  }
}

async function watchlist(server: RunningServer, at?: number): Promise<void> {
  const query = at === undefined ? "" : `?at=${new Date(at).toISOString()}`;
  const { status, text } = await page(server, `/api/quotes${query}`);
  if (status !== 200) throw new Error(`Cannot measure the past: ${text.slice(0, 200)}`);
}

async function page({ url }: RunningServer, path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(url + path);
  return { status: response.status, text: await response.text() };
}

function line(times: readonly number[]): string {
  return `p50 ${ms(median(times)).padStart(8)}   p99 ${ms(quantile(times, 0.99)).padStart(8)}`;
}
