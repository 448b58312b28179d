import { before, distance, isSameEpoch } from "./event_id.ts";
import type { StreamEvent } from "./event_stream.ts";

/** Options of {@link Reader}. */
export interface ReaderOptions {
  /** Id of the page's own snapshot. */
  readonly from: string;
  readonly onEvent: (event: StreamEvent) => void;
  /** Fetches a fresh snapshot as a `reset` event; rejects when it cannot be had now. */
  readonly fetchSnapshot: () => Promise<StreamEvent>;
  /** Told `true` when events are missing and the snapshot cannot be had, `false` when it could. */
  readonly onStale: (stale: boolean) => void;
  /** Resolves after this many milliseconds. */
  readonly sleep: (ms: number) => Promise<void>;
}

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 15_000;
/** Events kept while a snapshot is on its way. Where they are more, the hole asks for another snapshot. */
const MOST_WAITING = 512;

/**
 * What a page has seen of the event stream. Events are handed on in their order and each once, whoever passes
 * them; where one is missing, a fresh snapshot takes its place, and events after the snapshot follow.
 */
export class Reader {
  readonly #options: ReaderOptions;
  #position: string;
  #waiting: StreamEvent[] = [];
  /** Position to go on from after a snapshot of another epoch; `null` when nothing is missing. */
  #goal: string | null = null;
  /** Counts what made a snapshot under way worthless. */
  #turn = 0;

  constructor(options: ReaderOptions) {
    this.#options = options;
    this.#position = options.from;
  }

  /** Id up to which the page shows everything. */
  get position(): string {
    return this.#position;
  }

  /** Takes an event of the stream. */
  take(event: StreamEvent): void {
    if (event.name === "reset") return this.#reset(event);
    if (this.#goal !== null) {
      this.#waiting.push(event);
      if (this.#waiting.length > MOST_WAITING) this.#waiting.shift();
      return;
    }
    const ahead = distance(event.id, this.#position);
    if (ahead === 1) this.#apply(event);
    else if (ahead === null || ahead > 1) {
      this.#waiting.push(event);
      this.catchUp(before(event.id));
    }
  }

  /** Whether this page lacks something at which the stream already is. */
  isBehind(position: string): boolean {
    const ahead = distance(position, this.#position);
    return this.#goal === null && (ahead === null || ahead > 0);
  }

  /**
   * Replaces what is missing up to `goal` by a snapshot. The snapshot may come from another process than the
   * stream and carry an id of its epoch; the page then goes on from `goal`.
   */
  catchUp(goal: string): void {
    if (this.#goal !== null) return;
    this.#goal = goal;
    this.#fetch(this.#turn);
  }

  async #fetch(turn: number): Promise<void> {
    const snapshot = await this.#snapshot(turn);
    const goal = this.#goal;
    if (snapshot === null || goal === null) return;
    const waiting = this.#waiting;
    this.#reset(snapshot);
    if (!isSameEpoch(snapshot.id, goal)) this.#position = goal;
    for (const event of waiting) this.take(event);
  }

  /** A snapshot, asked for until it comes; `null` when the stream sent one meanwhile. */
  async #snapshot(turn: number): Promise<StreamEvent | null> {
    const { fetchSnapshot, onStale, sleep } = this.#options;
    for (let waitMs = FIRST_RETRY_MS;; waitMs = Math.min(LONGEST_RETRY_MS, 2 * waitMs)) {
      // What went wrong shows in the browser's network log; the page says that it is behind.
      const snapshot = await fetchSnapshot().catch(() => null);
      if (turn !== this.#turn || snapshot !== null) return turn === this.#turn ? snapshot : null;
      onStale(true);
      await sleep(waitMs);
      if (turn !== this.#turn) return null;
    }
  }

  #reset(event: StreamEvent): void {
    if (this.#goal !== null) this.#options.onStale(false);
    this.#goal = null;
    this.#waiting = [];
    this.#turn++;
    this.#apply(event);
  }

  #apply(event: StreamEvent): void {
    this.#position = event.id;
    this.#options.onEvent(event);
  }
}
