import { ErrorReply } from "redis";
import type { Bus, BusMessages, BusStatus, Channel, ServiceStatus } from "./bus.ts";
import { bounded } from "./bounded.ts";
import { type Client, Link } from "./link.ts";
import { isNews, Listeners } from "./local.ts";
import { isChannel, parseMessage } from "./messages.ts";
import { readAfter, sendMessage } from "./stream.ts";
import { Twice } from "./twice.ts";
import type { RedisConfig } from "@/lib/config.ts";
import type { Logger } from "@/lib/telemetry/mod.ts";

/** Messages kept for Redis while it is away. */
const KEPT = 100;
/** Seconds after which a status that is not renewed goes away. */
const STATUS_SECONDS = 15;
/** Longest time that the end waits for what is under way, milliseconds. */
const FLUSH_MS = 1_000;

interface Letter {
  readonly channel: Channel;
  readonly text: string;
}

/** Options of {@linkcode RedisBus}. */
export interface RedisBusOptions {
  readonly redis: RedisConfig;
  /** Names this process among all that share the Redis; two with the same name do not hear each other. */
  readonly instance: string;
  readonly logger: Logger;
  readonly now: () => number;
  readonly random: () => number;
}

/**
 * The bus over Redis. Messages reach this process's listeners without Redis; for the others, what cannot be
 * sent (but for progress, and of the status only the newest) waits and goes out after reconnection. What others
 * published while this process was away it reads from the stream.
 */
export class RedisBus implements Bus {
  readonly #options: RedisBusOptions;
  readonly #listeners: Listeners;
  readonly #link: Link;
  readonly #twice = new Twice();
  readonly #underWay = new Set<Promise<void>>();
  #outbox: Letter[] = [];
  #announced: ServiceStatus | null = null;
  /** Stream id up to which events were read; it starts with this process. */
  #readUpTo: string;
  #published = 0;
  #received = 0;
  #malformed = 0;
  #lost = 0;

  constructor(options: RedisBusOptions) {
    const { redis, logger, now, random } = options;
    this.#options = options;
    this.#listeners = new Listeners(logger);
    this.#readUpTo = `${now()}-0`;
    this.#link = new Link({
      redis,
      logger,
      now,
      random,
      onMessage: (channel, text) => this.#take("channel", channel, text),
      onBeat: (client) => this.#beat(client),
    });
    this.#link.start();
  }

  publish<C extends Channel>(channel: C, message: BusMessages[C]): void {
    const own = { ...message, instance: this.#options.instance };
    this.#published++;
    this.#listeners.deliver(channel, own, false);
    this.#post({ channel, text: JSON.stringify(own) });
  }

  subscribe<C extends Channel>(
    channel: C,
    listener: (message: BusMessages[C], foreign: boolean) => void,
  ): () => void {
    return this.#listeners.add(channel, listener);
  }

  announce(status: ServiceStatus): void {
    const news = isNews(status, this.#announced);
    this.#announced = status;
    if (this.#link.state.connected) this.#track(this.#link.send((client) => this.#renew(client)));
    if (news) this.publish("service_status", status);
  }

  status(): BusStatus {
    const { host, port } = this.#options.redis;
    return {
      kind: "redis",
      address: `${host.includes(":") ? `[${host}]` : host}:${port}`,
      ...this.#link.state,
      published: this.#published,
      received: this.#received,
      unsent: this.#lost + this.#outbox.length,
      malformed: this.#malformed,
    };
  }

  async close(): Promise<void> {
    if (this.#link.state.connected) {
      const farewell = async () => {
        await Promise.all(this.#underWay);
        const key = this.#statusKey();
        if (key !== null) await this.#link.send((client) => client.del(key));
      };
      try {
        await bounded(farewell(), FLUSH_MS, "say goodbye to Redis");
      } catch (error) {
        this.#link.note(error);
      }
    }
    this.#announced = null;
    await this.#link.close();
  }

  #post(letter: Letter): void {
    if (!this.#link.state.connected || this.#outbox.length > 0) return this.#keep(letter);
    this.#track(this.#send(letter));
  }

  async #send(letter: Letter): Promise<void> {
    try {
      await this.#link.send((client) => sendMessage(client, letter.channel, letter.text));
    } catch (error) {
      // A server that refuses would refuse again; a connection that died may not have delivered.
      if (!(error instanceof ErrorReply)) return this.#keep(letter);
      this.#lost++;
      this.#link.note(error);
    }
  }

  #keep(letter: Letter): void {
    if (letter.channel === "ingest_progress") {
      this.#lost++;
      return;
    }
    if (letter.channel === "service_status") {
      this.#outbox = this.#outbox.filter(({ channel }) => channel !== "service_status");
    }
    this.#outbox.push(letter);
    if (this.#outbox.length > KEPT) {
      this.#outbox.shift();
      this.#lost++;
    }
  }

  /** At once after connecting and then every 5 s. */
  async #beat(client: Client): Promise<void> {
    await this.#unlessRefused(this.#renew(client));
    for (let letter = this.#outbox[0]; letter !== undefined; letter = this.#outbox[0]) {
      const sent = await this.#unlessRefused(sendMessage(client, letter.channel, letter.text));
      if (!sent) this.#lost++;
      // While it was sent the outbox may have dropped it for a newer one.
      if (this.#outbox[0] === letter) this.#outbox.shift();
    }
    await this.#unlessRefused(this.#catchUp(client));
  }

  async #catchUp(client: Client): Promise<void> {
    for (const { id, channel, text } of await readAfter(client, this.#readUpTo)) {
      this.#readUpTo = id;
      this.#take("stream", channel, text);
    }
  }

  /** A command that the server refuses (its memory is full, its ACL is tight) is no reason to reconnect. */
  async #unlessRefused(command: Promise<void>): Promise<boolean> {
    try {
      await command;
      return true;
    } catch (error) {
      if (!(error instanceof ErrorReply)) throw error;
      this.#link.note(error);
      return false;
    }
  }

  #statusKey(): string | null {
    const status = this.#announced;
    return status === null ? null : `service:${status.role}:${status.instance}`;
  }

  async #renew(client: Client): Promise<void> {
    const key = this.#statusKey();
    if (key === null || this.#announced === null) return;
    const updated_at = new Date(this.#options.now()).toISOString();
    // Whoever can read this sees that Redis is there.
    const status: ServiceStatus = { ...this.#announced, updated_at, redis: "connected" };
    await client.multi().hSet(key, { ...status }).expire(key, STATUS_SECONDS).exec();
  }

  #take(way: "channel" | "stream", channel: string, text: string): void {
    if (!isChannel(channel)) return;
    if (channel !== "ingest_progress" && this.#twice.isSecond(way, text)) return;
    const parsed = parseMessage(channel, text);
    if (!parsed.ok) {
      this.#malformed++;
      this.#options.logger.warning("A message is not believed", { channel, reason: parsed.reason });
      return;
    }
    if (parsed.message.instance === this.#options.instance) return;
    this.#received++;
    this.#listeners.deliver(channel, parsed.message, true);
  }

  #track(work: Promise<unknown>): void {
    const settled = work.then(() => {}, (error: unknown) => this.#link.note(error));
    this.#underWay.add(settled);
    settled.finally(() => this.#underWay.delete(settled));
  }
}
