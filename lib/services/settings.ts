import { AsyncLocalStorage } from "node:async_hooks";
import { type Conventions, DEFAULT_CONVENTIONS, readConventionsFrom } from "@/lib/market/conventions.ts";
import { DEFAULT_SETTINGS, knownLocale, readSetting, type Settings } from "@/lib/market/settings.ts";
import { cookieOf } from "./cookies.ts";

/** Every setting, in the order of the form. */
export const SETTING_NAMES = [
  "theme",
  "rising",
  "zone",
  "locale",
  "keys",
] as const satisfies readonly (keyof Settings)[];

/** A reader's settings, and what they come to for this request. */
export interface RequestSettings extends Settings {
  readonly conventions: Conventions;
}

/** What a request's cookies and its `Accept-Language` say of its reader. */
export function settingsOf(request: Request): RequestSettings {
  const chosen = <Name extends keyof Settings>(name: Name): Settings[Name] =>
    readSetting(name, decoded(cookieOf(request, name))) ?? DEFAULT_SETTINGS[name];
  const settings: Settings = {
    theme: chosen("theme"),
    rising: chosen("rising"),
    zone: chosen("zone"),
    locale: chosen("locale"),
    keys: chosen("keys"),
  };
  const locale = settings.locale || acceptedLocale(request.headers.get("accept-language"));
  return { ...settings, conventions: { locale, zone: settings.zone } };
}

/**
 * The locale that a browser prefers among those in which numbers and dates can be written.
 * @param header `Accept-Language`, RFC 9110, 12.5.4
 */
export function acceptedLocale(header: string | null): string {
  const wanted = (header ?? "").split(",", 16).map((part) => {
    const [tag = "", ...parameters] = part.split(";").map((text) => text.trim());
    const quality = parameters.find((text) => text.startsWith("q="))?.slice(2);
    return { tag, quality: quality === undefined ? 1 : Number(quality) };
  }).filter(({ tag, quality }) => tag !== "*" && quality > 0);
  for (const { tag } of wanted.toSorted((a, b) => b.quality - a.quality)) {
    const locale = knownLocale(tag);
    if (locale !== undefined) return locale;
  }
  return DEFAULT_CONVENTIONS.locale;
}

const reader = new AsyncLocalStorage<Conventions>();

/** Lets numbers and times be written as the reader of each answer wants them. Called once, before the first. */
export function writeForReaders(): void {
  readConventionsFrom(() => reader.getStore() ?? DEFAULT_CONVENTIONS);
}

/** Runs what makes an answer with its reader's conventions. */
export function withConventions<Result>(conventions: Conventions, run: () => Result): Result {
  return reader.run(conventions, run);
}

/** A cookie's value as it was set; nothing for what was not set by us. */
function decoded(value: string = ""): string {
  try {
    return decodeURIComponent(value);
  } catch (error) {
    if (error instanceof URIError) return "";
    throw error;
  }
}
