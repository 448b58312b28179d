import assert from "node:assert/strict";
import fc from "fast-check";
import { type Config, ConfigError, loadEnv, readConfig, secretsOf, VARIABLES } from "./config.ts";

function problemsOf(env: Record<string, string | undefined>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    assert.ok(error instanceof ConfigError, `threw ${error}`);
    return error.problems;
  }
  return [];
}

Deno.test("readConfig - with nothing set is the demo, on its own folder, in-process, on loopback", () => {
  const config: Config = {
    demo: true,
    finnhub: {
      apiKey: "",
      baseUrl: "https://finnhub.io/api/v1",
      wsUrl: "wss://ws.finnhub.io",
      callsPerMinute: 3000,
    },
    symbols: ["AAPL", "GOOGL", "MSFT", "TSLA", "AMZN", "NVDA", "META"],
    dataPath: "./data/demo",
    volumePath: "./data",
    redis: null,
    port: 8000,
    host: "127.0.0.1",
    logLevel: "INFO",
    ingestCron: "*/15 * * * *",
    role: "all",
    liveTrades: true,
    adminToken: "",
    retention: { days: 400, bytes: 2 ** 31 },
    demoHours: "always",
  };
  assert.deepEqual(readConfig({}), config);
  const empty = Object.fromEntries(VARIABLES.map(({ name }) => [name, " "]));
  assert.deepEqual(readConfig(empty), config, "an empty value counts as absent");
});

Deno.test("readConfig - with a key is the real thing, on the volume itself", () => {
  const config = readConfig({ FINNHUB_API_KEY: " k\n", SHARED_DATA_PATH: "/shared/data/" });
  assert.equal(config.demo, false);
  assert.deepEqual([config.finnhub.apiKey, config.finnhub.callsPerMinute], ["k", 60]);
  assert.deepEqual([config.dataPath, config.liveTrades], ["/shared/data/", false]);
});

Deno.test("readConfig - DEMO=true with a key is the demo and forgets the key", () => {
  const config = readConfig({ FINNHUB_API_KEY: "c0ffee", DEMO: "true", SHARED_DATA_PATH: "/shared/data/" });
  assert.deepEqual([config.demo, config.finnhub.apiKey, config.dataPath], [true, "", "/shared/data/demo"]);
});

Deno.test("readConfig - the demo keeps the prices of each kind of hours in a folder of its own", () => {
  const folders = ["", "always", "exchange"].map((DEMO_HOURS) => readConfig({ DEMO_HOURS }).dataPath);
  assert.deepEqual(folders, ["./data/demo", "./data/demo", "./data/demo-exchange"]);
  const config = readConfig({ FINNHUB_API_KEY: "k", DEMO_HOURS: "exchange" });
  assert.equal(config.dataPath, config.volumePath, "which means nothing to the real thing");
});

Deno.test("readConfig - a data folder with a comma is refused by name, as Deno's permissions cannot hold it", () => {
  assert.throws(
    () => readConfig({ SHARED_DATA_PATH: "/tmp/a,b" }),
    /Cannot use SHARED_DATA_PATH.*without a comma/,
  );
});

const GOOD: readonly [string, string, (config: Config) => unknown, unknown][] = [
  ["STOCK_SYMBOLS", "aapl, BRK.B\n^GSPC,AAPL,,RDS-A", (c) => c.symbols, ["AAPL", "BRK.B", "^GSPC", "RDS-A"]],
  ["STOCK_SYMBOLS", "BINANCE:BTCUSDT", (c) => c.symbols, ["BINANCE:BTCUSDT"]],
  ["PORT", "0", (c) => c.port, 0],
  ["HOST", "0.0.0.0", (c) => c.host, "0.0.0.0"],
  ["HOST", "::1", (c) => c.host, "::1"],
  ["HOST", "[::]", (c) => c.host, "::"],
  ["LOG_LEVEL", "debug", (c) => c.logLevel, "DEBUG"],
  ["ROLE", "web", (c) => c.role, "web"],
  ["LIVE_TRADES", "False", (c) => c.liveTrades, false],
  ["INGEST_CRON", "0 9-16 * * MON-FRI", (c) => c.ingestCron, "0 9-16 * * MON-FRI"],
  ["RETENTION_BYTES", "500Mi", (c) => c.retention.bytes, 500 * 2 ** 20],
  ["RETENTION_BYTES", "1.5 GB", (c) => c.retention.bytes, 1.5e9],
  ["RETENTION_BYTES", "1073741824", (c) => c.retention.bytes, 2 ** 30],
  ["RETENTION_DAYS", "30", (c) => c.retention.days, 30],
  ["FINNHUB_BASE_URL", "http://127.0.0.1:9/api/v1/", (c) => c.finnhub.baseUrl, "http://127.0.0.1:9/api/v1"],
  ["FINNHUB_WS_URL", "ws://[::1]:9/ws", (c) => c.finnhub.wsUrl, "ws://[::1]:9/ws"],
  ["FINNHUB_CALLS_PER_MINUTE", "300", (c) => c.finnhub.callsPerMinute, 300],
  ["DEMO_HOURS", "exchange", (c) => c.demoHours, "exchange"],
  ["ADMIN_TOKEN", "x", (c) => c.adminToken, "x"],
];

for (const [name, value, pick, expected] of GOOD) {
  Deno.test(`readConfig - takes ${name}=${JSON.stringify(value)}`, () => {
    assert.deepEqual(pick(readConfig({ [name]: value })), expected);
  });
}

Deno.test("readConfig - takes Redis with user, password and TLS", () => {
  const env = { REDIS_HOST: "redis-service", REDIS_USERNAME: "app", REDIS_PASSWORD: "p w", REDIS_TLS: "on" };
  const config = readConfig(env);
  assert.deepEqual(config.redis, {
    host: "redis-service",
    port: 6379,
    username: "app",
    password: "p w",
    tls: true,
  });
  assert.deepEqual(secretsOf(config), ["p w"]);
});

const BAD: readonly [Record<string, string>, string][] = [
  [{ PORT: "65536" }, 'Cannot use PORT "65536": expected a port from 0 to 65535'],
  [{ PORT: "80a" }, 'Cannot use PORT "80a": expected a port from 0 to 65535'],
  [
    { REDIS_PORT: "tcp://172.30.1.2:6379" },
    'Cannot use REDIS_PORT "tcp://172.30.1.2:6379": expected a port from 1 to 65535 (set by Kubernetes for a Service of that name: turn off enableServiceLinks)',
  ],
  [
    { REDIS_HOST: "redis://app:hunter2@redis:6379" },
    'Cannot use REDIS_HOST "[redacted]@redis:6379": expected a host name or an IP address alone, without scheme, user or port',
  ],
  [
    { HOST: "a b" },
    'Cannot use HOST "a b": expected a host name or an IP address alone, without scheme, user or port',
  ],
  [{ LOG_LEVEL: "verbose" }, 'Cannot use LOG_LEVEL "verbose": expected one of DEBUG, INFO, WARNING, ERROR'],
  [{ ROLE: "both" }, 'Cannot use ROLE "both": expected one of all, ingest, web'],
  [{ DEMO: "maybe" }, 'Cannot use DEMO "maybe": expected one of auto, true, false'],
  [{ REDIS_TLS: "maybe" }, 'Cannot use REDIS_TLS "maybe": expected on or off'],
  [
    { STOCK_SYMBOLS: "AAPL,$$$" },
    'Cannot use STOCK_SYMBOLS "AAPL,$$$": expected symbols separated by commas, each of 1 to 16 letters, digits and .^:- such as AAPL,BRK.B',
  ],
  [
    { STOCK_SYMBOLS: "," },
    'Cannot use STOCK_SYMBOLS ",": expected symbols separated by commas, each of 1 to 16 letters, digits and .^:- such as AAPL,BRK.B',
  ],
  [
    { FINNHUB_BASE_URL: "ftp://a/?token=abc" },
    'Cannot use FINNHUB_BASE_URL "ftp://a/?[redacted]": expected an address that starts with https:// or http://, without user, query or fragment',
  ],
  [
    { RETENTION_BYTES: "2" },
    'Cannot use RETENTION_BYTES "2": expected an amount of bytes such as 2Gi or 500Mi, at least 1Mi',
  ],
  [{ RETENTION_DAYS: "-1" }, 'Cannot use RETENTION_DAYS "-1": expected days from 1 to 36500'],
  [
    { INGEST_CRON: "*/15 * * * * *" },
    'Cannot use INGEST_CRON "*/15 * * * * *": expected a cron pattern of five fields such as "*/15 * * * *"',
  ],
  [
    { INGEST_CRON: "61 * * * *" },
    'Cannot use INGEST_CRON "61 * * * *": expected a cron pattern of five fields such as "*/15 * * * *" (CronPattern: Invalid value for minute: 61)',
  ],
  [
    { INGEST_CRON: "0 0 31 2 *" },
    'Cannot use INGEST_CRON "0 0 31 2 *": expected a cron pattern of five fields such as "*/15 * * * *" that comes due at some time',
  ],
  [
    { DEMO: "false" },
    "Cannot use FINNHUB_API_KEY: expected a key of finnhub.io, since DEMO=false rules simulated data out",
  ],
  [
    { FINNHUB_API_KEY: '"quoted"' },
    "Cannot use FINNHUB_API_KEY: expected a key of visible ASCII characters, without quotes or spaces",
  ],
  [
    { REDIS_HOST: "redis", REDIS_USERNAME: "app" },
    "Cannot use REDIS_PASSWORD: expected a password, since REDIS_USERNAME is set",
  ],
  [
    { ADMIN_TOKEN: "hunter22", LOG_LEVEL: "hunter22" },
    "Cannot use LOG_LEVEL [redacted]: expected one of DEBUG, INFO, WARNING, ERROR",
  ],
];

for (const [env, problem] of BAD) {
  Deno.test(`readConfig - refuses ${JSON.stringify(env)}`, () =>
    assert.deepEqual(problemsOf(env), [problem]));
}

for (
  const placeholder of [
    "your-actual-api-key-here",
    "YOUR_API_KEY",
    "changeme",
    "<key>",
    "xxxxxxxx",
    "your key",
  ]
) {
  Deno.test(`readConfig - refuses the placeholder ${placeholder} for a key, in the demo too`, () => {
    for (const DEMO of ["auto", "true", "false"]) {
      const [problem = "", ...more] = problemsOf({ FINNHUB_API_KEY: placeholder, DEMO });
      assert.match(problem, /^Cannot use FINNHUB_API_KEY: .*placeholder/);
      assert.ok(!problem.includes(placeholder));
      assert.deepEqual(more, []);
    }
  });
}

Deno.test("readConfig - names every bad variable at once, one line each", () => {
  const env = {
    PORT: "x",
    HOST: "?",
    LOG_LEVEL: "x",
    ROLE: "x",
    REDIS_PORT: "x",
    RETENTION_BYTES: "x",
    DEMO: "false",
  };
  assert.equal(problemsOf(env).length, 7);
  assert.throws(() => readConfig(env), (error: Error) => {
    assert.match(error.message, /^Cannot start: 7 settings are wrong\n {2}- Cannot use FINNHUB_API_KEY: /);
    assert.equal(error.message.split("\n").length, 8);
    return true;
  });
});

Deno.test("readConfig - whatever the environment, gives a config or a ConfigError, never with a secret", () => {
  const secret = fc.string({
    unit: fc.constantFrom("q", "Z", "7", "§", "+", "/", " ", '"'),
    minLength: 3,
    maxLength: 20,
  })
    .map((text) => `zq§${text}§qz`);
  const value = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(...GOOD.map(([, good]) => good), ...BAD.flatMap(([env]) => Object.values(env))),
    fc.webUrl({ withQueryParameters: true }),
    fc.stringMatching(/^[*\/0-9,LW#? -]{0,30}$/),
    fc.integer().map(String),
  );
  const names = VARIABLES.map(({ name }) => name);
  const env = fc.dictionary(fc.constantFrom(...names), fc.option(value, { nil: undefined }));
  fc.assert(
    fc.property(env, secret, fc.constantFrom(...names), value, (env, secret, elsewhere, around) => {
      const secrets = { FINNHUB_API_KEY: secret, REDIS_PASSWORD: secret, ADMIN_TOKEN: secret };
      // The secret also lands where it does not belong, by a slip of the hand.
      for (const whole of [env, { ...env, ...secrets, [elsewhere]: `${around}${secret}` }]) {
        for (const problem of problemsOf(whole)) {
          assert.ok(!/zq§|§qz|%C2%A7/.test(problem), problem);
          assert.match(problem, /^Cannot use [A-Z_]+( .*)?: expected /);
        }
      }
    }),
    { numRuns: 500 },
  );
});

Deno.test("loadEnv - takes the process's environment over .env, and the named variables alone", async () => {
  const dir = await Deno.makeTempDir();
  const before = Deno.env.get("DEMO_HOURS");
  try {
    await Deno.writeTextFile(
      `${dir}/.env`,
      '\ufeffROLE=web\nexport HOST="::1"\nDEMO_HOURS=exchange\nOTHER=1\n',
    );
    Deno.env.set("DEMO_HOURS", "always");
    const env = loadEnv(dir);
    assert.deepEqual([env.ROLE, env.HOST, env.DEMO_HOURS, env.OTHER], ["web", "::1", "always", undefined]);
    assert.equal("HTTPS_PROXY" in env, false);
    assert.equal(loadEnv(`${dir}/nowhere`).HOST, Deno.env.get("HOST"));
    await Deno.mkdir(`${dir}/folder/.env`, { recursive: true });
    assert.throws(() => loadEnv(`${dir}/folder`), /^Error: Cannot read ".*\.env": /);
  } finally {
    if (before === undefined) Deno.env.delete("DEMO_HOURS");
    else Deno.env.set("DEMO_HOURS", before);
    await Deno.remove(dir, { recursive: true });
  }
});
