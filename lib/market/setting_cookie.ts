import { EXCHANGE_ZONE } from "./conventions.ts";

/** Themes a reader can choose. */
export const THEMES = ["system", "light", "dark"] as const;
/** The colour of gains: green as in New York and London, red as in Tokyo, Shanghai and Seoul. */
export const RISING = ["green", "red"] as const;
/** Whether single keys do something. */
export const KEYS = ["on", "off"] as const;

/** What a reader chose; the defaults are those of somebody who chose nothing. */
export interface Settings {
  readonly theme: typeof THEMES[number];
  readonly rising: typeof RISING[number];
  /** IANA name; the exchange's is the default. */
  readonly zone: string;
  /** BCP 47 tag of a choice; empty: as the browser asks for. */
  readonly locale: string;
  readonly keys: typeof KEYS[number];
}

/** Of somebody who chose nothing. */
export const DEFAULT_SETTINGS: Settings = {
  theme: "system",
  rising: "green",
  zone: EXCHANGE_ZONE,
  locale: "",
  keys: "on",
};

const YEAR_S = 31_536_000;

/**
 * The cookie that remembers one choice, for `Set-Cookie` and `document.cookie` alike; it ends where the choice is the
 * default.
 */
export function settingCookie(name: keyof Settings, value: string): string {
  const age = value === DEFAULT_SETTINGS[name] ? 0 : YEAR_S;
  return `${name}=${encodeURIComponent(value)}; path=/; max-age=${age}; samesite=lax`;
}
