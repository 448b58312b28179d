import { parseEnv } from "node:util";

/** One environment variable, as the README's table has it. */
export interface Variable {
  readonly name: string;
  /** In words where it is not a plain value; empty where there is none. */
  readonly default: string;
  readonly meaning: string;
  /** Read by Deno itself when it starts: only from the environment, never from `.env`. */
  readonly readByDeno?: true;
}

/** Every variable that means something to this program. The names are also what `--allow-env` allows. */
export const VARIABLES: readonly Variable[] = [
  {
    name: "FINNHUB_API_KEY",
    default: "",
    meaning: "Key of finnhub.io; without one the demo runs on simulated data",
  },
  {
    name: "DEMO",
    default: "auto",
    meaning:
      "`true`: demo even with a key; `false`: a missing key is an error; `auto`: demo when there is no key",
  },
  {
    name: "DEMO_HOURS",
    default: "always",
    meaning: "Hours of the demo's exchange, with data of their own: `always`, or `exchange` for New York's",
  },
  {
    name: "FINNHUB_BASE_URL",
    default: "https://finnhub.io/api/v1",
    meaning: "Address of the provider's API",
  },
  {
    name: "FINNHUB_WS_URL",
    default: "wss://ws.finnhub.io",
    meaning: "Address of the provider's trades socket",
  },
  {
    name: "FINNHUB_CALLS_PER_MINUTE",
    default: "60; in the demo 3000",
    meaning: "Most calls in any minute; the provider's answers can lower it",
  },
  {
    name: "STOCK_SYMBOLS",
    default: "AAPL,GOOGL,MSFT,TSLA,AMZN,NVDA,META",
    meaning: "The watchlist, separated by commas",
  },
  {
    name: "SHARED_DATA_PATH",
    default: "./data",
    meaning: "Folder of the data; the demo uses its subfolder `demo`",
  },
  { name: "REDIS_HOST", default: "", meaning: "Host name of Redis; without one events stay in the process" },
  { name: "REDIS_PORT", default: "6379", meaning: "Port of Redis" },
  { name: "REDIS_USERNAME", default: "", meaning: "Name of the Redis ACL user" },
  { name: "REDIS_PASSWORD", default: "", meaning: "Password of Redis" },
  { name: "REDIS_TLS", default: "off", meaning: "`on`: speak TLS with Redis" },
  { name: "PORT", default: "8000", meaning: "Port of the pages; 0 takes any free one" },
  { name: "HOST", default: "127.0.0.1", meaning: "Address to listen on; 0.0.0.0 for all" },
  {
    name: "LOG_LEVEL",
    default: "INFO",
    meaning: "Least severity logged: `DEBUG`, `INFO`, `WARNING`, `ERROR`",
  },
  {
    name: "INGEST_CRON",
    default: "*/15 * * * *",
    meaning: "When to ingest: a cron pattern of five fields, UTC",
  },
  { name: "ROLE", default: "all", meaning: "`all`, or `ingest` or `web` alone" },
  {
    name: "LIVE_TRADES",
    default: "off; in the demo on",
    meaning: "`on`: prices between the slots over the trades socket",
  },
  {
    name: "ADMIN_TOKEN",
    default: "",
    meaning:
      "Any text; asked of who changes something over HTTP. Without one only a process on loopback lets its user",
  },
  { name: "RETENTION_DAYS", default: "400", meaning: "Days for which data finer than a day is kept" },
  { name: "RETENTION_BYTES", default: "2Gi", meaning: "Most bytes that the data may take" },
  { name: "HTTPS_PROXY", default: "", meaning: "Proxy for calls to the provider", readByDeno: true },
  { name: "NO_PROXY", default: "", meaning: "Hosts reached without the proxy", readByDeno: true },
  { name: "DENO_CERT", default: "", meaning: "File with further certificate authorities", readByDeno: true },
];

/**
 * The named variables: from the process's environment and, where that has none, from the file `.env` in `dir`.
 * A variable that is set but empty in the environment hides the file's. Throws an `Error` when the file is
 * there and cannot be read.
 */
export function loadEnv(dir: string): Record<string, string | undefined> {
  const file = readEnvFile(`${dir}/.env`);
  const ours = VARIABLES.filter((variable) => !variable.readByDeno);
  return Object.fromEntries(ours.map(({ name }) => [name, Deno.env.get(name) ?? file[name]]));
}

function readEnvFile(path: string): Record<string, string | undefined> {
  let text: string;
  try {
    text = Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return {};
    throw new Error(`Cannot read "${path}": ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
  // A byte order mark, as some editors leave it, would become part of the first name.
  return parseEnv(text.replace(/^\ufeff/, ""));
}
