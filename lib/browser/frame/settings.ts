import { readSetting, settingCookie, type Settings } from "@/lib/market/settings.ts";
import { zoneName } from "@/lib/market/conventions.ts";

/** Id of the form. */
const FORM = "settings";

/**
 * Lets a choice in the settings' form count at once, and offers the browser's own zone, whose name only a script knows.
 * Marks the form, which then needs no button.
 */
export function watchSettings(signal: AbortSignal): void {
  const form = document.getElementById(FORM);
  if (!(form instanceof HTMLFormElement)) return;
  form.classList.add("at-once");
  offerOwnZone(form);
  form.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLInputElement && target.type === "checkbox") {
      choose("keys", target.checked ? "on" : "off");
    } else if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) {
      const name = SETTINGS.find((each) => each === target.name);
      if (name !== undefined) choose(name, target.value);
    }
  }, { signal });
}

const SETTINGS = ["theme", "rising", "zone", "locale"] as const;

/** Remembers a choice and shows it: colours at once; how numbers and times are written, the server writes anew. */
export function choose(name: keyof Settings, text: string): void {
  const value = readSetting(name, text);
  if (value === undefined) return;
  document.cookie = settingCookie(name, value);
  if (name === "zone" || name === "locale") return location.reload();
  const { dataset } = document.documentElement;
  if (settingCookie(name, value).includes("max-age=0")) delete dataset[name];
  else dataset[name] = value;
  document.dispatchEvent(new CustomEvent(SETTINGS_CHANGED));
}

/** Event of the document after a choice that is shown at once. */
export const SETTINGS_CHANGED = "quarterhour:settings";

function offerOwnZone(form: HTMLFormElement): void {
  const select = form.elements.namedItem("zone");
  if (!(select instanceof HTMLSelectElement)) return;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const known = [...select.options].find(({ value }) => value === zone);
  const option = known ?? new Option("", zone);
  option.text = `${zoneName(zone)} (this device)`;
  if (known === undefined) select.add(option, 1);
}
