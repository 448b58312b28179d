import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Logger } from "@/lib/telemetry/logger.ts";
import type { AtomicWriter } from "./atomic.ts";
import { messageOf } from "./store_error.ts";
import { INTERNAL } from "./volume.ts";

const NAME = /^[a-z][a-z0-9_]{0,40}$/;

/** Small JSON files in `.quarterhour/state`, for what other parts remember over a restart. */
export class StateFiles {
  readonly #dir: string;
  readonly #writer: AtomicWriter;
  readonly #logger: Logger;

  constructor(dir: string, writer: AtomicWriter, logger: Logger) {
    this.#dir = join(dir, INTERNAL, "state");
    this.#writer = writer;
    this.#logger = logger;
  }

  /**
   * What was written last, by this process or another; `undefined` when nothing was, or when it cannot be read,
   * which is logged: what is in these files can be found out again.
   * @throws {RangeError} for a name that is none
   */
  read(name: string): unknown {
    const path = this.#pathOf(name);
    try {
      return JSON.parse(readFileSync(path, "utf8"));
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
      this.#logger.warning("State file ignored", { file: path, reason: messageOf(error) });
      return undefined;
    }
  }

  /**
   * Replaces what was written before.
   * @param value anything that JSON can hold
   * @throws {RangeError} for a name that is none
   * @throws {StoreError}
   */
  async write(name: string, value: unknown): Promise<void> {
    const text = `${JSON.stringify(value)}\n`;
    await this.#writer.write(this.#pathOf(name), new TextEncoder().encode(text), `${name}.json`);
  }

  #pathOf(name: string): string {
    if (!NAME.test(name)) {
      throw new RangeError(
        `Cannot name a state file "${name}": wanted small letters, digits and underscores`,
      );
    }
    return join(this.#dir, `${name}.json`);
  }
}
