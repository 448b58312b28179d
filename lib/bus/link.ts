import { backoffMs } from "./backoff.ts";
import { bounded } from "./bounded.ts";
import { ANSWER_MS, type Client, messageOf, newClient } from "./client.ts";
import { CHANNELS } from "./messages.ts";
import type { RedisConfig } from "@/lib/config.ts";
import { createRedactor, type Logger, type Redactor } from "@/lib/telemetry/mod.ts";

/** How often a connection proves that it lives, milliseconds. */
const BEAT_MS = 5_000;

export type { Client };

/** Options of {@linkcode Link}. */
export interface LinkOptions {
  readonly redis: RedisConfig;
  readonly logger: Logger;
  readonly now: () => number;
  readonly random: () => number;
  /** A message came over one of the channels. */
  onMessage(channel: string, text: string): void;
  /** Runs once a connection is subscribed, and then every 5 s; when it fails the connection is given up. */
  onBeat(client: Client): Promise<void>;
}

/** What is known about the connection. */
export interface LinkState {
  readonly connected: boolean;
  readonly since: number;
  readonly reconnects: number;
  readonly lastError: string;
}

/**
 * Keeps one connection to Redis, for ever. Every attempt has a client of its own, without the client's own
 * reconnection: so an attempt, a server that accepts and never answers, and the end are bounded alike.
 * RESP3 lets one connection subscribe and send commands.
 */
export class Link {
  readonly #options: LinkOptions;
  readonly #redact: Redactor;
  readonly #closing = Promise.withResolvers<void>();
  #client: Client | null = null;
  #running: Promise<void> | null = null;
  #closed = false;
  #state: LinkState;

  constructor(options: LinkOptions) {
    this.#options = options;
    this.#redact = createRedactor([options.redis.password]);
    this.#state = { connected: false, since: options.now(), reconnects: 0, lastError: "" };
  }

  get state(): LinkState {
    return this.#state;
  }

  /** Starts to connect; returns at once. */
  start(): void {
    this.#running ??= this.#keep();
  }

  /**
   * Sends commands over the connection and waits for the answer, 3 s at most.
   * Rejects when there is no connection, no answer, or the answer is an error.
   */
  async send<T>(command: (client: Client) => Promise<T>): Promise<T> {
    const client = this.#client;
    if (client === null) throw new Error("Cannot send to Redis: not connected");
    return await bounded(command(client), ANSWER_MS, "send to Redis");
  }

  /** Notes what went wrong without ending the connection, for instance a command that the server refuses. */
  note(error: unknown): void {
    const lastError = this.#redact(messageOf(error));
    if (lastError === this.#state.lastError) return;
    this.#state = { ...this.#state, lastError };
    this.#options.logger.warning("Redis reports an error", { address: this.#address, reason: lastError });
  }

  /** Ends the connection and the attempts. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#closing.resolve();
    await this.#running;
  }

  get #address(): string {
    return `${this.#options.redis.host}:${this.#options.redis.port}`;
  }

  async #keep(): Promise<void> {
    const { now, random } = this.#options;
    for (let failures = 0; !this.#closed;) {
      const startedAt = now();
      const wasReady = await this.#session();
      failures = wasReady ? 0 : failures + 1;
      const spent = wasReady ? 0 : Math.max(0, now() - startedAt);
      if (!this.#closed) await this.#pause(Math.max(50, backoffMs(failures, random) - spent));
    }
  }

  /** One connection, from the attempt to its end. Whether it was ever ready. */
  async #session(): Promise<boolean> {
    const ended = Promise.withResolvers<never>();
    ended.promise.catch(() => {}); // it is awaited in the races below, when there are any
    const client = newClient(this.#options.redis);
    client.on("error", (error: unknown) => ended.reject(error));
    let ready = false;
    let over = false;
    // A client that is destroyed while its socket is being opened connects all the same.
    client.on("ready", () => over && client.destroy());
    const closing = this.#closing.promise;
    try {
      const opened = bounded(this.#open(client), ANSWER_MS, "connect to Redis");
      await Promise.race([opened, ended.promise, closing]);
      while (!this.#closed) {
        if (!ready) {
          this.#up(client);
          ready = true;
        }
        await Promise.race([
          bounded(this.#options.onBeat(client), ANSWER_MS, "reach Redis"),
          ended.promise,
          closing,
        ]);
        await Promise.race([this.#pause(BEAT_MS), ended.promise]);
      }
    } catch (error) {
      this.#down(error);
    } finally {
      over = true;
      this.#client = null;
      client.destroy();
    }
    return ready;
  }

  async #open(client: Client): Promise<void> {
    await client.connect();
    await client.subscribe([...CHANNELS], (text, channel) => this.#options.onMessage(channel, text));
  }

  #up(client: Client): void {
    const { logger, now } = this.#options;
    this.#client = client;
    this.#state = { ...this.#state, connected: true, since: now() };
    logger.info("Redis is connected", { address: this.#address, reconnects: this.#state.reconnects });
  }

  #down(error: unknown): void {
    const { logger, now } = this.#options;
    const reason = this.#redact(messageOf(error));
    const { connected, lastError, reconnects, since } = this.#state;
    this.#state = connected
      ? { connected: false, since: now(), reconnects: reconnects + 1, lastError: reason }
      : { connected, since, reconnects, lastError: reason };
    // Attempts go on for ever: only the first of a kind is worth a warning.
    const level = connected || reason !== lastError ? "warning" : "debug";
    logger[level]("Redis is not reachable", { address: this.#address, reason });
  }

  /** Waits, or less when the link closes. */
  async #pause(ms: number): Promise<void> {
    const slept = Promise.withResolvers<void>();
    const timer = setTimeout(slept.resolve, ms);
    await Promise.race([slept.promise, this.#closing.promise]);
    clearTimeout(timer);
  }
}
