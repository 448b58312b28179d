import { EXCHANGE_ZONE } from "./conventions.ts";
import { KEYS, RISING, type Settings, THEMES } from "./setting_cookie.ts";

export { DEFAULT_SETTINGS, RISING, settingCookie, type Settings, THEMES } from "./setting_cookie.ts";

/** Zones that are offered where the reader's own is not known: one for each market of some size. */
export const ZONES = [
  EXCHANGE_ZONE,
  "America/Los_Angeles",
  "America/Sao_Paulo",
  "Europe/London",
  "Europe/Berlin",
  "Asia/Kolkata",
  "Asia/Singapore",
  "Asia/Tokyo",
  "Australia/Sydney",
  "UTC",
] as const;

/** Ways to write numbers and dates that are offered, by the example that a menu shows. */
export const LOCALES = [
  "en-US",
  "en-GB",
  "de-DE",
  "de-CH",
  "fr-FR",
  "es-ES",
  "pt-BR",
  "sv-SE",
  "ja-JP",
] as const;

const READERS: { readonly [Name in keyof Settings]: (text: string) => Settings[Name] | undefined } = {
  theme: (text) => THEMES.find((each) => each === text),
  rising: (text) => RISING.find((each) => each === text),
  zone: (text) => isZone(text) ? text : undefined,
  locale: (text) => text === "" ? "" : knownLocale(text),
  keys: (text) => KEYS.find((each) => each === text),
};

/** A choice out of text that somebody sent; `undefined` for what is none. */
export function readSetting<Name extends keyof Settings>(
  name: Name,
  text: string,
): Settings[Name] | undefined {
  return READERS[name](text);
}

/** The locale's canonical name where numbers and dates can be written so; `undefined` otherwise. */
export function knownLocale(tag: string): string | undefined {
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag.slice(0, 35))[0];
  } catch (error) {
    // No language tag at all.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Whether it is a time zone, by name: an offset such as `+01:00` would be wrong in half a year. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z][\w+/-]{1,40}$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
