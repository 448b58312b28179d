import type { LiveHub } from "./hub.ts";
import type { Timers } from "./timers.ts";

/** A clock and timers that go only when told to. */
export class ManualTime implements Timers {
  now = 1_000_000;
  readonly #due = new Set<{ at: number; every: number | null; run: () => void }>();

  every(ms: number, run: () => void): () => void {
    return this.#add({ at: this.now + ms, every: ms, run });
  }

  after(ms: number, run: () => void): () => void {
    return this.#add({ at: this.now + ms, every: null, run });
  }

  /** How many timers are set. */
  get running(): number {
    return this.#due.size;
  }

  /** Lets time pass and runs what comes due, in order. */
  advance(ms: number): void {
    const end = this.now + ms;
    for (;;) {
      const [next] = [...this.#due].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.now = next.at;
      if (next.every === null) this.#due.delete(next);
      else next.at += next.every;
      next.run();
    }
    this.now = end;
  }

  #add(timer: { at: number; every: number | null; run: () => void }): () => void {
    this.#due.add(timer);
    return () => void this.#due.delete(timer);
  }
}

/** One block of an event stream, as EventSource reads it. */
export interface Block {
  readonly event: string;
  readonly id: string | null;
  readonly data: string | null;
  readonly retry: string | null;
  readonly isComment: boolean;
}

/** A client of an event stream that remembers the last id as EventSource does. */
export class StreamClient {
  lastId: string | null = null;
  #reader: ReadableStreamDefaultReader<Uint8Array> | null = null;
  #text = "";
  readonly #decoder = new TextDecoder();

  get isOpen(): boolean {
    return this.#reader !== null;
  }

  /** Reads a response; what was left of another is forgotten. */
  open(response: Response): void {
    if (response.body === null) {
      throw new Error(`Cannot read the stream: status ${response.status} has no body`);
    }
    this.#reader = response.body.getReader();
    this.#text = "";
  }

  /** The next block, or null at the stream's end. */
  async next(): Promise<Block | null> {
    for (;;) {
      const end = this.#text.indexOf("\n\n");
      if (end >= 0) {
        const block = parseBlock(this.#text.slice(0, end));
        this.#text = this.#text.slice(end + 2);
        this.lastId = block.id ?? this.lastId;
        return block;
      }
      const { value, done } = await this.#reader?.read() ?? { done: true };
      if (done || value === undefined) {
        this.#reader = null;
        return null;
      }
      this.#text += this.#decoder.decode(value, { stream: true });
    }
  }

  /** Leaves without a word to the server's code. */
  async close(): Promise<void> {
    await this.#reader?.cancel();
    this.#reader = null;
  }
}

function parseBlock(text: string): Block {
  const lines = text.split("\n");
  const field = (name: string) =>
    lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? null;
  return {
    event: field("event") ?? "",
    id: field("id"),
    data: field("data"),
    retry: field("retry"),
    isComment: lines.every((line) => line.startsWith(":")),
  };
}

/** A real server of a hub on loopback. */
export function serve(hub: () => LiveHub): AsyncDisposable & { readonly url: string; readonly port: number } {
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    (request) => hub().connect(request),
  );
  return {
    port: server.addr.port,
    url: `http://127.0.0.1:${server.addr.port}/`,
    async [Symbol.asyncDispose]() {
      await hub().drain({ spreadMs: 0 });
      await server.shutdown();
    },
  };
}

/** Waits until a condition holds; throws when it does not within 10 s. */
export async function until(condition: () => boolean, what: string): Promise<void> {
  const end = performance.now() + 10_000;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`Cannot wait any longer: expected that ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
