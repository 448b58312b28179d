import { zoneName } from "@/lib/market/conventions.ts";
import { DEFAULT_SETTINGS, settingCookie, type Settings } from "@/lib/market/setting_cookie.ts";

const NAMES = ["theme", "rising", "zone", "locale"] as const;

/** Under what a page that is loaded anew finds which setting its menu was left at. */
const LEFT_AT = "settings";

/** The setting at which the menu was left when the page was loaded anew for it; told once. */
export function settingLeftAt(): string | undefined {
  const { [LEFT_AT]: name, ...state } = history.state ?? {};
  if (typeof name !== "string") return undefined;
  history.replaceState(state, "");
  return name;
}

/** Remembers a choice and shows it: colours at once; how numbers and times are written, the server writes anew. */
export function choose(name: keyof Settings, value: string): void {
  document.cookie = settingCookie(name, value);
  if (name === "zone" || name === "locale") {
    // The menu is open again where it was left.
    history.replaceState({ ...history.state, [LEFT_AT]: name }, "");
    return location.reload();
  }
  const { dataset } = document.documentElement;
  if (value === DEFAULT_SETTINGS[name]) delete dataset[name];
  else dataset[name] = value;
  if (name === "rising") swapIcon();
}

/** The tab's arrow in the colour that it now has; where it has none there is nothing to swap. */
function swapIcon(): void {
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  const { pathname } = new URL(icon?.href ?? "", location.href);
  const swapped = pathname.replace(
    /-(green|red)\.svg$/,
    (_, color) => color === "green" ? "-red.svg" : "-green.svg",
  );
  if (icon !== null && swapped !== pathname) icon.href = swapped;
}

/**
 * Lets a choice in the settings' form count at once, without its button, and offers the browser's own zone first, whose
 * name only a script knows.
 */
export function watchSettings(
  form: HTMLFormElement,
  choose: (name: keyof Settings, value: string) => void,
): void {
  form.classList.add("at-once");
  offerOwnZone(form);
  form.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLInputElement && target.type === "checkbox") {
      choose("keys", target.checked ? "on" : "off");
    } else if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) {
      const name = NAMES.find((each) => each === target.name);
      if (name !== undefined) choose(name, target.value);
    }
  });
}

function offerOwnZone(form: HTMLFormElement): void {
  const select = form.elements.namedItem("zone");
  if (!(select instanceof HTMLSelectElement)) return;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const isChosen = select.value === zone;
  // Its place is at the top, wherever it stood.
  for (const option of [...select.options].filter(({ value }) => value === zone)) option.remove();
  const own = new Option(`${zoneName(zone)} (this device)`, zone, isChosen, isChosen);
  select.prepend(own);
}
