import * as v from "valibot";
import { isDay } from "./time.ts";

/** Texts that stand for "no value" where a number or a date should be. */
const NO_VALUE = new Set(["", "n/a", "na", "none", "null", "nan", "-", "--"]);
const DATE = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?).*)?$/;

/** A number that may be null, missing, `"N/A"` or written as text; infinite (`1e999`) is an error. */
export const number = v.nullish(
  v.pipe(
    v.union([v.number(), v.string()], "expected a number"),
    v.rawTransform<number | string, number | null>(({ dataset, addIssue, NEVER }) => {
      const value = dataset.value;
      if (typeof value === "string" && NO_VALUE.has(value.trim().toLowerCase())) return null;
      const parsed = Number(value);
      if (Number.isFinite(parsed)) return parsed;
      addIssue({ message: `expected a finite number, received ${JSON.stringify(String(value))}` });
      return NEVER;
    }),
  ),
  null,
);

/** A whole number that may be null or missing. */
export const integer = v.pipe(
  number,
  v.check((value) => value === null || Number.isSafeInteger(value), "expected an integer"),
);

/**
 * A text that may be null or missing; kept exactly as it came, but that the empty text is null and that a lone
 * surrogate, which UTF-8 cannot store, becomes U+FFFD.
 */
export const text = v.nullish(
  v.pipe(
    v.union([v.string(), v.number(), v.boolean()], "expected a text"),
    v.transform((value) => String(value).toWellFormed() || null),
  ),
  null,
);

/** As {@linkcode text}, and null when there is nothing but white space. */
export const wording = v.pipe(
  text,
  v.transform((value) => value === null || value.trim() === "" ? null : value),
);

/** A day, `YYYY-MM-DD`, of a date or a date with time; null where there is none. */
export const date = v.nullish(
  v.pipe(
    v.string("expected a date"),
    v.rawTransform<string, string | null>(({ dataset, addIssue, NEVER }) => {
      const value = dataset.value.trim();
      if (NO_VALUE.has(value.toLowerCase()) || value.startsWith("0000") || value.startsWith("0001")) {
        return null;
      }
      const day = DATE.exec(value)?.[1];
      if (day !== undefined && isDay(day)) return day;
      addIssue({ message: `expected a date like 2026-05-22, received ${JSON.stringify(dataset.value)}` });
      return NEVER;
    }),
  ),
  null,
);

/** Times outside of these, 2000 and 2100, are no times of a market's news and prices, and break calendars. */
const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

/** Epoch seconds as epoch milliseconds; 0, which the provider sends for "never", is null. */
export const epochSeconds = v.pipe(
  number,
  v.transform((value) => value === null || value === 0 ? null : Math.round(value * 1000)),
  v.check(
    (value) => value === null || (value >= EARLIEST && value < LATEST),
    "expected epoch seconds of a year from 2000 on",
  ),
);

/** A row of the provider after {@linkcode readRaw}: the parsed fields, or why they are none. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | {
  readonly ok: false;
  readonly reason: string;
};

/** Parses one row as the provider sent it; the reason names each field that is not what it should be. */
export function readRaw<S extends v.GenericSchema>(schema: S, raw: unknown): Parsed<v.InferOutput<S>> {
  const result = v.safeParse(schema, raw);
  if (result.success) return { ok: true, value: result.output };
  const reasons = result.issues.map((issue) => {
    const path = v.getDotPath(issue);
    const message = issue.message.startsWith("expected")
      ? issue.message
      : `expected ${issue.expected ?? "another value"}`;
    const received = message.includes("received") ? message : `${message}, received ${issue.received}`;
    return path === null ? received : `Field "${path}": ${received}`;
  });
  return { ok: false, reason: reasons.join("; ") };
}
