import type { Client } from "./link.ts";
import type { Channel } from "./bus.ts";

/** The stream that keeps the last events for who was away. */
export const STREAM = "quarterhour:events";
/** Events it keeps, about: ten days of runs and status changes. */
const KEPT = 1_000;

/** One event of the stream. */
export interface Entry {
  readonly id: string;
  readonly channel: string;
  readonly text: string;
}

/**
 * Publishes on the channel and, but for progress, adds to the stream. Progress is of worth at its moment
 * only, and would crowd out what one wants to read later. Not as a transaction: Redis before 7.2 writes the
 * echo of a message into the middle of the transaction's answer (redis/redis#12326).
 */
export async function sendMessage(client: Client, channel: Channel, text: string): Promise<void> {
  const trim = { strategy: "MAXLEN", strategyModifier: "~", threshold: KEPT } as const;
  const added = channel === "ingest_progress"
    ? null
    : client.xAdd(STREAM, "*", { channel, message: text }, { TRIM: trim });
  await Promise.all([added, client.publish(channel, text)]);
}

/** Events after `id`, oldest first. */
export async function readAfter(client: Client, id: string): Promise<Entry[]> {
  const entries = await client.xRange(STREAM, `(${id}`, "+", { COUNT: KEPT }) ?? [];
  return entries.map(({ id, message }) => ({
    id,
    channel: message.channel ?? "",
    text: message.message ?? "",
  }));
}
