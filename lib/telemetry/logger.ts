import { plain } from "./plain.ts";
import { createRedactor, type Redactor } from "./redact.ts";

/** Severities, lowest first. A logger writes its level and what is above. */
export const LEVELS = ["DEBUG", "INFO", "WARNING", "ERROR"] as const;

/** Severity of a log line. */
export type Level = (typeof LEVELS)[number];

/** Writes log lines. None of its methods throws. */
export interface Logger {
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void;
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warning(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
  /** A logger that adds these fields to each of its lines; a line's own fields win. */
  child(fields: Readonly<Record<string, unknown>>): Logger;
}

/** Options of {@linkcode createLogger}. */
export interface LoggerOptions {
  /** Lowest severity that is written. */
  readonly level: Level;
  /**
   * Takes one line, without its line feed.
   * @default standard output
   */
  readonly write?: (line: string) => void;
  /**
   * Epoch milliseconds.
   * @default Date.now
   */
  readonly now?: () => number;
  /**
   * Texts that must not appear in any line, in whatever encoding {@linkcode createRedactor} knows.
   * @default []
   */
  readonly secrets?: readonly string[];
}

/**
 * A logger that writes one JSON object a line: `{"time","level","message",...fields}`, `time` in ISO 8601 UTC.
 * Fields named `time`, `level` or `message` are written with a leading underscore.
 */
export function createLogger(options: LoggerOptions): Logger {
  const { level, write = toStandardOutput, now = Date.now, secrets = [] } = options;
  const sink: Sink = { lowest: LEVELS.indexOf(level), write, now, redact: createRedactor(secrets) };
  return new LineLogger(sink, {});
}

interface Sink {
  readonly lowest: number;
  readonly write: (line: string) => void;
  readonly now: () => number;
  readonly redact: Redactor;
}

class LineLogger implements Logger {
  readonly #sink: Sink;
  readonly #fields: Readonly<Record<string, unknown>>;

  constructor(sink: Sink, fields: Readonly<Record<string, unknown>>) {
    this.#sink = sink;
    this.#fields = fields;
  }

  debug(message: string, fields?: Readonly<Record<string, unknown>>): void {
    this.#log("DEBUG", message, fields);
  }

  info(message: string, fields?: Readonly<Record<string, unknown>>): void {
    this.#log("INFO", message, fields);
  }

  warning(message: string, fields?: Readonly<Record<string, unknown>>): void {
    this.#log("WARNING", message, fields);
  }

  error(message: string, fields?: Readonly<Record<string, unknown>>): void {
    this.#log("ERROR", message, fields);
  }

  child(fields: Readonly<Record<string, unknown>>): Logger {
    return new LineLogger(this.#sink, { ...this.#fields, ...fields });
  }

  #log(level: Level, message: string, fields: Readonly<Record<string, unknown>> | undefined): void {
    const { lowest, write, now, redact } = this.#sink;
    if (LEVELS.indexOf(level) < lowest) return;
    const line: Record<string, unknown> = { time: new Date(now()).toISOString(), level };
    line.message = plain(message, redact);
    const rest = plain({ ...this.#fields, ...fields }, redact);
    for (const [name, value] of Object.entries(rest ?? {})) {
      Object.defineProperty(line, name in RESERVED ? `_${name}` : name, { value, enumerable: true });
    }
    write(JSON.stringify(line));
  }
}

const RESERVED: Readonly<Record<string, true>> = Object.assign(Object.create(null), {
  time: true,
  level: true,
  message: true,
});

function toStandardOutput(line: string): void {
  // `console.log` writes a line as a whole and outlives a reader that closed the pipe.
  // deno-lint-ignore no-console
  console.log(line);
}
