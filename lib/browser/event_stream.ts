/** Events of `/api/events`. */
export const EVENT_NAMES = ["quote", "ingest_progress", "data_ingested", "service_status", "reset"] as const;
export type EventName = typeof EVENT_NAMES[number];

/** One event as it came. */
export interface StreamEvent {
  readonly name: EventName;
  /** `<epoch>-<sequence>`. */
  readonly id: string;
  /** JSON text. */
  readonly data: string;
}

/** Options of {@link openEventStream}. */
export interface EventStreamOptions {
  readonly url: string;
  /** Id to go on from. */
  readonly from: string;
  readonly onEvent: (event: StreamEvent) => void;
  readonly onState: (connected: boolean) => void;
}

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 15_000;

/**
 * An EventSource that never gives up. The browser's own retries only after a broken stream; after an
 * answer such as a router's 503 it is closed for good, so a new one is made, with backoff and jitter,
 * going on from the last id seen.
 * @returns closes it
 */
export function openEventStream({ url, from, onEvent, onState }: EventStreamOptions): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastId = from;
  let failures = 0;
  connect();
  return () => {
    clearTimeout(timer);
    source?.close();
    source = null;
  };

  function connect() {
    const opened = new EventSource(`${url}?from=${encodeURIComponent(lastId)}`);
    source = opened;
    opened.onopen = () => {
      failures = 0;
      onState(true);
    };
    opened.onerror = () => {
      onState(false);
      // Ended streams reconnect within the browser too, but from its own clock and without jitter.
      opened.close();
      if (source !== opened) return;
      const longest = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures++);
      timer = setTimeout(connect, longest / 2 + Math.random() * longest / 2);
    };
    for (const name of EVENT_NAMES) {
      opened.addEventListener(name, (event: MessageEvent<string>) => {
        if (event.lastEventId !== "") lastId = event.lastEventId;
        onEvent({ name, id: event.lastEventId, data: event.data });
      });
    }
  }
}
