import { conventions } from "./conventions.ts";

/** Formats kept: those of some twenty readers with different locales and zones at a time. */
const MOST_KEPT = 400;

const numbers = new Map<string, Intl.NumberFormat>();
const dates = new Map<string, Intl.DateTimeFormat>();

/**
 * Writes numbers as the reader does, in Western digits: columns stay columns.
 * @param name tells these options from all others
 */
export function numberFormat(name: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const { locale } = conventions();
  return kept(
    numbers,
    `${name} ${locale}`,
    () => new Intl.NumberFormat(locale, { ...options, numberingSystem: "latn" }),
  );
}

/**
 * Writes instants in the reader's zone and language; calendar days, which have no zone, in UTC.
 * @param name tells these options from all others
 */
export function dateFormat(
  name: string,
  options: Intl.DateTimeFormatOptions,
  timeZone: string = "UTC",
): Intl.DateTimeFormat {
  const { locale } = conventions();
  const all = { ...options, timeZone, numberingSystem: "latn", calendar: "gregory" };
  return kept(dates, `${name} ${locale} ${timeZone}`, () => new Intl.DateTimeFormat(locale, all));
}

/** Made once: making a format takes longer than a hundred uses. What readers ask for does not fill the memory. */
export function kept<Format>(formats: Map<string, Format>, key: string, make: () => Format): Format {
  let format = formats.get(key);
  if (format === undefined) {
    if (formats.size >= MOST_KEPT) formats.clear();
    formats.set(key, format = make());
  }
  return format;
}
