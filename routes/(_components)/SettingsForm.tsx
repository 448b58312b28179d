import { zoneName } from "@/lib/market/conventions.ts";
import { LOCALES, type RISING, type Settings, type THEMES, ZONES } from "@/lib/market/settings.ts";

const THEME_WORDS: Readonly<Record<typeof THEMES[number], string>> = {
  system: "System",
  light: "Light",
  dark: "Dark",
};
const RISING_WORDS: Readonly<Record<typeof RISING[number], string>> = { green: "▲ green", red: "▲ red" };

/** How pages look to this reader: a form that works without a script; with one, a choice counts at once. */
export function SettingsForm({ settings, back }: {
  settings: Settings;
  /** Path and query of the page to which the form leads back. */
  back: string;
}) {
  return (
    <form id="settings" class="settings" method="post" action="/settings" aria-label="Settings">
      <input type="hidden" name="back" value={back} />
      <Choice name="theme" legend="Theme" words={THEME_WORDS} chosen={settings.theme} />
      <Choice name="rising" legend="Gains are" words={RISING_WORDS} chosen={settings.rising} />
      <label for="settings-zone">Times</label>
      <select id="settings-zone" name="zone">
        <Zones label="Markets" zones={ZONES} chosen={settings.zone} />
        <Zones label="Everywhere" zones={Intl.supportedValuesOf("timeZone")} chosen={settings.zone} />
      </select>
      <label for="settings-locale">Numbers and dates</label>
      <select id="settings-locale" name="locale">
        <option value="" selected={settings.locale === ""}>As the browser asks</option>
        {LOCALES.map((locale) => (
          <option key={locale} value={locale} selected={locale === settings.locale}>{example(locale)}</option>
        ))}
      </select>
      <label class="check">
        <input type="hidden" name="keys" value="off" />
        <input type="checkbox" name="keys" value="on" checked={settings.keys === "on"} />
        Single keys (<kbd>/</kbd> <kbd>?</kbd> <kbd>g</kbd>)
      </label>
      <button type="submit" class="primary">Apply</button>
    </form>
  );
}

/** Zones that are not markets. */
function Zones({ label, zones, chosen }: { label: string; zones: readonly string[]; chosen: string }) {
  const markets: readonly string[] = ZONES;
  const shown = zones === markets ? zones : zones.filter((zone) => !markets.includes(zone));
  return (
    <optgroup label={label}>
      {shown.map((zone) => (
        <option key={zone} value={zone} selected={zone === chosen}>
          {zone === ZONES[0]
            ? `${zoneName(zone)} (exchange)`
            : zones === markets
            ? zoneName(zone)
            : zone.replaceAll("_", " ")}
        </option>
      ))}
    </optgroup>
  );
}

/** Some values of which one is chosen, side by side. */
function Choice<Value extends string>({ name, legend, words, chosen }: {
  name: string;
  legend: string;
  words: Readonly<Record<Value, string>>;
  chosen: Value;
}) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      <span class="segments">
        {(Object.entries(words) as [Value, string][]).map(([value, word]) => (
          <label key={value}>
            <input
              type="radio"
              class="visually-hidden"
              name={name}
              value={value}
              checked={value === chosen}
            />
            {word}
          </label>
        ))}
      </span>
    </fieldset>
  );
}

/** `1.234,5 · 31. Jan. (de-DE)`: a way to write, by example. */
function example(locale: string): string {
  const number = new Intl.NumberFormat(locale).format(1234.5);
  const day = new Intl.DateTimeFormat(locale, { timeZone: "UTC", month: "short", day: "numeric" }).format(
    EXAMPLE,
  );
  return `${number} · ${day} (${locale})`;
}

/** 31 January. */
const EXAMPLE = 30 * 86_400_000;
