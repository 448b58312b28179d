import type { Redactor } from "./redact.ts";

/** Deeper than this a value is only named: a log line is no dump. */
const MAX_DEPTH = 6;
/** Entries of one array, set, map or object. */
const MAX_ENTRIES = 100;
/** Characters of one text: a provider's HTML page fits into no log line. */
const MAX_CHARACTERS = 8_192;

/**
 * Turns anything into what `JSON.stringify` takes, without secrets, without circles and without running
 * into the value's own `toJSON`. An error becomes `{name, message, stack, code?, cause?, errors?}`. Never throws.
 */
export function plain(value: unknown, redact: Redactor): unknown {
  return visit(value, redact, 0, new Set());
}

function visit(value: unknown, redact: Redactor, depth: number, path: Set<object>): unknown {
  switch (typeof value) {
    case "string":
      return shorten(redact(value));
    case "number":
    case "bigint": {
      // A secret of digits may come along as a number.
      const text = String(value);
      const shown = redact(text);
      return shown === text && typeof value === "number" && Number.isFinite(value) ? value : shown;
    }
    case "boolean":
      return value;
    case "object":
      if (value === null) return null;
      break;
    default:
      // undefined, a function, a symbol
      return value === undefined ? undefined : `[${typeof value}]`;
  }
  if (path.has(value)) return "[circular]";
  if (depth >= MAX_DEPTH) return "[deep]";
  path.add(value);
  try {
    return visitObject(value, (inner) => visit(inner, redact, depth + 1, path), redact);
  } catch (error) {
    // A getter or proxy that throws must not cost the line.
    return `[unreadable: ${shorten(redact(String(error instanceof Error ? error.message : error)))}]`;
  } finally {
    path.delete(value);
  }
}

function visitObject(value: object, inner: (value: unknown) => unknown, redact: Redactor): unknown {
  if (value instanceof Error) return errorFields(value, inner);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "[invalid date]" : value.toISOString();
  if (value instanceof URL || value instanceof RegExp) return inner(value.toString());
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return bounded(value, value.length).map((entry) => inner(entry) ?? null);
  if (value instanceof Set) return bounded(value, value.size).map((entry) => inner(entry) ?? null);
  const entries: Iterable<[unknown, unknown]> = value instanceof Map ? value : Object.entries(value);
  // `fromEntries` defines properties, so that a key `__proto__` is one like any other.
  return Object.fromEntries(
    bounded(entries, 0).map(([key, entry]) => [shorten(redact(String(key))), inner(entry)]),
  );
}

function errorFields(error: Error, inner: (value: unknown) => unknown): Record<string, unknown> {
  const { name, message, stack } = error;
  const code = "code" in error ? error.code : undefined;
  const errors = error instanceof AggregateError ? error.errors : undefined;
  return {
    name: inner(name),
    message: inner(message),
    stack: inner(stack),
    ...(code === undefined ? {} : { code: inner(code) }),
    ...(error.cause === undefined ? {} : { cause: inner(error.cause) }),
    ...(errors === undefined ? {} : { errors: inner(errors) }),
  };
}

function bounded<T>(entries: Iterable<T>, size: number): (T | string)[];
function bounded<T>(entries: Iterable<T>, size: 0): T[];
function bounded<T>(entries: Iterable<T>, size: number): (T | string)[] {
  const kept: (T | string)[] = [];
  for (const entry of entries) {
    if (kept.length === MAX_ENTRIES) {
      if (size > 0) kept.push(`[${size - MAX_ENTRIES} more]`);
      break;
    }
    kept.push(entry);
  }
  return kept;
}

function shorten(text: string): string {
  return text.length <= MAX_CHARACTERS
    ? text
    : `${text.slice(0, MAX_CHARACTERS)}[${text.length - MAX_CHARACTERS} more characters]`;
}
