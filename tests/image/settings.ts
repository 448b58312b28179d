import { recorded, trigger } from "../_api.ts";
import { until } from "../_server.ts";
import { URL_INSIDE } from "./container.ts";
import { type Simulator, startSimulator } from "@/lib/simulator/mod.ts";
import type { RunRecord } from "@/lib/store/run_log.ts";

const TOKEN = "image-test";

/** The demo, and somebody who may start runs in it. */
export const DEMO: Readonly<Record<string, string>> = { DEMO: "true", ADMIN_TOKEN: TOKEN };

const KEY = "image-test-key";

/** What stands in for the provider, beside the container. */
export function startProvider(): Promise<Simulator> {
  return startSimulator({ key: KEY });
}

/** As in production, but for the provider's addresses; and prices between the slots too, which every stream gets. */
export function productionOn({ baseUrl, wsUrl }: Simulator): Record<string, string> {
  return {
    FINNHUB_API_KEY: KEY,
    FINNHUB_BASE_URL: baseUrl,
    FINNHUB_WS_URL: wsUrl,
    FINNHUB_CALLS_PER_MINUTE: "3000",
    LIVE_TRADES: "on",
    ADMIN_TOKEN: TOKEN,
  };
}

/** The program in the container. */
export const SERVER = { url: URL_INSIDE };

/** Starts a run of everything; where one is at its end, after that. Answers its id. */
export function startRun(): Promise<string> {
  return until("a run begins", async () => {
    const { run_id, started } = await trigger(SERVER, { authorization: `Bearer ${TOKEN}` });
    return started && run_id;
  });
}

/** Runs everything now, and answers the run's record. */
export async function runNow(): Promise<RunRecord> {
  return await recorded(SERVER, await startRun());
}
