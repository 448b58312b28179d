import { Clock } from "@/lib/ingest/clock.ts";
import type { VolumeCondition } from "@/lib/store/store.ts";
import { readIn } from "./follow.ts";
import type { Services } from "./services.ts";
import { type Trouble, troublesOf } from "./troubles.ts";

/** What a watch looks at and takes up again. */
export type WatchOptions = Pick<
  Services,
  "store" | "ingest" | "checked" | "quoteWatch" | "watchlist" | "logger"
>;

/** Looks every few seconds whether volume and clock are as they should be, and takes up work again when they are. */
export class Watch {
  readonly #options: WatchOptions;
  readonly #clock: Clock;
  /** As it was when all that follows from it was done. */
  #volume: VolumeCondition;
  #wasRefused = false;
  #looking: Promise<void> | null = null;

  constructor(options: WatchOptions, clock: Clock) {
    this.#options = options;
    this.#clock = clock;
    this.#volume = options.store.condition;
  }

  /** What is wrong now. */
  get troubles(): readonly Trouble[] {
    const { store, ingest } = this.#options;
    return troublesOf({ store, ingest, clock: this.#clock });
  }

  /** By how much the clock is ahead of the provider's, milliseconds; `null` where that is not known. */
  get clockAheadMs(): number | null {
    return this.#clock.aheadMs;
  }

  /** Looks; who asks during a look gets that one. Never rejects. */
  look(): Promise<void> {
    return this.#looking ??= this.#look().finally(() => this.#looking = null);
  }

  async #look(): Promise<void> {
    const { store, ingest, logger } = this.#options;
    const before = this.#volume;
    const after = await store.examine(ingest !== null);
    if (ingest !== null) await this.#clock.look();
    const isClockRight = this.#wasRefused && !this.#clock.isRefused;
    this.#wasRefused = this.#clock.isRefused;
    try {
      if (before.state === "away" && after.state !== "away") await readIn(this.#options);
      const isBack = stops(before) && !stops(after);
      if (isBack) await store.runs.settle();
      this.#volume = after;
      // A slot that was not run is run now, if it is the last.
      if (isBack || isClockRight) ingest?.start();
    } catch (error) {
      logger.warning("Volume not taken up again yet", { error });
    }
  }
}

function stops({ state }: VolumeCondition): boolean {
  return state !== "ok" && state !== "low";
}
