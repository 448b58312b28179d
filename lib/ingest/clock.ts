import type { ClockReading } from "@/lib/finnhub/clock.ts";
import type { Finnhub } from "@/lib/finnhub/finnhub.ts";
import type { Store } from "@/lib/store/store.ts";
import { delay } from "./delay.ts";
import { duration } from "./duration.ts";

/** From here on slots and ages are visibly wrong, milliseconds: it is said. */
export const OFF_MS = 60_000;
/** From here on a run would be stamped with another slot: none begins. */
const REFUSED_MS = 15 * 60_000;
/** How often the provider is asked while there is a doubt, and how long a run waits for its answer, milliseconds. */
const ASK_MS = 60_000;
const ANSWER_MS = 5_000;

/** Whether the volume holds what a clock wrote that was ahead of this one. */
export function isAhead({ newestAt }: Pick<Store, "newestAt">, now: number): boolean {
  return newestAt > now + OFF_MS;
}

/** What the clock is judged by. */
export interface ClockOptions {
  readonly finnhub: Pick<Finnhub, "clock" | "marketStatus">;
  readonly store: Pick<Store, "newestAt">;
  readonly now: () => number;
  /** Milliseconds that nobody sets; where they start does not matter. */
  readonly monotonic: () => number;
}

/**
 * Whether our clock is right. One rule: the `Date` of the provider's last answer says; where there is none, records on
 * the volume that are later than now say that it is behind. When it jumps, and before the first run, the provider is
 * asked.
 */
export class Clock {
  readonly #options: ClockOptions;
  /** Our clock less the one that nobody sets, when that was last looked at. */
  #difference: number;
  /** The answer that a jump came after; `undefined` while there was none. */
  #doubted: ClockReading | null | undefined;
  #askedAt = -Infinity;

  constructor(options: ClockOptions) {
    this.#options = options;
    this.#difference = options.now() - options.monotonic();
  }

  /** By how much it is ahead of the provider's, milliseconds; 0 where they agree, `null` where that is not known. */
  get aheadMs(): number | null {
    const reading = this.#options.finnhub.clock();
    if (reading === null || this.#doubted === reading) return null;
    return Math.abs(reading.aheadMs) < OFF_MS ? 0 : reading.aheadMs;
  }

  /** By how much records on the volume are ahead of it, milliseconds; 0 where none is. */
  get behindRecordsMs(): number {
    const ms = this.#options.store.newestAt - this.#options.now();
    return ms > OFF_MS ? ms : 0;
  }

  /** What is wrong with it, in a sentence without its full stop; empty when nothing is. */
  get fault(): string {
    const ahead = this.aheadMs;
    if (ahead !== null && ahead !== 0) {
      return `The clock is ${duration(Math.abs(ahead))} ${ahead > 0 ? "ahead of" : "behind"} the provider's`;
    }
    const behind = this.behindRecordsMs;
    if (behind === 0) return "";
    return ahead === 0
      ? `Records on the volume are up to ${
        duration(behind)
      } ahead of the clock, which the provider's confirms`
      : `The clock is ${duration(behind)} behind the newest record on the volume`;
  }

  /** Whether no run is to begin for it. */
  get isRefused(): boolean {
    return Math.abs(this.aheadMs ?? 0) >= REFUSED_MS;
  }

  /** Notices a jump; asks the provider while it is in doubt or was found wrong. Asked every few seconds. */
  async look(): Promise<void> {
    this.#notice();
    if (this.#doubted !== undefined || this.fault !== "") await this.#ask(ASK_MS);
  }

  /**
   * Makes sure of it before a run.
   * @returns why the run is not to begin, in a sentence; `null` when it may
   */
  async refusal(): Promise<string | null> {
    this.#notice();
    if (this.aheadMs !== 0 || this.behindRecordsMs > 0) await this.#ask(0);
    return this.isRefused ? `${this.fault}: what a run wrote would be stamped with another time` : null;
  }

  #notice(): void {
    const { now, monotonic, finnhub } = this.#options;
    const difference = now() - monotonic();
    if (Math.abs(difference - this.#difference) >= OFF_MS) this.#doubted = finnhub.clock();
    else if (this.#doubted !== finnhub.clock()) this.#doubted = undefined;
    this.#difference = difference;
  }

  /** One call, whose answer's head is what counts; a failed one leaves the doubt. */
  async #ask(atMostEveryMs: number): Promise<void> {
    const { monotonic, finnhub } = this.#options;
    if (monotonic() - this.#askedAt < atMostEveryMs) return;
    this.#askedAt = monotonic();
    const patience = new AbortController();
    await Promise.race([finnhub.marketStatus(), delay(ANSWER_MS, patience.signal)]);
    patience.abort();
    this.#notice();
  }
}
