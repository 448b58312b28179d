import assert from "node:assert/strict";
import fc from "fast-check";
import { readTradeMessage } from "./trade_messages.ts";
import { createTrades, type Trade, type TradesOptions } from "./trades.ts";
import { VirtualClock } from "./_virtual_clock.ts";

const KEY = "s3cret+key/=";

/** As much of a WebSocket as the client touches. */
class FakeSocket {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readyState: number = WebSocket.CONNECTING;
  readonly sent: unknown[] = [];
  constructor(readonly url: string) {}

  open(): void {
    this.readyState = WebSocket.OPEN;
    this.onopen?.();
  }
  say(message: unknown): void {
    this.onmessage?.({ data: typeof message === "string" ? message : JSON.stringify(message) });
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }
  close(): void {
    this.readyState = WebSocket.CLOSED;
  }
}

function setup(options: Partial<TradesOptions> = {}) {
  const clock = new VirtualClock();
  const sockets: FakeSocket[] = [];
  const prices: Trade[] = [];
  const lines: string[] = [];
  const line = (message: string, fields?: Record<string, unknown>) =>
    void lines.push(message + JSON.stringify(fields ?? {}));
  const trades = createTrades({
    apiKey: KEY,
    wsUrl: "ws://127.0.0.1:1/ws",
    symbols: ["AAPL", "MSFT"],
    onPrices: (news) => void prices.push(...news),
    now: clock.now,
    sleep: clock.sleep,
    random: () => 1,
    logger: { debug: line, info: line, warning: line },
    connect: (url) => {
      const socket = new FakeSocket(url);
      sockets.push(socket);
      return socket as unknown as WebSocket;
    },
    ...options,
  });
  const last = () => {
    const socket = sockets.at(-1);
    assert.ok(socket);
    return socket;
  };
  return { clock, sockets, prices, lines, trades, last };
}

Deno.test("createTrades - subscribes on opening and delivers prices", async () => {
  const { clock, prices, trades, last } = setup();
  last().open();
  assert.deepEqual(last().sent, [
    { type: "subscribe", symbol: "AAPL" },
    { type: "subscribe", symbol: "MSFT" },
  ]);
  last().say({
    type: "trade",
    data: [{ s: "AAPL", p: 308.82, t: 40, v: 10, c: ["1"] }, { s: "AAPL", p: 308.9, t: 41, v: 1 }],
  });
  await clock.run(0);
  assert.deepEqual(prices, [{ symbol: "AAPL", price: 308.9, at: 41 }]);
  assert.deepEqual(trades.status(), {
    connected: true,
    since: 0,
    subscribed: ["AAPL", "MSFT"],
    dropped: [],
    reconnects: 0,
    bad: 0,
    lastMessageAt: 0,
    lastError: null,
  });
  trades.close();
  await clock.run();
  assert.equal(trades.status().connected, false);
  assert.equal(last().readyState, WebSocket.CLOSED);
  assert.equal(clock.pending, 0);
});

Deno.test("createTrades - follows another list without a new connection, and after one too", async () => {
  const { clock, trades, last, sockets } = setup();
  trades.follow(["AAPL", "NFLX"]);
  last().open();
  assert.deepEqual(last().sent, [
    { type: "subscribe", symbol: "AAPL" },
    { type: "subscribe", symbol: "NFLX" },
  ]);
  trades.follow(["NFLX", "AMD"]);
  assert.deepEqual(last().sent.slice(2), [
    { type: "unsubscribe", symbol: "AAPL" },
    { type: "subscribe", symbol: "AMD" },
  ]);
  assert.equal(sockets.length, 1);
  assert.deepEqual(trades.status().subscribed, ["NFLX", "AMD"]);
  trades.close();
  await clock.run();
});

Deno.test("createTrades - reports the symbols past fifty, and those the server finds too many", async () => {
  const symbols = Array.from({ length: 53 }, (_, index) => `S${index}`);
  const { clock, trades, last, sockets } = setup({ symbols: [...symbols, "S0"] });
  last().open();
  assert.equal(last().sent.length, 50);
  assert.deepEqual(trades.status().dropped, ["S50", "S51", "S52"]);
  last().say({ type: "error", msg: "Subscribing to too many symbols" });
  assert.deepEqual(trades.status().dropped, ["S49", "S50", "S51", "S52"]);
  assert.equal(trades.status().lastError, "Subscribing to too many symbols");
  last().onclose?.({ code: 1006 });
  await clock.run(1_000);
  assert.equal(sockets.length, 2);
  last().open();
  assert.equal(last().sent.length, 49, "a new connection does not ask for it again");
  trades.close();
  await clock.run();
});

Deno.test("createTrades - comes back after a loss with growing pauses, and subscribes again", async () => {
  const { clock, sockets, trades, last } = setup();
  const opened: number[] = [];
  for (let attempt = 0; attempt < 8; attempt++) {
    opened.push(clock.now());
    last().onclose?.({ code: 1006 });
    const count = sockets.length;
    for (let second = 0; sockets.length === count && second < 100; second++) {
      await clock.run(clock.now() + 1_000);
    }
  }
  const pauses = opened.slice(1).map((at, index) => at - (opened[index] ?? 0));
  assert.deepEqual(pauses, [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000]);
  last().open();
  last().say({ type: "ping" });
  assert.equal(last().sent.length, 2);
  last().onclose?.({ code: 1001 });
  const before = sockets.length;
  await clock.run(clock.now() + 1_000);
  assert.equal(sockets.length, before + 1, "after a good connection the first pause is short again");
  assert.equal(trades.status().reconnects, before);
  trades.close();
  await clock.run();
});

Deno.test("createTrades - takes a connection without pings for dead, and one with pings for alive", async () => {
  const { clock, sockets, trades, last } = setup({ silenceMs: 150_000 });
  last().open();
  for (let minute = 1; minute <= 60; minute++) {
    await clock.run(minute * 60_000);
    last().say({ type: "ping" });
  }
  assert.equal(sockets.length, 1);
  await clock.run(clock.now() + 151_001);
  assert.equal(sockets.length, 2);
  assert.equal(sockets[0]?.readyState, WebSocket.CLOSED, "one connection a key");
  assert.equal(trades.status().lastError, "silent for too long");
  trades.close();
  await clock.run();
});

Deno.test("createTrades - bad messages are counted, never thrown", async () => {
  const { clock, prices, trades, last } = setup();
  last().open();
  for (
    const bad of ["", "{", "null", "[]", "7", { type: "what" }, { type: "trade" }, {
      type: "trade",
      data: [null],
    }]
  ) {
    last().say(bad);
  }
  last().onmessage?.({ data: new Uint8Array(3) });
  last().say({
    type: "trade",
    data: [{ s: "AAPL", p: -1, t: 1 }, { s: "AAPL", p: "1", t: 1 }, { s: "ZZZ", p: 1, t: 1 }],
  });
  await clock.run(2_000);
  assert.equal(trades.status().bad, 12);
  assert.deepEqual(prices, []);
  trades.close();
  await clock.run();
});

Deno.test("createTrades - a listener that throws is told of and does not end the prices", async () => {
  let calls = 0;
  const { clock, trades, last } = setup({
    onPrices: () => {
      calls++;
      throw new Error("listener broke");
    },
  });
  last().open();
  last().say({ type: "trade", data: [{ s: "AAPL", p: 1, t: 1 }] });
  last().say({ type: "trade", data: [{ s: "AAPL", p: 2, t: 2 }] });
  await clock.run(1_000);
  assert.equal(calls, 2);
  assert.equal(trades.status().lastError, "listener broke");
  trades.close();
  await clock.run();
});

Deno.test("createTrades - the key is in the socket's address and nowhere else", async () => {
  const { clock, lines, trades, last } = setup();
  assert.equal(new URL(last().url).searchParams.get("token"), KEY);
  const url = last().url;
  last().onerror?.(new ErrorEvent("error", { message: `Cannot connect to '${url}' as ${KEY}` }));
  await clock.run(1_000);
  last().open();
  last().say({ type: "error", msg: `bad key ${KEY}` });
  const said = lines.join("\n") + JSON.stringify(trades.status()) + Deno.inspect(trades, { depth: 9 });
  for (const form of [KEY, encodeURIComponent(KEY), "s3cret"]) assert.ok(!said.includes(form), said);
  assert.match(said, /token=\[key\]/);
  trades.close();
  await clock.run();
});

Deno.test("createTrades - across a real socket: subscribes, delivers, comes back, closes", async () => {
  const subscribed: string[] = [];
  const tokens: (string | null)[] = [];
  const farewell = Promise.withResolvers<void>();
  let round = 0;
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, (request) => {
    tokens.push(new URL(request.url).searchParams.get("token"));
    const { socket, response } = Deno.upgradeWebSocket(request);
    const mine = ++round;
    socket.onmessage = (event) => {
      subscribed.push(JSON.parse(event.data).symbol);
      if (subscribed.length !== 2 * mine) return;
      socket.send(JSON.stringify({ type: "trade", data: [{ s: "AAPL", p: mine, t: mine }] }));
      if (mine === 1) socket.close();
    };
    socket.onclose = () => mine === 2 && farewell.resolve();
    return response;
  });
  const second = Promise.withResolvers<void>();
  const prices: number[] = [];
  const trades = createTrades({
    apiKey: KEY,
    wsUrl: `ws://127.0.0.1:${server.addr.port}/ws`,
    symbols: ["AAPL", "MSFT"],
    random: () => 0,
    onPrices: (news) => {
      prices.push(...news.map((one) => one.price));
      if (prices.length === 2) second.resolve();
    },
  });
  await second.promise;
  assert.deepEqual(prices, [1, 2]);
  assert.deepEqual(subscribed, ["AAPL", "MSFT", "AAPL", "MSFT"]);
  assert.deepEqual(tokens, [KEY, KEY]);
  assert.equal(trades.status().reconnects, 1);
  trades.close();
  await farewell.promise;
});

Deno.test("createTrades - closes while the server has not answered yet", async () => {
  using listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const trades = createTrades({
    apiKey: KEY,
    wsUrl: `ws://127.0.0.1:${listener.addr.port}`,
    symbols: ["AAPL"],
    onPrices: () => {},
  });
  const connection = await listener.accept();
  trades.close();
  // Reads the request to its end: the client has hung up.
  for (const buffer = new Uint8Array(1024); await connection.read(buffer) !== null;);
  connection.close();
  assert.equal(trades.status().connected, false);
});

Deno.test("readTradeMessage - takes anything and throws nothing", () => {
  fc.assert(fc.property(fc.oneof(fc.anything(), fc.string(), fc.json()), (data) => {
    assert.ok(readTradeMessage(data).type);
  }));
});
