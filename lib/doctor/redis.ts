import { bounded } from "@/lib/bus/bounded.ts";
import { ANSWER_MS, type Client, messageOf, newClient } from "@/lib/bus/client.ts";
import { CHANNELS } from "@/lib/bus/messages.ts";
import type { RedisConfig } from "@/lib/config.ts";
import type { Environment } from "./environment.ts";
import { type Finding, note, ok, wrong } from "./finding.ts";

/** Whether Redis can be reached, lets us in, and passes messages on. Leaves nothing there. */
export async function examineRedis({ config, unusable }: Environment): Promise<Finding[]> {
  const bad = [...unusable].filter((name) => name.startsWith("REDIS_"));
  if (bad.length > 0) return [note(`Not asked: ${bad.join(", ")} cannot be used`)];
  if (config.redis === null) return [ok("No REDIS_HOST: events stay in this process")];
  return await ask(config.redis);
}

async function ask(redis: RedisConfig): Promise<Finding[]> {
  const { host, port, tls } = redis;
  const where = `Redis at ${host.includes(":") ? `[${host}]` : host}:${port}${tls ? " over TLS" : ""}`;
  const client = newClient(redis);
  // Every failure also comes back from the call under way.
  client.on("error", () => {});
  try {
    await bounded(client.connect(), ANSWER_MS, "connect");
  } catch (error) {
    client.destroy();
    return [explain(where, redis, messageOf(error))];
  }
  try {
    const version = await bounded(versionOf(client), ANSWER_MS, "ask for the version");
    return [ok(`${where} lets us in: version ${version}`), await passesOn(client)];
  } catch (error) {
    return [wrong(`${where} lets us in, but fails: ${messageOf(error)}`, "Its own log says more")];
  } finally {
    client.destroy();
  }
}

/** Sends itself a message on a channel of its own; the real ones are listened to by others. */
async function passesOn(client: Client): Promise<Finding> {
  const channel = `quarterhour:doctor:${crypto.randomUUID()}`;
  const { promise: heard, resolve } = Promise.withResolvers<void>();
  try {
    await bounded(client.subscribe(channel, () => resolve()), ANSWER_MS, "subscribe");
    await bounded(client.publish(channel, "ping"), ANSWER_MS, "publish");
    await bounded(heard, ANSWER_MS, "hear what was published");
    return ok("It passes messages on");
  } catch (error) {
    const reason = messageOf(error);
    if (!/NOPERM/.test(reason)) {
      return wrong(
        `It does not pass messages on: ${reason}`,
        "Open pages hear of other processes' runs late",
      );
    }
  }
  try {
    await bounded(client.subscribe([...CHANNELS], () => {}), ANSWER_MS, "subscribe");
    return note("It lets us listen to the program's channels, and to no other: publishing was not tried");
  } catch (error) {
    return wrong(
      `It does not let us listen: ${messageOf(error)}`,
      `Give the user the channels ${CHANNELS.join(", ")}`,
    );
  }
}

async function versionOf(client: Client): Promise<string> {
  // Every user may say HELLO, where INFO may be refused; with RESP3 its answer is a map.
  const hello: unknown = await client.sendCommand(["HELLO"]);
  const pairs = hello instanceof Map ? Object.fromEntries(hello) : hello;
  return typeof pairs === "object" && pairs !== null && "version" in pairs
    ? String(pairs.version)
    : "unknown";
}

function explain(where: string, { tls, password }: RedisConfig, reason: string): Finding {
  const text = `${where} does not let us in: ${reason}`;
  if (/WRONGPASS|invalid.*password/i.test(reason)) {
    return wrong(text, "REDIS_PASSWORD, or REDIS_USERNAME, is another one there");
  }
  if (/NOAUTH|NOPERM/.test(reason)) {
    return wrong(text, password === "" ? "Set REDIS_PASSWORD" : "The user may do too little there");
  }
  if (/ERR AUTH|without any password/i.test(reason)) {
    return wrong(text, "It wants no password: unset REDIS_PASSWORD");
  }
  const unreachable = `${where} cannot be reached: ${reason}`;
  if (/ENOTFOUND|dns|resolve/i.test(reason)) {
    return wrong(unreachable, "The name is not known here: look at REDIS_HOST");
  }
  if (/ECONNREFUSED|refused/i.test(reason)) {
    return wrong(unreachable, "Nothing listens there: start it, or look at REDIS_HOST and REDIS_PORT");
  }
  return wrong(
    unreachable,
    tls
      ? "Does it speak TLS there? REDIS_TLS=off if not"
      : "A firewall, or does it want TLS? REDIS_TLS=on if so",
  );
}
