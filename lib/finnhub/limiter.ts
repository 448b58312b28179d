import { AnnouncedBudget } from "./announced_budget.ts";
import type { AnnouncedLimit } from "./limit_headers.ts";
import { SlidingWindow } from "./sliding_window.ts";
import type { Sleep } from "./time.ts";

/** How many calls may be made, and the clock to keep it by. */
export interface LimiterOptions {
  readonly callsPerMinute: number;
  readonly callsPerSecond: number;
  /** Length of the long window, for tests that cannot wait. @default {60_000} */
  readonly minuteMs?: number;
  /** Length of the short window. @default {1_000} */
  readonly secondMs?: number;
  /** Milliseconds that never go back; where they start does not matter. */
  readonly now: () => number;
  readonly sleep: Sleep;
}

/** The right to send one request. Exactly one of `answered` and `unused` ends it; more does nothing. */
export interface Ticket {
  readonly startedAt: number;
  /** The answer's head is there, or we gave up waiting for it. */
  answered(said?: AnnouncedLimit): void;
  /** The request was not sent after all. */
  unused(): void;
}

interface Waiter {
  admit(): void;
}

/**
 * Lets calls out in the order they asked, never more than the provider allows as the provider counts
 * (see {@linkcode SlidingWindow}), never more than its answers announce, and none while it said 429.
 * Sleeps until the next call may go; wakes earlier only for an answer.
 */
export class Limiter {
  readonly #now: () => number;
  readonly #sleep: Sleep;
  readonly #ceiling: number;
  readonly #minute: SlidingWindow;
  readonly #second: SlidingWindow;
  readonly #announced: AnnouncedBudget;
  /** Sets keep their order and let an aborted waiter go in O(1). */
  readonly #waiting = new Set<Waiter>();
  #inFlight = 0;
  #closedUntil = -Infinity;
  #throttles = 0;
  #alarm: { at: number; stop: AbortController } | null = null;

  constructor(options: LimiterOptions) {
    this.#now = options.now;
    this.#sleep = options.sleep;
    this.#ceiling = options.callsPerMinute;
    this.#minute = new SlidingWindow(options.callsPerMinute, options.minuteMs ?? 60_000);
    this.#second = new SlidingWindow(options.callsPerSecond, options.secondMs ?? 1_000);
    this.#announced = new AnnouncedBudget(this.#minute.ms);
  }

  /**
   * Waits for the right to send one request.
   *
   * @throws the signal's reason, when it is aborted first
   */
  acquire(signal: AbortSignal): Promise<Ticket> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const leave = () => {
        this.#waiting.delete(waiter);
        if (this.#waiting.size === 0) this.#disarm();
        reject(signal.reason);
      };
      const waiter: Waiter = {
        admit: () => {
          signal.removeEventListener("abort", leave);
          resolve(this.#ticket());
        },
      };
      signal.addEventListener("abort", leave, { once: true });
      this.#waiting.add(waiter);
      this.#pump();
    });
  }

  /**
   * The server said 429 to a call: nobody sends before the wait is over. Without a stated wait, one second, doubled
   * while calls sent after the last wait are throttled again. A wait is kept between a second and a minute.
   *
   * @param statedMs what the answer's headers ask for; null when they say nothing usable
   */
  throttled(ticket: Ticket, statedMs: number | null): void {
    const now = this.#now();
    // Calls of the same burst come back with the same news: only the first of them counts.
    if (ticket.startedAt >= this.#closedUntil) this.#throttles++;
    const guess = this.#second.ms * 2 ** Math.min(10, Math.max(0, this.#throttles - 1));
    const known = this.#announced.free(now, 0) === 0 ? this.#announced.resetMs(now) : 0;
    const wait = Math.min(this.#minute.ms, Math.max(this.#second.ms, statedMs ?? Math.max(known, guess)));
    this.#closedUntil = Math.max(this.#closedUntil, now + wait);
    this.#pump();
  }

  /** The server took a call: waits without a stated time start small again. */
  accepted(): void {
    this.#throttles = 0;
  }

  /** The minute's budget as known now: calls that could start beside those already waiting. */
  budget(): { limitPerMinute: number; remaining: number; resetInMs: number } {
    const now = this.#now();
    const closedMs = Math.max(0, this.#closedUntil - now);
    const free = Math.min(this.#minute.free(now), this.#announced.free(now, this.#inFlight));
    return {
      limitPerMinute: this.#minute.limit,
      remaining: closedMs > 0 ? 0 : Math.max(0, free - this.#waiting.size),
      resetInMs: Math.max(closedMs, this.#minute.emptyMs(now), this.#announced.resetMs(now)),
    };
  }

  #ticket(): Ticket {
    this.#inFlight++;
    this.#minute.start();
    this.#second.start();
    let open = true;
    const end = (settle: () => void) => {
      if (!open) return;
      open = false;
      this.#inFlight--;
      settle();
      this.#pump();
    };
    return {
      startedAt: this.#now(),
      answered: (said) =>
        end(() => {
          const now = this.#now();
          this.#minute.answer(now);
          this.#second.answer(now);
          if (said) this.#observe(said, now);
          else this.#announced.unannounced(now);
        }),
      unused: () =>
        end(() => {
          this.#minute.withdraw();
          this.#second.withdraw();
        }),
    };
  }

  #observe(said: AnnouncedLimit, now: number): void {
    if (said.limit !== null) this.#minute.limit = Math.min(this.#ceiling, said.limit);
    this.#announced.observe(said, now);
  }

  #waitMs(now: number): number {
    return Math.max(
      0,
      this.#closedUntil - now,
      this.#minute.waitMs(now),
      this.#second.waitMs(now),
      this.#announced.waitMs(now, this.#inFlight),
    );
  }

  /** Lets out whoever may go, and sets the alarm for the next one. */
  #pump(): void {
    for (const waiter of this.#waiting) {
      const now = this.#now();
      const wait = this.#waitMs(now);
      if (wait > 0) return this.#arm(now, wait);
      this.#waiting.delete(waiter);
      waiter.admit();
    }
    this.#disarm();
  }

  #arm(now: number, wait: number): void {
    // An alarm that rings too early does no harm: it looks again and sleeps on.
    if (wait === Infinity || (this.#alarm && this.#alarm.at <= now + wait)) return;
    this.#disarm();
    const alarm = { at: now + wait, stop: new AbortController() };
    this.#alarm = alarm;
    this.#sleep(Math.ceil(wait), alarm.stop.signal).then(() => {
      if (this.#alarm === alarm) this.#alarm = null;
      this.#pump();
    }, () => {
      // Disarmed: whoever did it has looked after the queue.
    });
  }

  #disarm(): void {
    this.#alarm?.stop.abort();
    this.#alarm = null;
  }
}
