import { URL_INSIDE } from "./container.ts";

/** Open event streams, read and dropped. */
export interface Streams {
  /** How many there are still. */
  readonly open: number;
  /** Bytes read from all of them. */
  readonly bytes: number;
  /** Resolves when the server has ended all of them. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

/** Opens event streams, as many pages do. */
export async function openStreams(count: number): Promise<Streams> {
  const stop = new AbortController();
  const state = { open: 0, bytes: 0 };
  const opened = await Promise.all(
    Array.from({ length: count }, async () => {
      const response = await fetch(`${URL_INSIDE}/api/events`, { signal: stop.signal });
      if (response.status !== 200 || response.body === null) {
        throw new Error(`A stream has status ${response.status}`);
      }
      state.open++;
      const reading = read(response.body, state).catch((error) => {
        if (!stop.signal.aborted) throw error;
      }).finally(() => state.open--);
      // In an object: the promise itself would be waited for, and that is the stream's whole life.
      return { reading };
    }),
  );
  const ended = Promise.all(opened.map(({ reading }) => reading)).then(() => {});
  return {
    get open() {
      return state.open;
    },
    get bytes() {
      return state.bytes;
    },
    ended,
    close: async () => {
      stop.abort();
      await ended;
    },
  };
}

async function read(body: ReadableStream<Uint8Array>, state: { bytes: number }): Promise<void> {
  for await (const chunk of body) state.bytes += chunk.length;
}
