type Bytes = Uint8Array<ArrayBuffer>;

/** Options of {@linkcode Subscriber}. */
export interface SubscriberOptions {
  /** Sent first; it counts as nobody's backlog. */
  readonly opening: Bytes;
  /** Epoch milliseconds when the stream is to end. */
  readonly endsAt: number;
  /** Epoch milliseconds of the first heartbeat. */
  readonly beatAt: number;
  readonly maxEvents: number;
  readonly maxBytes: number;
  /** The stream ended, whoever ended it; called once. */
  onGone(subscriber: Subscriber): void;
}

/**
 * One open stream. It hands a chunk to the server only when the server asks for one, so that what waits here
 * is exactly what the client did not read (beyond the buffers of the sockets between), counted in events and
 * bytes; the bytes themselves are shared by all subscribers.
 */
export class Subscriber {
  readonly body: ReadableStream<Bytes>;
  readonly endsAt: number;
  /** When the next heartbeat is due, epoch milliseconds. */
  beatAt: number;
  readonly #options: SubscriberOptions;
  readonly #waiting: Bytes[] = [];
  #waitingBytes = 0;
  #controller: ReadableStreamDefaultController<Bytes> | null = null;
  #wanted = false;

  constructor(options: SubscriberOptions) {
    this.#options = options;
    this.endsAt = options.endsAt;
    this.beatAt = options.beatAt;
    this.body = new ReadableStream<Bytes>({
      start: (controller) => {
        this.#controller = controller;
        controller.enqueue(options.opening);
      },
      pull: () => this.#pull(),
      cancel: () => this.#gone(),
    }, { highWaterMark: 0 });
  }

  /** Sends an event; false when the client is too far behind and must be cut. */
  send(bytes: Bytes): boolean {
    if (this.#wanted) {
      this.#wanted = false;
      this.#controller?.enqueue(bytes);
      return true;
    }
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.byteLength;
    return this.#waiting.length <= this.#options.maxEvents && this.#waitingBytes <= this.#options.maxBytes;
  }

  /** Sends a heartbeat, unless something waits already. */
  beat(bytes: Bytes): void {
    if (!this.#wanted) return;
    this.#wanted = false;
    this.#controller?.enqueue(bytes);
  }

  /** Ends the stream after what waits: the client reconnects and goes on. */
  end(): void {
    if (this.#controller === null) return;
    for (const bytes of this.#waiting.splice(0)) this.#controller.enqueue(bytes);
    this.#controller.close();
    this.#gone();
  }

  /**
   * Ends the stream without what waits. Not as an error, which Deno would print; the client that reads again
   * finds the end, reconnects and gets what it missed.
   */
  cut(): void {
    this.#waiting.length = 0;
    this.end();
  }

  #pull(): void {
    const bytes = this.#waiting.shift();
    if (bytes === undefined) {
      this.#wanted = true;
      return;
    }
    this.#waitingBytes -= bytes.byteLength;
    this.#controller?.enqueue(bytes);
  }

  #gone(): void {
    if (this.#controller === null) return;
    this.#controller = null;
    this.#waiting.length = 0;
    this.#options.onGone(this);
  }
}
