import { type Figure, ms, type Report } from "../bench/report.ts";
import type { RunningServer } from "../_server.ts";
import { runOnce } from "./_healing.ts";
import { SILENCE_MS, silentStream } from "./_silence.ts";
import { account, streamsEnded, type Window } from "./_window.ts";

/** Ages at which the program ends a stream by itself, with a second for the way, milliseconds. */
const OWN_AGE_MS = [240_000, 302_000] as const;
/** Between two runs: long enough that heartbeats alone hold the streams meanwhile. */
const BETWEEN_RUNS_MS = 60_000;

/** Watches the open pages for a while: no stream may end before its own age. */
export async function watch(
  windows: readonly Window[],
  server: RunningServer,
  minutes: number,
): Promise<Report> {
  const silent = silentStream();
  const deadline = Date.now() + minutes * 60_000;
  while (Date.now() < deadline) {
    await pause(Math.min(BETWEEN_RUNS_MS, deadline - Date.now()));
    await runOnce(server);
  }
  const { lastedMs, end } = await silent;
  const figures: Figure[] = [{
    what: "a stream without heartbeat, to compare",
    value: ms(lastedMs),
    beside: `until the router cut it (${end})`,
    reached: end.startsWith("s") && Math.abs(lastedMs - SILENCE_MS) < 5_000,
  }];
  for (const window of windows) figures.push(...await figuresOf(window));
  return {
    title: `Streams through the router, ${minutes} minutes`,
    figures,
    notes: [
      "The program ends each stream by itself after four to five minutes, and the page opens the next from the last id. " +
      "How a stream ended is HAProxy's own word, -- for an end as it should be.",
    ],
  };
}

async function figuresOf(window: Window): Promise<Figure[]> {
  const { name, router, pages } = window;
  const ended = streamsEnded(router);
  const [youngest, oldest] = OWN_AGE_MS;
  const cut = ended.filter(({ end, lastedMs }) => end !== "--" || lastedMs < youngest || lastedMs > oldest);
  const ages = ended.map(({ lastedMs }) => Math.round(lastedMs / 1_000)).sort((a, b) => a - b);
  const { events, gaps } = await account(window);
  return [
    {
      what: `${name}: streams that came to their own age`,
      value: `${ended.length - cut.length}`,
      beside: ages.length === 0
        ? `of ${pages.length} pages`
        : `of ${pages.length} pages, after ${ages.join(", ")} s`,
    },
    {
      what: `${name}: streams cut before it`,
      value: `${cut.length}`,
      beside: cut.map(({ end, lastedMs }) => `${end} ${ms(lastedMs)}`).join(", "),
      reached: cut.length === 0,
    },
    await missed(`${name}: pages that had to reconnect`, window.reconnected()),
    {
      what: `${name}: events lost or doubled`,
      value: `${gaps.length}`,
      beside: gaps[0] ?? `of ${events}`,
      reached: gaps.length === 0 && events > 0,
    },
  ];
}

async function missed(what: string, count: Promise<number>): Promise<Figure> {
  const value = await count;
  return { what, value: `${value}`, reached: value === 0 };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
