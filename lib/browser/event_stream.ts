/** Events of `/api/events`. */
export const EVENT_NAMES = [
  "quote",
  "watchlist",
  "ingest_progress",
  "data_ingested",
  "service_status",
  "reset",
] as const;
/** Name of an event of `/api/events`. */
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
  /** Told when a stream opens and when none can be had; the usual end of a stream that is opened anew is neither. */
  readonly onState: (connected: boolean) => void;
  /**
   * Longest wait for a stream to open.
   * @default 20000
   */
  readonly openingMs?: number;
  /**
   * Longest life of a stream. The server ends each within five minutes; an older one broke without a word, as
   * when a laptop slept or a router forgot the connection.
   * @default 330000
   */
  readonly lifeMs?: number;
}

/** An open stream, or one that is being opened. */
export interface EventStream {
  /** Ends the wait for the next attempt: the server is known to be there. */
  retryNow(): void;
  close(): void;
}

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 15_000;
/** A stream that lived this long worked; a shorter one counts as a failure, or a flapping server would be hammered. */
const STEADY_MS = 5_000;

/**
 * An EventSource that never gives up. The browser's own retries only after a broken stream; after an
 * answer such as a router's 503 it is closed for good, so a new one is made, with backoff and jitter,
 * going on from the last id seen.
 */
export function openEventStream(
  { url, from, onEvent, onState, openingMs = 20_000, lifeMs = 330_000 }: EventStreamOptions,
): EventStream {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let openedAt: number | null = null;
  let lastId = from;
  let failures = 0;
  let closed = false;
  const retryNow = () => {
    if (source === null && !closed) connect();
  };
  // The connection itself would say nothing for minutes.
  const lose = () => {
    if (source !== null) end();
  };
  globalThis.addEventListener("online", retryNow);
  globalThis.addEventListener("offline", lose);
  connect();
  return {
    retryNow,
    close() {
      closed = true;
      globalThis.removeEventListener("online", retryNow);
      globalThis.removeEventListener("offline", lose);
      clearTimeout(timer);
      source?.close();
    },
  };

  function connect() {
    openedAt = null;
    const opened = source = new EventSource(`${url}?from=${encodeURIComponent(lastId)}`);
    wait(openingMs, end);
    opened.onopen = () => {
      openedAt = performance.now();
      wait(lifeMs, end);
      onState(true);
    };
    // Also where the browser would reconnect by itself: from its own clock and without jitter.
    opened.onerror = end;
    for (const name of EVENT_NAMES) {
      opened.addEventListener(name, (event: MessageEvent<string>) => {
        if (event.lastEventId !== "") lastId = event.lastEventId;
        onEvent({ name, id: event.lastEventId, data: event.data });
      });
    }
  }

  function end() {
    source?.close();
    source = null;
    if (openedAt !== null && performance.now() - openedAt >= STEADY_MS) failures = 0;
    if (openedAt === null || failures > 0) onState(false);
    const longest = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures++);
    wait(longest / 2 + Math.random() * longest / 2, connect);
  }

  function wait(ms: number, then: () => void) {
    clearTimeout(timer);
    timer = setTimeout(then, ms);
  }
}
