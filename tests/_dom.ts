import { JSDOM } from "jsdom";

/** A page for islands under test: jsdom's globals, a clock, an event stream and answers that the test commands. */
export interface TestPage {
  /** Epoch milliseconds, as the islands read it. */
  now: number;
  /** Requests sent, as `POST /path`. */
  readonly requests: readonly string[];
  /** What the next requests get; a network failure where there is nothing. */
  answer: (() => Response) | undefined;
  /** Runs what islands do every second. */
  tick(): void;
  /** Sends an event of the stream. */
  send(name: string, data: unknown): void;
  /** Opens the stream that is under way, or breaks it. */
  open(): void;
  break(): void;
}

const WINDOW_GLOBALS = [
  "window",
  "document",
  "navigator",
  "location",
  "history",
  "Node",
  "Element",
  "HTMLElement",
  "SVGElement",
  "HTMLButtonElement",
  "Event",
  "MouseEvent",
  "MutationObserver",
  "getComputedStyle",
];

/**
 * Makes the globals of a page at `now`. Call it before islands are imported: they ask at once whether they are in a
 * browser. There are no Web Locks, so that a page reads the stream itself.
 */
export function openTestPage(now: number): TestPage {
  const { window } = new JSDOM("<!doctype html><body></body>", {
    url: "http://127.0.0.1:8000/",
    // A page that is looked at.
    pretendToBeVisual: true,
  });
  for (const name of WINDOW_GLOBALS) {
    Object.defineProperty(globalThis, name, { value: window[name], configurable: true, writable: true });
  }
  const streams: FakeEventSource[] = [];
  const ticking = new Set<() => void>();
  const requests: string[] = [];
  let sequence = 0;
  const page: TestPage = {
    now,
    requests,
    answer: undefined,
    tick: () => ticking.forEach((run) => run()),
    send(name, data) {
      const event = { lastEventId: `life-${++sequence}`, data: JSON.stringify(data) };
      streams.at(-1)?.listeners.get(name)?.(event);
    },
    open: () => streams.at(-1)?.onopen?.(),
    break: () => streams.at(-1)?.onerror?.(),
  };
  class FakeEventSource {
    onopen: (() => void) | null = null;
    onerror: (() => void) | null = null;
    readonly listeners = new Map<string, (event: { lastEventId: string; data: string }) => void>();
    constructor(readonly url: string) {
      streams.push(this);
    }
    addEventListener(name: string, listener: (event: { lastEventId: string; data: string }) => void) {
      this.listeners.set(name, listener);
    }
    close() {}
  }
  const { setInterval } = globalThis;
  Object.assign(globalThis, {
    EventSource: FakeEventSource,
    // The page's clock; the testing library has timers of its own.
    setInterval: (run: () => void, ms: number) => ms === 1_000 ? void ticking.add(run) : setInterval(run, ms),
    fetch: (address: string, { method = "GET" }: RequestInit = {}) => {
      requests.push(`${method} ${address}`);
      return page.answer === undefined
        ? Promise.reject(new TypeError("network"))
        : Promise.resolve(page.answer());
    },
  });
  Date.now = () => page.now;
  return page;
}
