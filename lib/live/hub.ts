import { formatId, parseId } from "./event_id.ts";
import { Recent } from "./recent.ts";
import { Subscriber } from "./subscriber.ts";
import { systemTimers, type Timers } from "./timers.ts";
import { encodeEvent, encodeOpening, HEARTBEAT, join } from "./wire.ts";

/** Events that browsers get, besides `reset`. */
export type LiveEvent = "quote" | "watchlist" | "ingest_progress" | "data_ingested" | "service_status";

/** Why a client gets a snapshot instead of the events that it missed. */
export type ResetReason = "malformed" | "other_epoch" | "ahead" | "too_old" | "too_much";

/** Data of a `reset` event: what a fresh page would show, and the id from which its stream goes on. */
export interface Reset {
  readonly reason: ResetReason;
  readonly id: string;
  readonly snapshot: unknown;
}

/** Options of {@linkcode LiveHub}. */
export interface LiveHubOptions {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Between 0 and 1. */
  readonly random: () => number;
  /** Tells this life of the process from the others, 1 to 64 of `A-Za-z0-9_.-`: ids count anew in each. */
  readonly epoch: string;
  /** What a fresh page shows now, for JSON. It must hold every event published, the last included. */
  readonly snapshot: () => unknown;
  /**
   * Time between two comments of a stream.
   * @default 15000
   */
  readonly heartbeatMs?: number;
  /**
   * Events kept for replay.
   * @default 1024
   */
  readonly keptEvents?: number;
  /**
   * Most bytes of one replay; who missed more gets a `reset`.
   * @default 262144
   */
  readonly maxReplayBytes?: number;
  /**
   * Shortest and longest life of a stream. Streams end so that a proxy's limit never does it, and so that
   * clients spread over the processes there are.
   * @default [240000, 300000]
   */
  readonly lifeMs?: readonly [number, number];
  /**
   * Events that may wait for a client that does not read.
   * @default 64
   */
  readonly maxWaitingEvents?: number;
  /**
   * Bytes that may wait for a client that does not read.
   * @default 262144
   */
  readonly maxWaitingBytes?: number;
  /**
   * Streams open at once; a stream costs about 60 KB.
   * @default 2000
   */
  readonly maxStreams?: number;
  /**
   * Pause that the browser makes before it reconnects.
   * @default 3000
   */
  readonly retryMs?: number;
  /** @default systemTimers */
  readonly timers?: Timers;
}

/** Numbers for `/pipeline` and `/metrics`. */
export interface LiveStatus {
  /** Open now. */
  readonly streams: number;
  /** Events handed to streams since the start, replays not included. */
  readonly sent: number;
  /** Slow clients cut. */
  readonly dropped: number;
  readonly resets: number;
  readonly lastId: string;
}

/** How fine the shared timer is, milliseconds. */
const TICK_MS = 1_000;
/** Up to this many streams are ended at once when draining. */
const FEW = 50;
/** Longest time over which streams are ended when draining, milliseconds. */
export const DRAIN_MS = 5_000;
/** Pause between two rounds of draining, milliseconds. */
const DRAIN_STEP_MS = 50;
/** A snapshot serves those who reconnect together, for this long, milliseconds. */
const SNAPSHOT_MS = 1_000;

/** Sends what happens to every open page. Each event is encoded once, and its bytes are shared by all streams. */
export class LiveHub {
  readonly #options: Required<LiveHubOptions>;
  readonly #recent: Recent;
  readonly #subscribers = new Set<Subscriber>();
  #stopTicking: (() => void) | null = null;
  #draining: Promise<void> | null = null;
  #snapshot: { readonly sequence: number; readonly at: number; readonly json: string } | null = null;
  #sent = 0;
  #dropped = 0;
  #resets = 0;

  /** Throws a `RangeError` when the epoch cannot be part of an id. */
  constructor(options: LiveHubOptions) {
    if (parseId(formatId(options.epoch, 0)) === null) {
      throw new RangeError(`Cannot use epoch "${options.epoch}": expected 1 to 64 of A-Za-z0-9_.-`);
    }
    this.#options = {
      heartbeatMs: 15_000,
      keptEvents: 1_024,
      maxReplayBytes: 256 * 1_024,
      lifeMs: [240_000, 300_000],
      maxWaitingEvents: 64,
      maxWaitingBytes: 256 * 1_024,
      maxStreams: 2_000,
      retryMs: 3_000,
      timers: systemTimers,
      ...options,
    };
    this.#recent = new Recent(this.#options.keptEvents);
  }

  /**
   * Sends an event to all streams and returns its id. What the snapshot reads must hold the change already.
   * Throws a `TypeError` when `data` is no JSON.
   */
  publish(event: LiveEvent, data: unknown): string {
    const json = JSON.stringify(data) ?? "null";
    const id = formatId(this.#options.epoch, this.#recent.last + 1);
    const bytes = encodeEvent(event, id, json);
    this.#recent.push(bytes);
    for (const subscriber of this.#subscribers) {
      if (subscriber.send(bytes)) this.#sent++;
      else {
        this.#dropped++;
        subscriber.cut();
      }
    }
    return id;
  }

  /** Id of the newest event: a page that carries a snapshot taken now starts its stream here. */
  lastId(): string {
    return formatId(this.#options.epoch, this.#recent.last);
  }

  /**
   * Opens a stream after the id in `Last-Event-ID` or, where there is none, in `?from=`; without either it
   * starts now. Answers 503 while draining or full.
   */
  connect(request: Request): Response {
    if (this.#draining !== null) return unavailable("This process is going away");
    if (this.#subscribers.size >= this.#options.maxStreams) return unavailable("Too many streams are open");
    const headers = {
      "content-type": "text/event-stream",
      // Without `no-transform` Deno compresses the stream, which holds events back.
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    };
    if (request.method === "HEAD") return new Response(null, { headers });
    const from = request.headers.get("last-event-id") || new URL(request.url).searchParams.get("from") ||
      null;
    return new Response(this.#subscribe(this.#opening(from)), { headers });
  }

  status(): LiveStatus {
    return {
      streams: this.#subscribers.size,
      sent: this.#sent,
      dropped: this.#dropped,
      resets: this.#resets,
      lastId: this.lastId(),
    };
  }

  /**
   * Ends all streams and takes no new ones: a few at once, many spread over `spreadMs`, so that they do not
   * all return in the same moment. Resolves when the last is ended; calling it again gives the same promise.
   */
  drain(options: { readonly spreadMs?: number } = {}): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    if (this.#draining !== null) return this.#draining;
    this.#draining = promise;
    const { spreadMs = DRAIN_MS } = options;
    const streams = this.#subscribers.size;
    const rounds = streams <= FEW
      ? 1
      : Math.max(1, Math.floor(Math.min(spreadMs, streams * 5) / DRAIN_STEP_MS));
    const share = Math.ceil(streams / rounds);
    const round = () => {
      for (const subscriber of [...this.#subscribers].slice(0, share)) subscriber.end();
      if (this.#subscribers.size === 0) resolve();
      else this.#options.timers.after(DRAIN_STEP_MS, round);
    };
    round();
    return promise;
  }

  /** First bytes of a stream: the events missed, or a reset. Runs in one turn with the subscription: no gap. */
  #opening(from: string | null): Uint8Array<ArrayBuffer> {
    const { epoch, retryMs, maxReplayBytes } = this.#options;
    if (from === null) return encodeOpening(retryMs, this.lastId());
    const start = encodeOpening(retryMs, null);
    const id = parseId(from);
    if (id === null) return join([start, this.#reset("malformed")]);
    if (id.epoch !== epoch) return join([start, this.#reset("other_epoch")]);
    if (id.sequence > this.#recent.last) return join([start, this.#reset("ahead")]);
    const missed = this.#recent.after(id.sequence);
    if (missed === null) return join([start, this.#reset("too_old")]);
    const bytes = missed.reduce((sum, event) => sum + event.byteLength, 0);
    return join([start, ...(bytes > maxReplayBytes ? [this.#reset("too_much")] : missed)]);
  }

  #reset(reason: ResetReason): Uint8Array<ArrayBuffer> {
    const { now, snapshot } = this.#options;
    const sequence = this.#recent.last;
    if (this.#snapshot?.sequence !== sequence || Math.abs(now() - this.#snapshot.at) > SNAPSHOT_MS) {
      this.#snapshot = { sequence, at: now(), json: JSON.stringify(snapshot()) ?? "null" };
    }
    this.#resets++;
    const id = this.lastId();
    return encodeEvent("reset", id, `{"reason":"${reason}","id":"${id}","snapshot":${this.#snapshot.json}}`);
  }

  #subscribe(opening: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
    const { now, random, lifeMs: [shortest, longest], heartbeatMs, timers } = this.#options;
    const at = now();
    const subscriber = new Subscriber({
      opening,
      // The tick that ends it comes up to a tick later.
      endsAt: at + shortest + random() * Math.max(0, longest - shortest - TICK_MS),
      beatAt: at + heartbeatMs,
      maxEvents: this.#options.maxWaitingEvents,
      maxBytes: this.#options.maxWaitingBytes,
      onGone: (gone) => {
        this.#subscribers.delete(gone);
        if (this.#subscribers.size > 0) return;
        this.#stopTicking?.();
        this.#stopTicking = null;
      },
    });
    this.#subscribers.add(subscriber);
    this.#stopTicking ??= timers.every(Math.min(TICK_MS, heartbeatMs), () => this.#tick());
    return subscriber.body;
  }

  /** One timer for all streams, and none without streams. */
  #tick(): void {
    const now = this.#options.now();
    for (const subscriber of this.#subscribers) {
      if (now >= subscriber.endsAt) subscriber.end();
      // A tick early rather than late.
      else if (now + TICK_MS > subscriber.beatAt) {
        subscriber.beatAt = now + this.#options.heartbeatMs;
        subscriber.beat(HEARTBEAT);
      }
    }
  }
}

function unavailable(detail: string): Response {
  const problem = { type: "about:blank", title: "Service Unavailable", status: 503, detail };
  return new Response(JSON.stringify(problem), {
    status: 503,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store", "retry-after": "5" },
  });
}
