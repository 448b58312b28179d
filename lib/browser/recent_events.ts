import { distance } from "./event_id.ts";
import type { StreamEvent } from "./event_stream.ts";

/** The last events of a stream without a hole, for pages that open a little later or missed some. */
export class RecentEvents {
  readonly #most: number;
  #events: StreamEvent[] = [];
  #position: string;

  /** @param from id at which the stream begins */
  constructor(from: string, most: number) {
    this.#position = from;
    this.#most = most;
  }

  /** Id of the newest event. */
  get position(): string {
    return this.#position;
  }

  push(event: StreamEvent): void {
    // What came before a reset, or before a hole, leads nowhere from here.
    if (event.name === "reset" || distance(event.id, this.#position) !== 1) this.#events = [];
    if (event.name !== "reset") this.#events.push(event);
    if (this.#events.length > this.#most) this.#events.shift();
    this.#position = event.id;
  }

  /** The events after `id`, oldest first; `null` when they are not all here. */
  after(id: string): readonly StreamEvent[] | null {
    const missing = distance(this.#position, id);
    if (missing === null || missing > this.#events.length) return null;
    return missing <= 0 ? [] : this.#events.slice(-missing);
  }
}
