import type { Bus, BusMessages, BusStatus, Channel, ServiceStatus } from "./bus.ts";
import type { Logger } from "@/lib/telemetry/mod.ts";

type Listener<C extends Channel> = (message: BusMessages[C], foreign: boolean) => void;

/** Hands messages to the listeners of this process, at once and in order of subscription. */
export class Listeners {
  readonly #listeners: { readonly [C in Channel]: Set<Listener<C>> } = {
    data_ingested: new Set(),
    ingest_progress: new Set(),
    service_status: new Set(),
  };
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Adds a listener; the function returned removes it. The same function added twice is called twice. */
  add<C extends Channel>(channel: C, listener: Listener<C>): () => void {
    const own: Listener<C> = (message, foreign) => listener(message, foreign);
    const listeners: Set<Listener<C>> = this.#listeners[channel];
    listeners.add(own);
    return () => void listeners.delete(own);
  }

  /** Calls every listener. One that throws is logged and costs the others nothing. */
  deliver<C extends Channel>(channel: C, message: BusMessages[C], foreign: boolean): void {
    const listeners: Set<Listener<C>> = this.#listeners[channel];
    for (const listener of [...listeners]) {
      try {
        listener(message, foreign);
      } catch (error) {
        this.#logger.error("Cannot handle a message", { channel, error });
      }
    }
  }
}

/** Whether a status says something new; its clock alone does not. */
export function isNews(status: ServiceStatus, before: ServiceStatus | null): boolean {
  const said = (of: ServiceStatus) => JSON.stringify({ ...of, updated_at: "" });
  return before === null || said(status) !== said(before);
}

/** The bus of a process that has no Redis: its own listeners and nothing else. */
export class InProcessBus implements Bus {
  readonly #listeners: Listeners;
  readonly #instance: string;
  readonly #since: number;
  #announced: ServiceStatus | null = null;
  #published = 0;

  constructor(options: { readonly instance: string; readonly logger: Logger; readonly now: () => number }) {
    this.#listeners = new Listeners(options.logger);
    this.#instance = options.instance;
    this.#since = options.now();
  }

  publish<C extends Channel>(channel: C, message: BusMessages[C]): void {
    this.#published++;
    this.#listeners.deliver(channel, { ...message, instance: this.#instance }, false);
  }

  subscribe<C extends Channel>(channel: C, listener: Listener<C>): () => void {
    return this.#listeners.add(channel, listener);
  }

  announce(status: ServiceStatus): void {
    const news = isNews(status, this.#announced);
    this.#announced = status;
    if (news) this.publish("service_status", status);
  }

  status(): BusStatus {
    return {
      kind: "in-process",
      connected: true,
      address: "",
      since: this.#since,
      published: this.#published,
      received: 0,
      unsent: 0,
      malformed: 0,
      reconnects: 0,
      lastError: "",
    };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
