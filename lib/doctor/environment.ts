import { parseEnv } from "node:util";
import { type Config, ConfigError, loadEnv, readConfig, VARIABLES } from "@/lib/config.ts";
import { SECRET_NAMES } from "@/lib/config/reader.ts";

/** The environment's variables, as the program reads them. */
export type Env = Readonly<Record<string, string | undefined>>;

/** What the environment says, as far as it can be used. */
export interface Environment {
  readonly env: Env;
  /** With the default, or a stand-in, in place of what cannot be used: for the checks that do not need it. */
  readonly config: Config;
  /** Every problem, as the program itself words it at start. */
  readonly problems: readonly string[];
  /** Names of the variables that cannot be used. */
  readonly unusable: ReadonlySet<string>;
  /** Names in `.env` that mean nothing to this program, or nothing there. */
  readonly strangers: readonly string[];
}

/** Takes the place of a key that cannot be used, so that a bad key is not taken for the demo. It is never sent. */
const STAND_IN = "unusable";

/** Reads the environment of this process and the file `.env` in `dir`, what Deno itself reads included. */
export function readEnvironment(dir: string): Environment {
  const denos = VARIABLES.filter(({ readByDeno }) => readByDeno).map(({ name }) => [name, readAsDeno(name)]);
  return examine({ ...loadEnv(dir), ...Object.fromEntries(denos) }, strangersIn(`${dir}/.env`));
}

/** Deno takes the proxies' names in small letters too. */
function readAsDeno(name: string): string | undefined {
  return Deno.env.get(name) ?? (name.endsWith("_PROXY") ? Deno.env.get(name.toLowerCase()) : undefined);
}

/** Reads the configuration, and again without what cannot be used until the rest can. */
export function examine(env: Env, strangers: readonly string[] = []): Environment {
  const problems: string[] = [];
  const unusable = new Set<string>();
  let rest = { ...env };
  for (;;) {
    try {
      return { env, config: readConfig(rest), problems, unusable, strangers };
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      const news = error.problems.filter((problem) => !unusable.has(nameIn(problem)));
      // What is wrong though it was taken out hangs on another variable: nothing of the group can be used then.
      if (news.length === 0) rest = { FINNHUB_API_KEY: STAND_IN, SHARED_DATA_PATH: rest["SHARED_DATA_PATH"] };
      problems.push(...news);
      for (const problem of news) unusable.add(nameIn(problem));
      rest = { ...rest, ...Object.fromEntries(news.map((problem) => [nameIn(problem), undefined])) };
      if (unusable.has("FINNHUB_API_KEY")) rest["FINNHUB_API_KEY"] = STAND_IN;
      if (unusable.has("REDIS_PASSWORD")) rest["REDIS_USERNAME"] = undefined;
    }
  }
}

/** The values that no report may show, whether or not they can be used. */
export function secretsIn(env: Env): string[] {
  const secrets = SECRET_NAMES.map((name) => env[name]?.trim() ?? "");
  const proxy = URL.parse(env["HTTPS_PROXY"] ?? "");
  return [...secrets, ...(proxy === null ? [] : [proxy.username, decoded(proxy.password), proxy.password])]
    .filter((secret) => secret !== "");
}

function nameIn(problem: string): string {
  return /^Cannot use ([A-Z_]+)/.exec(problem)?.[1] ?? "";
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone percent sign: the text is the password as it stands.
    return text;
  }
}

function strangersIn(path: string): string[] {
  let text: string;
  try {
    text = Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
  const known = new Set(VARIABLES.filter(({ readByDeno }) => !readByDeno).map(({ name }) => name));
  return Object.keys(parseEnv(text.replace(/^\ufeff/, ""))).filter((name) => !known.has(name));
}
