import type { Bus } from "./bus.ts";
import { InProcessBus } from "./local.ts";
import type { RedisConfig } from "@/lib/config.ts";
import type { Logger } from "@/lib/telemetry/mod.ts";

export type * from "./bus.ts";

/** Options of {@linkcode createBus}. */
export interface BusOptions {
  /** Null: the events stay in this process. */
  readonly redis: RedisConfig | null;
  /** Names this process; every process needs a name of its own, since a bus does not hear its namesake. */
  readonly instance: string;
  readonly logger: Logger;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /**
   * Between 0 and 1, for the jitter of reconnection.
   * @default Math.random
   */
  readonly random?: () => number;
}

/**
 * The bus of this process. With Redis it connects in the background; never throws for a Redis that is away. Its client
 * is loaded for those who have one: it would be a fourth of the time in which a process starts.
 */
export async function createBus(options: BusOptions): Promise<Bus> {
  const { redis, instance, logger, now, random = Math.random } = options;
  if (redis === null) return new InProcessBus({ instance, logger, now });
  const { RedisBus } = await import("./redis.ts");
  return new RedisBus({ redis, instance, logger, now, random });
}
