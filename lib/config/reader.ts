/** The environment as it comes. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Longest part of a value that a message shows, in characters. */
const SHOWN = 80;

/** Variables whose values no message may show. */
export const SECRET_NAMES = ["FINNHUB_API_KEY", "REDIS_PASSWORD", "ADMIN_TOKEN"] as const;

/** Reads variables one by one and collects what is wrong with them, so that all of it can be told at once. */
export class Reader {
  readonly problems: string[] = [];
  readonly #env: Environment;
  readonly #secrets: readonly string[];

  constructor(env: Environment) {
    this.#env = env;
    this.#secrets = SECRET_NAMES.map((name) => this.text(name)).filter((secret) => secret !== "");
  }

  /** The value without surrounding white space; "" when absent or empty. */
  text(name: string): string {
    return (Object.hasOwn(this.#env, name) ? this.#env[name] : undefined)?.trim() ?? "";
  }

  /** Notes that `name` cannot be used, with its value unless that is a secret, and what is wanted. */
  refuse(name: string, expected: string): void {
    const value = (SECRET_NAMES as readonly string[]).includes(name) ? "" : this.#show(name);
    this.problems.push(`Cannot use ${name}${value}: expected ${expected}`);
  }

  /** One of some words, in whatever case. */
  oneOf<T extends string>(name: string, words: readonly T[], fallback: NoInfer<T>): T {
    const text = this.text(name);
    if (text === "") return fallback;
    const word = words.find((candidate) => candidate.toLowerCase() === text.toLowerCase());
    if (word === undefined) this.refuse(name, `one of ${words.join(", ")}`);
    return word ?? fallback;
  }

  /** `on` or `off`, in the spellings in use. */
  flag(name: string, fallback: boolean): boolean {
    const text = this.text(name).toLowerCase();
    if (text === "") return fallback;
    if (["on", "true", "yes", "1"].includes(text)) return true;
    if (!["off", "false", "no", "0"].includes(text)) this.refuse(name, "on or off");
    return false;
  }

  /** A whole number within bounds. */
  integer(name: string, fallback: number, min: number, max: number, what: string): number {
    const text = this.text(name);
    if (text === "") return fallback;
    const value = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
    if (value >= min && value <= max) return value;
    this.refuse(name, `${what} from ${min} to ${max}${serviceLinkHint(text)}`);
    return fallback;
  }

  /** An amount of bytes as Kubernetes writes it: `2Gi`, `500M`, `1073741824`. */
  size(name: string, fallback: number, min: number): number {
    const text = this.text(name);
    if (text === "") return fallback;
    const [, digits = "", unit = ""] = /^(\d+(?:\.\d+)?) ?([KMGT]i?)?B?$/i.exec(text) ?? [];
    const factor = (unit.toLowerCase().endsWith("i") ? 1024 : 1000) **
      (" KMGT".indexOf(unit.charAt(0).toUpperCase() || " "));
    const value = digits === "" ? NaN : Math.floor(Number(digits) * factor);
    if (value >= min && value <= Number.MAX_SAFE_INTEGER) return value;
    this.refuse(name, `an amount of bytes such as 2Gi or 500Mi, at least ${min / 2 ** 20}Mi`);
    return fallback;
  }

  /** An address of one of these schemes, without a slash at its end. */
  address(name: string, fallback: string, schemes: readonly string[]): string {
    const text = this.text(name);
    if (text === "") return fallback;
    const url = URL.parse(text);
    const plain = url !== null && schemes.includes(url.protocol.slice(0, -1)) && url.hostname !== "" &&
      url.username === "" && url.password === "" && url.search === "" && url.hash === "";
    if (plain) return url.href.replace(/\/+$/, "");
    this.refuse(
      name,
      `an address that starts with ${schemes.join(":// or ")}://, without user, query or fragment`,
    );
    return fallback;
  }

  /** A host name, IPv4 or IPv6 address; "" when absent. */
  host(name: string): string {
    const text = this.text(name).replace(/^\[(.*)\]$/, "$1");
    if (text === "") return "";
    const isName = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,62})(\.[a-z0-9_]([a-z0-9_-]{0,62}))*\.?$/i.test(
      text,
    );
    if (isName || (text.includes(":") && URL.canParse(`http://[${text}]`))) return text;
    this.refuse(name, "a host name or an IP address alone, without scheme, user or port");
    return text;
  }

  /** Whether a message may show the value: not when a secret strayed into it. */
  mayShow(name: string): boolean {
    const value = this.text(name);
    return !this.#secrets.some((secret) => contains(value, secret));
  }

  #show(name: string): string {
    if (!this.mayShow(name)) return " [redacted]";
    const value = this.text(name);
    // What stands before an `@` or in a query is where addresses carry credentials.
    const bare = value.replace(/^.*@/s, "[redacted]@").replace(/:\/\/(.*)\?.+$/s, "://$1?[redacted]");
    return ` ${JSON.stringify(bare.length > SHOWN ? `${bare.slice(0, SHOWN)}…` : bare)}`;
  }
}

function contains(value: string, secret: string): boolean {
  const lower = value.toLowerCase();
  return [secret, encodeURIComponent(secret.toWellFormed())].some((form) =>
    lower.includes(form.toLowerCase())
  );
}

function serviceLinkHint(text: string): string {
  // Kubernetes sets `<SERVICE>_PORT=tcp://…` for every Service, and one named `redis` hits our variable.
  return text.startsWith("tcp://")
    ? " (set by Kubernetes for a Service of that name: turn off enableServiceLinks)"
    : "";
}
