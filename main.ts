import { loadSnapshot } from "fresh";
import manifest from "./fresh.gen.ts";
import { createApp } from "@/lib/app.ts";
import { loadEnv, readConfig, secretsOf } from "@/lib/config.ts";
import { assemble } from "@/lib/services/assemble.ts";
import { claimAddress, endOver, shutDown, untilTold } from "@/lib/services/process.ts";
import { createLogger } from "@/lib/telemetry/mod.ts";

// At once: the first process of a container is deaf to signals that nobody listens for.
const told = untilTold();
try {
  const config = readConfig(loadEnv("."));
  claimAddress(config);
  const snapshot = await loadSnapshot("_fresh");
  const logger = createLogger({ level: config.logLevel, secrets: secretsOf(config) });
  const { services, start, stop } = await assemble(config, logger);
  const server = await createApp(services, manifest, snapshot).listen({
    hostname: config.host,
    port: config.port,
    onListen: ({ hostname, port }) =>
      logger.info("Listening", { url: `http://${hostname}:${port}/`, demo: config.demo }),
  });
  start();
  logger.info("Stopping", { signal: await told });
  await stop();
  await shutDown(server);
  logger.info("Stopped");
} catch (error) {
  endOver(error);
}
// A stalled client's socket would keep the process.
Deno.exit(0);
