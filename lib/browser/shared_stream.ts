import { openEventStream, type StreamEvent } from "./event_stream.ts";

/** What tabs say to each other. */
type Message =
  | { readonly kind: "event"; readonly event: StreamEvent }
  | { readonly kind: "beat"; readonly connected: boolean }
  | { readonly kind: "hello"; readonly from: string };

/** Options of {@link openSharedStream}. */
export interface SharedStreamOptions {
  readonly url: string;
  /** Id of the page's own snapshot. */
  readonly from: string;
  readonly onEvent: (event: StreamEvent) => void;
  readonly onState: (connected: boolean) => void;
  /** The leading tab cannot replay what this page lacks: fetch a fresh snapshot. Gives the snapshot's id. */
  readonly onGap: () => Promise<string>;
}

const NAME = "quarterhour-events";
const BEAT_MS = 5_000;
/** Background tabs' timers run once a minute; a visible tab does not wait for them. */
const SILENCE_MS = 20_000;
/** Events the leading tab keeps for pages that open a little later. */
const KEPT = 256;

/**
 * One event stream per browser, however many tabs: over HTTP/1.1 six streams are all a browser opens to a
 * host, and the seventh tab would hang. The tab that holds a Web Lock reads the stream and passes events on
 * over a BroadcastChannel. Where there are no Web Locks (plain HTTP from another host) each tab reads its own.
 * @returns closes it
 */
export function openSharedStream(options: SharedStreamOptions): () => void {
  if (!("locks" in navigator)) return openEventStream(options);
  const { url, onEvent, onState, onGap } = options;
  const channel = new BroadcastChannel(NAME);
  const stop = new AbortController();
  const kept: StreamEvent[] = [];
  let position = options.from;
  let leads = false;
  let heardAt = Date.now();
  let connected = false;

  channel.onmessage = ({ data: message }: MessageEvent<Message>) => {
    if (message.kind === "hello") return leads ? answer(message.from) : undefined;
    if (leads) return;
    heardAt = Date.now();
    if (message.kind === "beat") onState(message.connected);
    else take(message.event);
  };
  send({ kind: "hello", from: position });
  lead(false);
  const watchdog = setInterval(() => {
    if (leads) send({ kind: "beat", connected });
    else if (!document.hidden && Date.now() - heardAt > SILENCE_MS) lead(true);
  }, BEAT_MS);

  return () => {
    clearInterval(watchdog);
    stop.abort();
    channel.close();
  };

  /** Waits for the lock, or takes it from a tab that fell silent, and leads until it is lost. */
  function lead(steal: boolean) {
    heardAt = Date.now();
    const held = () =>
      new Promise<void>((resolve) => {
        if (stop.signal.aborted) return resolve();
        leads = true;
        const close = openEventStream({ url, from: position, onEvent: pass, onState: tell });
        release = () => {
          leads = false;
          close();
          resolve();
        };
        stop.signal.addEventListener("abort", () => release());
      });
    let release = () => {};
    const request = steal
      ? navigator.locks.request(NAME, { steal }, held)
      : navigator.locks.request(NAME, held);
    // Losing the lock to a tab that steals it is how leading ends; then wait in line again.
    request.catch(() => {
      release();
      if (!stop.signal.aborted) lead(false);
    });
  }

  function pass(event: StreamEvent) {
    kept.push(event);
    if (kept.length > KEPT) kept.shift();
    take(event);
    send({ kind: "event", event });
  }

  function tell(state: boolean) {
    connected = state;
    onState(state);
    send({ kind: "beat", connected });
  }

  /** A page opened with a snapshot that is older than this tab's position needs what lies between. */
  function answer(from: string) {
    send({ kind: "beat", connected });
    for (const event of kept) if (isAfter(event.id, from)) send({ kind: "event", event });
  }

  function take(event: StreamEvent) {
    if (event.name === "reset" || isNext(event.id, position)) {
      position = event.id;
      onEvent(event);
    } else if (isAfter(event.id, position)) {
      // Something lies between that this tab never saw.
      position = event.id;
      onGap().then((id) => position = id, () => onState(false));
    }
  }

  function send(message: Message) {
    channel.postMessage(message);
  }
}

/** Whether event `id` comes after `position`; an id of another epoch always does. */
export function isAfter(id: string, position: string): boolean {
  const [a, b] = [parse(id), parse(position)];
  return a.epoch !== b.epoch || a.sequence > b.sequence;
}

function isNext(id: string, position: string): boolean {
  const [a, b] = [parse(id), parse(position)];
  return a.epoch === b.epoch && a.sequence === b.sequence + 1;
}

function parse(id: string): { epoch: string; sequence: number } {
  const cut = id.lastIndexOf("-");
  return { epoch: id.slice(0, cut), sequence: Number(id.slice(cut + 1)) };
}
