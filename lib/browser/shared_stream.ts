import { type EventStream, openEventStream, type StreamEvent } from "./event_stream.ts";
import { Reader } from "./reader.ts";
import { RecentEvents } from "./recent_events.ts";

/** What tabs say to each other. */
type Message =
  /** The leading tab passes an event on. */
  | { readonly kind: "event"; readonly event: StreamEvent }
  /** The leading tab is there, its stream is open or not, this was the stream's last event, and so many tabs share it. */
  | {
    readonly kind: "beat";
    readonly connected: boolean;
    readonly position: string;
    readonly tabs: number;
  }
  /** A tab has heard the leading one, or goes. */
  | { readonly kind: "here"; readonly tab: string }
  | { readonly kind: "gone"; readonly tab: string }
  /** A tab asks for what came after `from`. */
  | { readonly kind: "hello"; readonly tab: string; readonly from: string }
  /** The leading tab's answer to one tab; `null` when it has not all of it. */
  | {
    readonly kind: "missed";
    readonly tab: string;
    readonly events: readonly StreamEvent[] | null;
    readonly position: string;
  };

/** Options of {@link openSharedStream}. */
export interface SharedStreamOptions {
  readonly url: string;
  /** Id of the page's own snapshot. */
  readonly from: string;
  /** Gets each event once, in order. */
  readonly onEvent: (event: StreamEvent) => void;
  /** Whether what the page shows is kept up to date. */
  readonly onState: (connected: boolean) => void;
  /** How many tabs share the stream. @default nobody wants to know */
  readonly onTabs?: (count: number) => void;
  /** Fetches a fresh snapshot as a `reset` event, where tabs cannot give each other what one lacks. */
  readonly fetchSnapshot: () => Promise<StreamEvent>;
  /**
   * Time between two signs of life of the leading tab.
   * @default 5000
   */
  readonly beatMs?: number;
  /**
   * Silence after which a visible tab takes the lead from one that hangs. Timers of background tabs run once a
   * minute at worst, and events come without timers.
   * @default 20000
   */
  readonly silenceMs?: number;
}

const NAME = "quarterhour-events";
/** Events the leading tab keeps: a page opens within seconds of its snapshot. */
const KEPT = 64;
/** Beats after which a tab that says nothing is gone without a word. */
const BEATS_TO_ANSWER = 3;

/**
 * One event stream per browser, however many tabs: over HTTP/1.1 six streams are all a browser opens to a
 * host, and the seventh tab would hang. The tab that holds a Web Lock reads the stream and passes events on
 * over a BroadcastChannel. Where there are no Web Locks (plain HTTP from another host) each tab reads its own.
 * A page that the browser puts aside lets go of both and joins again when it is shown.
 * @returns closes it
 */
export function openSharedStream(options: SharedStreamOptions): () => void {
  const { url, from, onEvent, onState, fetchSnapshot } = options;
  let connected = true;
  let stale = false;
  const reader = new Reader({
    from,
    onEvent,
    fetchSnapshot,
    onStale: (value) => onState(!(stale = value) && connected),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
  const tell = (value: boolean) => onState((connected = value) && !stale);
  const join = () => {
    if ("locks" in navigator) return joinTabs(options, reader, tell);
    const take = (event: StreamEvent) => reader.take(event);
    return openEventStream({ url, from: reader.position, onEvent: take, onState: tell }).close;
  };
  let leave = join();
  const hide = () => leave();
  const show = (event: PageTransitionEvent) => {
    if (event.persisted) leave = join();
  };
  globalThis.addEventListener("pagehide", hide);
  globalThis.addEventListener("pageshow", show);
  return () => {
    globalThis.removeEventListener("pagehide", hide);
    globalThis.removeEventListener("pageshow", show);
    leave();
  };
}

/** What a tab has while it leads. */
interface Lead {
  readonly recent: RecentEvents;
  readonly stream: EventStream;
  /** Closes the stream and lets go of the lock. */
  readonly end: () => void;
}

function joinTabs(
  { url, onTabs, beatMs = 5_000, silenceMs = 20_000 }: SharedStreamOptions,
  reader: Reader,
  onState: (connected: boolean) => void,
): () => void {
  const channel = new BroadcastChannel(NAME);
  const tab = crypto.randomUUID();
  let left = false;
  /** The other tabs, and how many beats each has left unanswered; counted by the leading tab. */
  const others = new Map<string, number>();
  let lead: Lead | null = null;
  let request = new AbortController();
  let connected = true;
  // Not the clock of the day, which jumps when a laptop wakes.
  let heardAt = performance.now();

  channel.onmessage = ({ data }: MessageEvent<Message>) => lead === null ? follow(data) : answer(data, lead);
  wait();
  send({ kind: "hello", tab, from: reader.position });
  const watchdog = setInterval(() => {
    if (lead !== null) beat(lead);
    else if (!document.hidden && performance.now() - heardAt > silenceMs) wait(true);
  }, beatMs);

  return () => {
    send({ kind: "gone", tab });
    left = true;
    clearInterval(watchdog);
    request.abort();
    lead?.end();
    channel.close();
  };

  /** Waits in line for the lead, or takes it from a tab that fell silent. */
  function wait(steal = false) {
    heardAt = performance.now();
    // One place in line a tab.
    request.abort();
    const { signal } = request = new AbortController();
    navigator.locks.request(NAME, steal ? { steal } : { signal }, takeLead).catch((error) => {
      if (signal.aborted || left) return;
      if (!(error instanceof DOMException && error.name === "AbortError")) throw error;
      // Another tab took the lead.
      lead?.end();
      wait();
    });
  }

  /** Leads until the promise resolves. */
  function takeLead(): Promise<void> {
    return new Promise((resolve) => {
      if (left) return resolve();
      lead?.end();
      const recent = new RecentEvents(reader.position, KEPT);
      const stream = openEventStream({
        url,
        from: reader.position,
        onEvent: (event) => {
          recent.push(event);
          send({ kind: "event", event });
          reader.take(event);
        },
        onState: (value) => {
          onState(connected = value);
          // Tabs that are behind find out.
          if (lead !== null) beat(lead);
        },
      });
      lead = {
        recent,
        stream,
        end: () => {
          lead = null;
          stream.close();
          resolve();
        },
      };
    });
  }

  function follow(message: Message) {
    // What others ask and tell the leading tab.
    if (message.kind === "hello" || message.kind === "here" || message.kind === "gone") return;
    heardAt = performance.now();
    if (message.kind === "event") return reader.take(message.event);
    if (message.kind === "beat") {
      onState(connected = message.connected);
      onTabs?.(message.tabs);
      send({ kind: "here", tab });
      if (connected && reader.isBehind(message.position)) send({ kind: "hello", tab, from: reader.position });
    } else if (message.tab === tab) {
      if (message.events === null) reader.catchUp(message.position);
      else message.events.forEach((event) => reader.take(event));
    }
  }

  function answer(message: Message, lead: Lead) {
    if (message.kind === "here" || message.kind === "gone") {
      return count(message.tab, message.kind === "here", lead);
    }
    if (message.kind !== "hello") return;
    others.set(message.tab, 0);
    // That page was loaded a moment ago: the server is back.
    if (!connected) lead.stream.retryNow();
    const { position } = lead.recent;
    const events = lead.recent.after(message.from);
    if (events?.length !== 0) send({ kind: "missed", tab: message.tab, events, position });
    beat(lead);
  }

  function count(other: string, isHere: boolean, lead: Lead) {
    const isNews = others.has(other) !== isHere;
    if (isHere) others.set(other, 0);
    else others.delete(other);
    if (isNews) beat(lead);
  }

  function beat({ recent }: Lead) {
    for (const [other, unanswered] of others) {
      if (unanswered < BEATS_TO_ANSWER) others.set(other, unanswered + 1);
      else others.delete(other);
    }
    const tabs = others.size + 1;
    onTabs?.(tabs);
    send({ kind: "beat", connected, position: recent.position, tabs });
  }

  function send(message: Message) {
    channel.postMessage(message);
  }
}
