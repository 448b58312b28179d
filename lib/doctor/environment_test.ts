import assert from "node:assert/strict";
import { examineConfiguration } from "./configuration.ts";
import { type Env, examine, secretsIn } from "./environment.ts";
import { examineNetwork } from "./network.ts";
import { examineVersions } from "./versions.ts";

Deno.test("examine - a usable environment is the program's configuration", () => {
  const { config, problems, unusable } = examine({ FINNHUB_API_KEY: "c0ffee", PORT: "8080" });
  assert.deepEqual(problems, []);
  assert.equal(unusable.size, 0);
  assert.equal(config.port, 8080);
  assert.equal(config.demo, false);
});

const REFUSED: { env: Env; names: string[] }[] = [
  { env: { PORT: "abc" }, names: ["PORT"] },
  { env: { FINNHUB_API_KEY: "your-actual-api-key-here" }, names: ["FINNHUB_API_KEY"] },
  { env: { DEMO: "false" }, names: ["FINNHUB_API_KEY"] },
  { env: { REDIS_HOST: "redis", REDIS_USERNAME: "app" }, names: ["REDIS_PASSWORD"] },
  { env: { SHARED_DATA_PATH: "a\u0001b" }, names: ["SHARED_DATA_PATH"] },
  {
    env: { PORT: "tcp://1.2.3.4:80", LOG_LEVEL: "loud", INGEST_CRON: "never", DEMO: "perhaps", ROLE: "boss" },
    names: ["DEMO", "INGEST_CRON", "LOG_LEVEL", "PORT", "ROLE"],
  },
];

for (const { env, names } of REFUSED) {
  Deno.test(`examine - ${JSON.stringify(env)} names ${names.join(", ")} and leaves a configuration`, () => {
    const { config, unusable, problems } = examine(env);
    assert.deepEqual([...unusable].sort(), names);
    assert.equal(problems.length, names.length);
    assert.ok(config.symbols.length > 0);
  });
}

Deno.test("examine - a key that cannot be used does not make it the demo", () => {
  assert.equal(examine({ FINNHUB_API_KEY: "your-actual-api-key-here" }).config.demo, false);
  assert.equal(examine({ DEMO: "false" }).config.demo, false);
});

Deno.test("examineConfiguration - shows values but never secrets, nor places on the machine", () => {
  const env: Env = {
    FINNHUB_API_KEY: "c0ffee0123456789",
    REDIS_PASSWORD: "hunter22",
    ADMIN_TOKEN: "letmein",
    DENO_CERT: "/home/ada/ca.pem",
    HTTPS_PROXY: "http://ada:pass%21word@proxy:3128",
    STOCK_SYMBOLS: "AAPL,BRK.B",
  };
  const text = JSON.stringify([
    ...examineConfiguration(examine(env)),
    ...examineNetwork(env, () => {}),
  ]);
  assert.doesNotMatch(text, /c0ffee|hunter22|letmein|ada|pass/);
  assert.match(text, /FINNHUB_API_KEY \(16 characters\)/);
  assert.match(text, /STOCK_SYMBOLS=AAPL,BRK\.B/);
  assert.match(text, /proxy:3128/);
});

Deno.test("secretsIn - finds keys, passwords and what a proxy is signed in with", () => {
  const env: Env = { FINNHUB_API_KEY: " k ", HTTPS_PROXY: "http://ada:pass%21word@proxy:3128" };
  assert.deepEqual(secretsIn(env), ["k", "ada", "pass!word", "pass%21word"]);
});

Deno.test("examineConfiguration - names of .env that mean nothing, or nothing there, are told", () => {
  const findings = examineConfiguration(examine({}, ["FINNHUB_KEY", "HTTPS_PROXY"]));
  assert.ok(findings.some(({ text }) => /"FINNHUB_KEY".*means nothing/.test(text)));
  assert.ok(findings.some(({ text }) => /"HTTPS_PROXY".*no effect/.test(text)));
});

Deno.test("examineNetwork - a proxy that is no address, and certificates that cannot be read, are wrong", () => {
  const broken = examineNetwork({ HTTPS_PROXY: "::::", DENO_CERT: "ca.pem" }, () => {
    throw new Error("Failed opening CA file");
  });
  assert.deepEqual(broken.map(({ status }) => status), ["wrong", "wrong"]);
  assert.deepEqual(examineNetwork({}).map(({ status }) => status), ["ok", "ok"]);
});

Deno.test("examineVersions - a Deno older than the tested one is told", () => {
  assert.equal(examineVersions("2.9.6")[0]?.status, "ok");
  assert.equal(examineVersions("2.10.0")[0]?.status, "ok");
  assert.equal(examineVersions("3.0.0")[0]?.status, "ok");
  assert.equal(examineVersions("2.8.9")[0]?.status, "note");
});
