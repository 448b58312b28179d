/** One event as a browser gets it. */
export interface StreamEvent {
  readonly event: string;
  readonly id: string;
  readonly data: unknown;
}

/** An open event stream. */
export interface EventStream {
  /** All events so far, oldest first. */
  readonly events: readonly StreamEvent[];
  /** Resolves with the first event, past or future, of this name that matches. */
  next(event: string, matches?: (data: unknown) => boolean): Promise<StreamEvent>;
  /** Resolves when the server has ended the stream. */
  readonly ended: Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

const PATIENCE_MS = 60_000;

/** Opens `/api/events` of a server, as a page does. */
export async function openStream(url: string, from?: string): Promise<EventStream> {
  const response = await fetch(`${url}/api/events${from === undefined ? "" : `?from=${from}`}`);
  if (response.status !== 200 || response.body === null) {
    await response.body?.cancel();
    throw new Error(`Cannot open the event stream: status ${response.status}`);
  }
  const reader = response.body.getReader();
  const events: StreamEvent[] = [];
  const waiting = new Set<() => void>();
  let isOver = false;
  const ended = read(reader, (event) => {
    events.push(event);
    waiting.forEach((look) => look());
  }).catch((error) => {
    // A server that was killed: the stream is over either way.
    if (!(error instanceof TypeError)) throw error;
  }).finally(() => {
    isOver = true;
    waiting.forEach((look) => look());
  });
  return {
    events,
    ended,
    next: (name, matches = () => true) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => done(() => reject(new Error(`Waited in vain for event "${name}"`))),
          PATIENCE_MS,
        );
        const look = () => {
          const found = events.find(({ event, data }) => event === name && matches(data));
          if (found !== undefined) done(() => resolve(found));
          else if (isOver) done(() => reject(new Error(`The stream ended before event "${name}"`)));
        };
        const done = (settle: () => void) => {
          clearTimeout(timer);
          waiting.delete(look);
          settle();
        };
        waiting.add(look);
        look();
      }),
    async [Symbol.asyncDispose]() {
      await reader.cancel();
      await ended;
    },
  };
}

async function read(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  onEvent: (event: StreamEvent) => void,
): Promise<void> {
  const decoder = new TextDecoder();
  let rest = "";
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    const blocks = (rest + decoder.decode(chunk.value, { stream: true })).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const field = (name: string) =>
        block.split("\n").find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? "";
      if (field("event") !== "") {
        onEvent({ event: field("event"), id: field("id"), data: JSON.parse(field("data")) });
      }
    }
  }
}
