import { type App, type BuildSnapshot, loadSnapshot } from "fresh";
import manifest from "@/fresh.gen.ts";
import { createApp } from "@/lib/app.ts";
import { readConfig } from "@/lib/config.ts";
import { assemble } from "@/lib/services/assemble.ts";
import type { Services, State } from "@/lib/services/services.ts";
import { createLogger } from "@/lib/telemetry/mod.ts";
import { ROOT } from "../_server.ts";

/** The demo in this process, with its past and a whole run, on a folder of its own. */
export interface Demo extends AsyncDisposable {
  readonly app: App<State>;
  readonly services: Services;
  readonly snapshot: BuildSnapshot;
}

/** Assembles it, seeds it, and runs the last slot. Nothing changes after that: no schedule, no trades. */
export async function startDemo(): Promise<Demo> {
  const dir = await Deno.makeTempDir({ prefix: "quarterhour-bench-" });
  const config = readConfig({ SHARED_DATA_PATH: dir, LIVE_TRADES: "off" });
  const logger = createLogger({
    level: "ERROR",
    write: (line) => Deno.stderr.writeSync(encoder.encode(line)),
  });
  const { services, stop } = await assemble(config, logger);
  const { ingest } = services;
  if (ingest === null) throw new TypeError("The demo ingests");
  await ingest.runSlot(Math.floor(services.now() / 900_000) * 900_000, "startup");
  const snapshot = await loadSnapshot(`${ROOT}/_fresh`);
  return {
    app: createApp(services, manifest, snapshot),
    services,
    snapshot,
    async [Symbol.asyncDispose]() {
      await stop();
      await Deno.remove(dir, { recursive: true });
    },
  };
}

const encoder = new TextEncoder();
