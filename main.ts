import { loadSnapshot } from "fresh";
import manifest from "./fresh.gen.ts";
import { createApp } from "@/lib/app.ts";
import { ConfigError, loadEnv, readConfig } from "@/lib/config.ts";
import { assemble } from "@/lib/services/assemble.ts";
import { untilTold } from "@/lib/services/signals.ts";

try {
  const config = readConfig(loadEnv("."));
  const snapshot = await loadSnapshot("_fresh");
  const { services, start, stop } = await assemble(config);
  const { logger } = services;
  const server = await createApp(services, manifest, snapshot).listen({
    hostname: config.host,
    port: config.port,
    onListen: ({ hostname, port }) =>
      logger.info("Listening", { url: `http://${hostname}:${port}/`, demo: config.demo }),
  });
  start();
  logger.info("Stopping", { signal: await untilTold() });
  await stop();
  await server.shutdown();
  logger.info("Stopped");
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  for (const problem of error.problems) await Deno.stderr.write(new TextEncoder().encode(`${problem}\n`));
  Deno.exit(2);
}
