import type { Page } from "playwright-core";
import { startServer, until } from "../_server.ts";
import type { RunningServer } from "../_server.ts";
import { mark, startRun } from "../browser/_app.ts";
import { openAwake } from "../browser/_browser.ts";
import type { HaproxyRouter } from "./_haproxy.ts";
import { heardOn, lastIdOf, positionOf, record } from "./_heard.ts";

/** What Chromium says of a server that is away or broke off, and what pages report of their own requests to it. */
export const AWAY = [
  /net::ERR_/,
  /status of 503/,
  /^Error: Cannot read "[^"]+": status 503/,
  /Failed to fetch/,
];

/** Opens a page that writes down what its event streams bring, and marks it so that a reload would show. */
export async function openWatched(page: Page, address: string): Promise<void> {
  await record(page);
  await openAwake(page, address);
  await mark(page);
}

/** Times a router answered a page's wish for events with 503. */
export function refusals(router: HaproxyRouter): number {
  return router.passed.filter(({ path, status }) => path === "/api/events" && status === 503).length;
}

/** Starts the program again on the port and the volume of one that has ended, and runs once. */
export async function startAgain(
  { url, dataPath }: RunningServer,
  env: Readonly<Record<string, string>>,
): Promise<RunningServer> {
  const server = await startServer({ env: { ...env, PORT: new URL(url).port }, dataPath });
  await runOnce(server);
  return server;
}

/** Runs once, and waits for the end. */
export async function runOnce(server: RunningServer): Promise<void> {
  await server.logged("Run finished", { run_id: await startRun(server.url) });
}

/** Resolves when a page has heard of everything that the program at `url` published. */
export async function untilAllHeard(page: Page, url: string): Promise<void> {
  await until(
    "the page has heard of everything",
    async () => positionOf(await heardOn(page)) === await lastIdOf(url),
  );
}
