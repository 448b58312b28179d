/** What the client needs of a logger; `Logger` of `lib/telemetry` is one. */
export interface Log {
  debug(message: string, fields?: Record<string, unknown>): void;
  info(message: string, fields?: Record<string, unknown>): void;
  warning(message: string, fields?: Record<string, unknown>): void;
}

/** Says nothing, for a client made without a logger. */
export const SILENT: Log = { debug() {}, info() {}, warning() {} };
