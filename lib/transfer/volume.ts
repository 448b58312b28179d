import { type Config, loadEnv, readConfig, secretsOf } from "@/lib/config.ts";
import { DATASETS } from "@/lib/datasets/mod.ts";
import { Store } from "@/lib/store/store.ts";
import { createLogger, type Logger } from "@/lib/telemetry/mod.ts";
import { printError } from "./terminal.ts";

/** The volume of a command, opened beside a server that may be running on it. */
export interface OpenVolume {
  readonly config: Config;
  readonly store: Store;
  /** Warnings and errors, on standard error: standard output is the command's own. */
  readonly logger: Logger;
}

/**
 * Opens the volume that the environment and `.env` name, the demo's where there is no key.
 * @throws {ConfigError} for variables that cannot be used
 * @throws {StoreError} when the volume cannot be used
 */
export async function openVolume(): Promise<OpenVolume> {
  const config = readConfig(loadEnv("."));
  const logger = createLogger({ level: "WARNING", secrets: secretsOf(config), write: printError });
  const store = await Store.open({ dir: config.dataPath, datasets: DATASETS, now: Date.now, logger });
  return { config, store, logger };
}
