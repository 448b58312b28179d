import { Cron } from "croner";
import { ConfigError } from "./config/problems.ts";
import { type Environment, Reader } from "./config/reader.ts";
import { readSymbols } from "./config/watchlist.ts";

export { ConfigError } from "./config/problems.ts";
export { loadEnv, type Variable, VARIABLES } from "./config/variables.ts";
export { isSymbol } from "./config/watchlist.ts";

/** What the environment says, checked. */
export interface Config {
  /** Whether the built-in simulator stands in for the provider. */
  readonly demo: boolean;
  readonly finnhub: {
    /** Empty in the demo, which never uses a real key. */
    readonly apiKey: string;
    /** Without a slash at its end. */
    readonly baseUrl: string;
    readonly wsUrl: string;
    readonly callsPerMinute: number;
  };
  /** The watchlist: upper-case, each once, at least one. */
  readonly symbols: readonly string[];
  /** Where files are read and written: the volume, or in the demo its subfolder `demo`, or `demo-exchange` in exchange hours. */
  readonly dataPath: string;
  readonly volumePath: string;
  /** Null: events stay in this process. */
  readonly redis: null | RedisConfig;
  /** 0: any free port. */
  readonly port: number;
  readonly host: string;
  readonly logLevel: "DEBUG" | "INFO" | "WARNING" | "ERROR";
  /** A cron pattern of five fields, UTC. */
  readonly ingestCron: string;
  readonly role: "all" | "ingest" | "web";
  readonly liveTrades: boolean;
  /** Empty: none. */
  readonly adminToken: string;
  readonly retention: { readonly days: number; readonly bytes: number };
  /** When the demo's simulated exchange is open. */
  readonly demoHours: "always" | "exchange";
}

/** How to reach Redis. */
export interface RedisConfig {
  readonly host: string;
  readonly port: number;
  /** Empty: the default user. */
  readonly username: string;
  /** Empty: none. */
  readonly password: string;
  readonly tls: boolean;
}

/** The prices of an exchange that never closes are others than those of one that does: each keeps its own history. */
const DEMO_FOLDERS: Readonly<Record<Config["demoHours"], string>> = {
  always: "demo",
  exchange: "demo-exchange",
};

/**
 * Reads the configuration. An empty value counts as absent.
 * Throws a {@linkcode ConfigError} that names every variable that is wrong.
 */
export function readConfig(env: Environment): Config {
  const reader = new Reader(env);
  const apiKey = readApiKey(reader);
  const mode = reader.oneOf("DEMO", ["auto", "true", "false"], "auto");
  if (mode === "false" && apiKey === "") {
    reader.refuse("FINNHUB_API_KEY", "a key of finnhub.io, since DEMO=false rules simulated data out");
  }
  const demo = mode === "true" || (mode === "auto" && apiKey === "");
  const volumePath = readPath(reader);
  const demoHours = reader.oneOf("DEMO_HOURS", ["always", "exchange"], "always");
  const config: Config = {
    demo,
    finnhub: {
      apiKey: demo ? "" : apiKey,
      baseUrl: reader.address("FINNHUB_BASE_URL", "https://finnhub.io/api/v1", ["https", "http"]),
      wsUrl: reader.address("FINNHUB_WS_URL", "wss://ws.finnhub.io", ["wss", "ws"]),
      callsPerMinute: reader.integer(
        "FINNHUB_CALLS_PER_MINUTE",
        demo ? 3000 : 60,
        1,
        100_000,
        "a number of calls",
      ),
    },
    symbols: readSymbols(reader, "STOCK_SYMBOLS", ["AAPL", "GOOGL", "MSFT", "TSLA", "AMZN", "NVDA", "META"]),
    dataPath: demo ? `${volumePath.replace(/\/+$/, "")}/${DEMO_FOLDERS[demoHours]}` : volumePath,
    volumePath,
    redis: readRedis(reader),
    port: reader.integer("PORT", 8000, 0, 65_535, "a port"),
    host: reader.host("HOST") || "127.0.0.1",
    logLevel: reader.oneOf("LOG_LEVEL", ["DEBUG", "INFO", "WARNING", "ERROR"], "INFO"),
    ingestCron: readCron(reader),
    role: reader.oneOf("ROLE", ["all", "ingest", "web"], "all"),
    liveTrades: reader.flag("LIVE_TRADES", demo),
    adminToken: reader.text("ADMIN_TOKEN"),
    retention: {
      days: reader.integer("RETENTION_DAYS", 400, 1, 36_500, "days"),
      bytes: reader.size("RETENTION_BYTES", 2 * 1024 ** 3, 1024 ** 2),
    },
    demoHours,
  };
  if (reader.problems.length > 0) throw new ConfigError(reader.problems);
  return config;
}

/** The texts that no log line, page or report may show. */
export function secretsOf(config: Config): string[] {
  return [config.finnhub.apiKey, config.redis?.password ?? "", config.adminToken].filter((secret) =>
    secret !== ""
  );
}

/** Texts that stand for a key in guides and examples; one of them would only earn a 401 for every call. */
const PLACEHOLDER =
  /^(your|insert|enter|put|add|paste|replace)[-_ ].*(key|token|here)|change[-_ ]?me|placeholder|^<.*>$|^[x*.]{3,}$|^(todo|none|null|undefined|example)$/i;

function readApiKey(reader: Reader): string {
  const key = reader.text("FINNHUB_API_KEY");
  if (PLACEHOLDER.test(key)) {
    reader.refuse(
      "FINNHUB_API_KEY",
      "a key of finnhub.io, but the value is a placeholder; leave it empty for the demo",
    );
  } else if (!/^[!#-&(-~]*$/.test(key)) {
    reader.refuse("FINNHUB_API_KEY", "a key of visible ASCII characters, without quotes or spaces");
  }
  return key;
}

function readPath(reader: Reader): string {
  const path = reader.text("SHARED_DATA_PATH") || "./data";
  // deno-lint-ignore no-control-regex
  if (/[\u0000-\u001f]/.test(path)) {
    reader.refuse("SHARED_DATA_PATH", "a folder's path without control characters");
  }
  if (path.includes(",")) {
    reader.refuse(
      "SHARED_DATA_PATH",
      "a folder's path without a comma, which would end it in Deno's permissions",
    );
  }
  return path;
}

function readRedis(reader: Reader): RedisConfig | null {
  const host = reader.host("REDIS_HOST");
  const port = reader.integer("REDIS_PORT", 6379, 1, 65_535, "a port");
  const tls = reader.flag("REDIS_TLS", false);
  const username = reader.text("REDIS_USERNAME");
  const password = reader.text("REDIS_PASSWORD");
  if (host !== "" && username !== "" && password === "") {
    reader.refuse("REDIS_PASSWORD", "a password, since REDIS_USERNAME is set");
  }
  return host === "" ? null : { host, port, username, password, tls };
}

function readCron(reader: Reader): string {
  const pattern = reader.text("INGEST_CRON");
  if (pattern === "") return "*/15 * * * *";
  const wanted = (reason: string) =>
    reader.refuse("INGEST_CRON", `a cron pattern of five fields such as "*/15 * * * *"${reason}`);
  try {
    if (new Cron(pattern, { mode: "5-part", timezone: "UTC" }).nextRun() === null) {
      wanted(" that comes due at some time");
    }
  } catch (error) {
    // croner's reason names the field, but repeats parts of the value.
    const reason = error instanceof Error && !error.message.includes(pattern) ? ` (${error.message})` : "";
    wanted(reader.mayShow("INGEST_CRON") ? reason : "");
  }
  return pattern;
}
