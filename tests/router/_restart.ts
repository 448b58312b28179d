import { type Figure, ms, type Report } from "../bench/report.ts";
import { type RunningServer, until } from "../_server.ts";
import { startRun, untilLikeFresh } from "../browser/_app.ts";
import { refusals, startAgain, untilAllHeard } from "./_healing.ts";
import { account, type Window } from "./_window.ts";

/** 503s that each router gives before the program comes back. */
const REFUSALS = 2;

/**
 * Ends the program in the middle of a run, lets the routers answer 503, starts it on the same port and volume, and looks
 * whether the pages heal by themselves.
 * @returns the program under way, and the figures
 */
export async function restart(
  windows: readonly Window[],
  server: RunningServer,
  env: Readonly<Record<string, string>>,
  signal: "SIGTERM" | "SIGKILL",
): Promise<{ server: RunningServer; report: Report }> {
  const before = windows.map(({ router }) => refusals(router));
  await server.logged("Run started", { run_id: await startRun(server.url) });
  const { code } = await server.stop(signal);
  const away = performance.now();
  await until(
    "every router answers 503",
    () => windows.every(({ router }, i) => refusals(router) >= (before[i] ?? 0) + REFUSALS),
  );
  const back = performance.now();
  const next = await startAgain(server, env);
  const figures: Figure[] = [];
  if (signal === "SIGTERM") figures.push({ what: "exit status", value: `${code}`, reached: code === 0 });
  figures.push({ what: "nobody there", value: ms(back - away) });
  for (const [i, window] of windows.entries()) figures.push(...await healed(window, next, before[i] ?? 0));
  return {
    server: next,
    report: { title: `Restart behind the router, ${signal} in a run`, figures, notes: [] },
  };
}

async function healed(window: Window, { url }: RunningServer, before: number): Promise<Figure[]> {
  const { name, router, pages } = window;
  const since = performance.now();
  for (const page of pages) await untilAllHeard(page, url);
  const tookMs = performance.now() - since;
  for (const page of pages) if (new URL(page.url()).pathname === "/") await untilLikeFresh(page);
  const { events, gaps, reloaded } = await account(window);
  return [
    { what: `${name}: 503s to pages that asked for events`, value: `${refusals(router) - before}` },
    {
      what: `${name}: all heard after the first run`,
      value: ms(tookMs),
      beside: "and the market page is as a fresh one",
    },
    {
      what: `${name}: pages loaded again`,
      value: `${reloaded}`,
      beside: `of ${pages.length}`,
      reached: reloaded === 0,
    },
    {
      what: `${name}: events lost or doubled`,
      value: `${gaps.length}`,
      beside: gaps[0] ?? `of ${events} since they were opened`,
      reached: gaps.length === 0,
    },
  ];
}
