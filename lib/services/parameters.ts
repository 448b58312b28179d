import { HttpError } from "fresh";

/** Symbols as the watchlist takes them; nothing that could be a path. */
const SYMBOL = /^(?!\.{1,2}$)[A-Z0-9.^:-]{1,16}$/;

/**
 * A symbol from a path or query, in capitals.
 * @throws {HttpError} 400 when it is none
 */
export function symbolOf(text: string | undefined): string {
  const symbol = decode(text ?? "").toUpperCase();
  if (!SYMBOL.test(symbol)) {
    throw new HttpError(
      400,
      `Cannot read symbol "${clip(symbol)}": expected up to 16 letters, digits, ".", "^", ":" or "-"`,
    );
  }
  return symbol;
}

/**
 * One of a few words from the query.
 * @throws {HttpError} 400 when it is another
 */
export function oneOf<T extends string>(
  query: URLSearchParams,
  name: string,
  allowed: readonly T[],
  fallback: T,
): T {
  const text = query.get(name);
  if (text === null) return fallback;
  const found = allowed.find((each) => each === text);
  if (found === undefined) {
    throw new HttpError(400, `Cannot read ${name} "${clip(text)}": expected one of ${allowed.join(", ")}`);
  }
  return found;
}

/** What a parameter lists, given once with commas or blanks between, or more than once; nothing twice. */
export function listOf(query: URLSearchParams, name: string): string[] {
  return [
    ...new Set(query.getAll(name).flatMap((text) => text.split(/[\s,]+/)).filter((text) => text !== "")),
  ];
}

/**
 * A whole number from the query.
 * @throws {HttpError} 400 when it is none, or outside `[least, most]`
 */
export function integerOf(
  query: URLSearchParams,
  name: string,
  { least, most, fallback }: { least: number; most: number; fallback: number },
): number {
  const text = query.get(name);
  if (text === null) return fallback;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (!(value >= least && value <= most)) {
    throw new HttpError(400, `Cannot read ${name} "${clip(text)}": expected ${least} to ${most}`);
  }
  return value;
}

/**
 * An instant from the query: a date, which is its midnight UTC, or ISO 8601 with a zone; `undefined` when absent.
 * @throws {HttpError} 400 when it is neither
 */
export function instantOf(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const isTime = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/.test(text);
  const at = isTime && isDate(text.slice(0, 10)) ? Date.parse(text) : NaN;
  if (Number.isNaN(at)) {
    throw new HttpError(
      400,
      `Cannot read ${name} "${
        clip(text)
      }": expected a date such as 2026-11-20 or a time such as 2026-11-20T14:30:00Z`,
    );
  }
  return at;
}

/** Whether the calendar has the date; `Date.parse` reads February 31 as March 3. */
function isDate(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** A part of a path without its encoding, or as it came where that is none. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone percent sign is no encoding: the text is judged as it came.
    return text;
  }
}

function clip(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
