import { createClient } from "redis";
import type { RedisConfig } from "@/lib/config.ts";

/** Longest wait for a connection or an answer, milliseconds. */
export const ANSWER_MS = 3_000;
/** Commands that may wait for an answer; more are refused, so that a server that hangs costs no memory. */
const MAX_PENDING = 1_000;

/** One connection's client. */
export type Client = ReturnType<typeof newClient>;

/** A client for one connection, which it does not open yet and never opens again. */
export function newClient({ host, port, username, password, tls }: RedisConfig) {
  const socket = { host, port, connectTimeout: ANSWER_MS, reconnectStrategy: false } as const;
  return createClient({
    RESP: 3,
    socket: tls ? { ...socket, tls: true } : socket,
    ...(username === "" ? {} : { username }),
    ...(password === "" ? {} : { password }),
    disableOfflineQueue: true,
    commandsQueueMaxLength: MAX_PENDING,
    // Otherwise the client asks for an environment variable and for a command that few servers know.
    maintNotifications: "disabled",
    // CLIENT SETINFO is no command of Redis 7.0, and an ACL may refuse it.
    disableClientInfo: true,
  });
}

/** What went wrong, in one line. An aggregate (every address of a host refused) has no message of its own. */
export function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === "") return error.errors.map(messageOf).join("; ");
  if (!(error instanceof Error)) return String(error);
  return error.message === "" ? error.name : error.message;
}
