import assert from "node:assert/strict";
import { quoteAt } from "./quote.ts";
import { type Simulator, type SimulatorOptions, startSimulator } from "./simulator.ts";

const NOW = Date.parse("2026-11-20T17:00:05Z");

interface Message {
  type: string;
  msg?: string;
  data?: { s: string; p: number; t: number; v: number; c?: string[] }[];
}

/** A client that keeps what it got and can wait for more. */
class Client {
  readonly messages: Message[] = [];
  readonly closed: Promise<void>;
  readonly #socket: WebSocket;
  #wake = () => {};

  constructor(simulator: Simulator, key = "simulated") {
    this.#socket = new WebSocket(`${simulator.wsUrl}?token=${key}`);
    this.#socket.onmessage = ({ data }) => {
      this.messages.push(JSON.parse(data));
      this.#wake();
    };
    this.closed = new Promise((resolve) => this.#socket.onclose = () => resolve());
  }

  async send(...messages: unknown[]): Promise<void> {
    if (this.#socket.readyState === WebSocket.CONNECTING) {
      await new Promise((resolve) => this.#socket.onopen = resolve);
    }
    for (const message of messages) this.#socket.send(JSON.stringify(message));
  }

  async until(found: (message: Message) => boolean): Promise<Message> {
    for (;;) {
      const message = this.messages.find(found);
      if (message) return message;
      await new Promise<void>((resolve) => this.#wake = resolve);
    }
  }

  async close(): Promise<void> {
    this.#socket.close();
    await this.closed;
  }
}

async function using(
  options: SimulatorOptions,
  test: (simulator: Simulator) => Promise<void>,
): Promise<void> {
  const simulator = await startSimulator({ now: () => NOW, tradesIntervalMs: 5, ...options });
  try {
    await test(simulator);
  } finally {
    await simulator.close();
  }
}

const subscribe = (symbol: string) => ({ type: "subscribe", symbol });

Deno.test("trades socket - a subscribed symbol's trades come at the quote's price", () =>
  using({}, async (simulator) => {
    const client = new Client(simulator);
    await client.send(subscribe("AAPL"));
    const { data } = await client.until(({ type }) => type === "trade");
    assert.equal(data?.[0]?.s, "AAPL");
    assert.equal(data?.[0]?.t, NOW);
    assert.equal(data?.[0]?.p, quoteAt("AAPL", NOW).c);
    await client.close();
  }));

Deno.test("trades socket - with a running clock a message holds several trades, in order", async () => {
  let now = NOW;
  await using({ now: () => now += 1000 }, async (simulator) => {
    const client = new Client(simulator);
    await client.send(subscribe("AAPL"));
    const { data = [] } = await client.until((message) => (message.data?.length ?? 0) > 1);
    assert.ok(data.every(({ t }, index) => index === 0 || t >= (data[index - 1]?.t ?? Infinity)));
    await client.close();
  });
});

Deno.test("trades socket - an unsubscribed symbol falls silent", () =>
  using({}, async (simulator) => {
    const client = new Client(simulator);
    await client.send(subscribe("AAPL"), subscribe("MSFT"), { type: "unsubscribe", symbol: "AAPL" });
    await client.until(({ data }) => data?.[0]?.s === "MSFT");
    client.messages.length = 0;
    await client.until(({ data }) => data?.[0]?.s === "MSFT");
    assert.ok(client.messages.every(({ data }) => data?.[0]?.s !== "AAPL"));
    await client.close();
  }));

Deno.test("trades socket - it pings, and is otherwise silent while the market is closed", () =>
  using(
    { now: () => Date.parse("2026-11-22T15:00Z"), hours: "exchange", pingIntervalMs: 30 },
    async (simulator) => {
      const client = new Client(simulator);
      await client.send(subscribe("AAPL"));
      await client.until(({ type }) => type === "ping");
      assert.ok(client.messages.every(({ type }) => type === "ping"));
      await client.close();
    },
  ));

Deno.test("trades socket - the fifty-first symbol is an error", () =>
  using({}, async (simulator) => {
    const client = new Client(simulator);
    await client.send(...Array.from({ length: 51 }, (_, nth) => subscribe(`SYM${nth}`)));
    const { msg } = await client.until(({ type }) => type === "error");
    assert.equal(msg, "Subscribing to too many symbols");
    await client.close();
  }));

Deno.test("trades socket - a second connection with the same key drops both, a third works", () =>
  using({}, async (simulator) => {
    const first = new Client(simulator);
    await first.send(subscribe("AAPL"));
    await first.until(({ type }) => type === "trade");
    const second = new Client(simulator);
    await Promise.all([first.closed, second.closed]);
    const third = new Client(simulator);
    await third.send(subscribe("AAPL"));
    await third.until(({ type }) => type === "trade");
    await third.close();
  }));

Deno.test("trades socket - a wrong key gets no connection", () =>
  using({}, async (simulator) => {
    const client = new Client(simulator, "other");
    await client.closed;
    assert.deepEqual(client.messages, []);
  }));

Deno.test("trades socket - closing the simulator closes it", async () => {
  const simulator = await startSimulator({ now: () => NOW, tradesIntervalMs: 5 });
  const client = new Client(simulator);
  await client.send(subscribe("AAPL"));
  await client.until(({ type }) => type === "trade");
  await simulator.close();
  await client.closed;
});
