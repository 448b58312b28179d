import assert from "node:assert/strict";
import fc from "fast-check";
import { createLogger, type Level, LEVELS, type Logger } from "./logger.ts";

const NOON = Date.UTC(2026, 6, 1, 12);
const KEY = "c0ffee+/=&\"quoted'key";

function recorder(
  level: Level = "DEBUG",
  secrets: readonly string[] = [],
): { lines: string[]; logger: Logger } {
  const lines: string[] = [];
  return {
    lines,
    logger: createLogger({ level, secrets, now: () => NOON, write: (line) => lines.push(line) }),
  };
}

Deno.test("Logger - writes one JSON object a line: time, level, message, fields", () => {
  const { lines, logger } = recorder();
  logger.child({ run_id: "r1", symbol: "AAPL" }).info("Asked for a quote", {
    symbol: "MSFT",
    ms: 12.5,
    none: null,
  });
  assert.deepEqual(lines, [
    '{"time":"2026-07-01T12:00:00.000Z","level":"INFO","message":"Asked for a quote","run_id":"r1","symbol":"MSFT","ms":12.5,"none":null}',
  ]);
});

for (const level of LEVELS) {
  Deno.test(`Logger - at ${level} writes that level and above`, () => {
    const { lines, logger } = recorder(level);
    logger.debug("a");
    logger.info("a");
    logger.warning("a");
    logger.error("a");
    assert.deepEqual(lines.map((line) => JSON.parse(line).level), LEVELS.slice(LEVELS.indexOf(level)));
  });
}

Deno.test("Logger - fields cannot pretend to be time, level or message, nor touch the prototype", () => {
  const { lines, logger } = recorder();
  logger.info("real", { time: 1, level: "ERROR", message: "false", ...JSON.parse('{"__proto__":{"a":1}}') });
  const [line = ""] = lines;
  assert.match(
    line,
    /^\{"time":"2026[^"]*","level":"INFO","message":"real","_time":1,"_level":"ERROR","_message":"false"/,
  );
  assert.match(line, /"__proto__":\{"a":1\}/);
});

Deno.test("Logger - writes errors with message, stack, causes and those of an aggregate", () => {
  const { lines, logger } = recorder();
  const cause = Object.assign(new RangeError("inner"), { code: "ENOSPC" });
  logger.error("Cannot write", { error: new AggregateError([new Error("one")], "outer", { cause }) });
  const { error } = JSON.parse(lines[0] ?? "");
  assert.equal(error.name, "AggregateError");
  assert.equal(error.message, "outer");
  assert.match(error.stack, /logger_test\.ts/);
  assert.deepEqual([error.cause.name, error.cause.message, error.cause.code], [
    "RangeError",
    "inner",
    "ENOSPC",
  ]);
  assert.equal(error.errors[0].message, "one");
});

const PLACES: readonly [string, (secret: string) => Record<string, unknown>][] = [
  ["a field", (secret) => ({ key: secret })],
  ["a field's name", (secret) => ({ [secret]: 1 })],
  ["a nested array", (secret) => ({ a: { b: [{ c: `x ${secret} y` }] } })],
  [
    "a percent-encoded address",
    (secret) => ({ url: `https://a.example/?token=${encodeURIComponent(secret)}` }),
  ],
  ["a URL", (secret) => ({ url: new URL(`https://a.example/?token=${encodeURIComponent(secret)}`) })],
  ["a form", (secret) => ({ body: new URLSearchParams({ token: secret }).toString() })],
  ["lower-case percent-encoding", (secret) => ({
    url: encodeURIComponent(secret).replace(/%../g, (escape) => escape.toLowerCase()),
  })],
  ["JSON within a text", (secret) => ({ body: JSON.stringify({ token: secret }) })],
  ["an error's message and stack", (secret) => ({ error: new Error(`refused ${secret}`) })],
  ["the cause of a cause", (secret) => ({
    error: new Error("a", { cause: new Error("b", { cause: new Error(`c ${secret}`) }) }),
  })],
  ["a cause that is no error", (secret) => ({ error: new Error("a", { cause: { token: [secret] } }) })],
  ["a map and a set", (secret) => ({ map: new Map([[secret, new Set([secret])]]) })],
  ["Base64", (secret) => ({ header: new TextEncoder().encode(secret).toBase64() })],
];

for (const [place, fields] of PLACES) {
  Deno.test(`Logger - strikes a secret out of ${place}`, () => {
    const { lines, logger } = recorder("DEBUG", ["", KEY]);
    logger.child({ parent: fields(KEY) }).error(`with ${KEY}`, fields(KEY));
    const [line = ""] = lines;
    JSON.parse(line);
    for (const form of [KEY, JSON.stringify(KEY).slice(1, -1), encodeURIComponent(KEY), "c0ffee"]) {
      assert.ok(!line.includes(form), line);
    }
    assert.match(line, /\[redacted\]/);
  });
}

Deno.test("Logger - strikes out a secret of digits that comes along as a number", () => {
  const { lines, logger } = recorder("DEBUG", ["123456789"]);
  logger.info("a", { token: 123456789 });
  assert.equal(JSON.parse(lines[0] ?? "").token, "[redacted]");
});

Deno.test("Logger - strikes out a short secret only where it stands alone", () => {
  const { lines, logger } = recorder("DEBUG", ["ab"]);
  logger.info("Bearer ab, table, ab");
  assert.equal(JSON.parse(lines[0] ?? "").message, "Bearer [redacted], table, [redacted]");
});

Deno.test("Logger - writes what is hard to write: circles, getters that throw, big integers, depth", () => {
  const { lines, logger } = recorder();
  const circle: Record<string, unknown> = { twice: {} };
  circle.self = circle;
  let deep: unknown = 1;
  for (let i = 0; i < 50; i++) deep = { deep };
  const thrower = {
    get a() {
      throw new Error("no");
    },
  };
  logger.info("a", {
    circle,
    thrower,
    deep,
    big: 10n,
    nan: NaN,
    fn: () => 1,
    none: undefined,
    bytes: new Uint8Array(3),
    date: new Date(NaN),
    toJson: { toJSON: () => undefined },
    long: Array.from({ length: 300 }, () => 1),
    text: "x".repeat(100_000),
  });
  const line = JSON.parse(lines[0] ?? "");
  assert.deepEqual(line.circle, { twice: {}, self: "[circular]" });
  assert.deepEqual([line.thrower, line.big, line.nan], ["[unreadable: no]", "10", "NaN"]);
  assert.deepEqual([line.fn, line.bytes, line.date], ["[function]", "[3 bytes]", "[invalid date]"]);
  assert.equal(line.long.at(-1), "[200 more]");
  assert.ok(line.text.length < 9_000);
});

Deno.test("Logger - never throws and never breaks its line, whatever it is given", () => {
  fc.assert(
    fc.property(fc.string(), fc.dictionary(fc.string(), fc.anything()), (message, fields) => {
      const { lines, logger } = recorder("DEBUG", ["secret"]);
      logger.child(fields).info(message, { fields });
      const [line = ""] = lines;
      assert.equal(lines.length, 1);
      assert.ok(!/[\n\r]/.test(line));
      JSON.parse(line);
    }),
    { numRuns: 200 },
  );
});

Deno.test("Logger - no text whatever that holds a secret comes out with it", () => {
  const secret = fc.string({ unit: "binary", minLength: 6, maxLength: 40 });
  fc.assert(
    fc.property(secret, fc.string(), fc.string(), (secret, before, after) => {
      const { lines, logger } = recorder("DEBUG", [secret]);
      logger.info("a", { text: `${before}${secret}${after}`, url: encodeURIComponent(secret) });
      const { text } = JSON.parse(lines[0] ?? "");
      // What stands around it may form the secret anew only out of its own text.
      fc.pre(!`${before}[redacted]${after}`.includes(secret));
      assert.ok(!text.includes(secret));
    }),
    { numRuns: 300 },
  );
});
