import { createBus } from "./mod.ts";
import type { Bus, DataIngested } from "./bus.ts";
import type { RedisConfig } from "@/lib/config.ts";
import type { Logger } from "@/lib/telemetry/mod.ts";

/** How long Redis may take to connect; the files are on the volume without it. */
const REDIS_MS = 3_000;
const LOOK_MS = 20;

/** What a command publishes with. */
export interface PublishOnceOptions {
  /** Null: there is nobody to tell; a server on the volume sees by itself that it changed. */
  readonly redis: RedisConfig | null;
  /** Name of the command in events. */
  readonly command: string;
  readonly logger: Logger;
}

/** Tells the processes on the same Redis what a command wrote to the volume. */
export async function publishOnce(
  event: DataIngested,
  { redis, command, logger }: PublishOnceOptions,
): Promise<void> {
  if (redis === null) return;
  const instance = `${command}-${Deno.pid}-${crypto.randomUUID().slice(0, 4)}`;
  const bus = await createBus({ redis, instance, logger, now: Date.now });
  try {
    await connected(bus);
    bus.publish("data_ingested", event);
  } finally {
    await bus.close();
  }
}

async function connected(bus: Bus): Promise<void> {
  for (let waited = 0; waited < REDIS_MS && !bus.status().connected; waited += LOOK_MS) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
