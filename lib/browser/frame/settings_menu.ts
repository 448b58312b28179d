import { style } from "./style.ts";
import { choose, settingLeftAt, watchSettings } from "./settings.ts";

let menu: HTMLFormElement | undefined;

/**
 * Opens the settings below their link: the form of the settings' own page, as a popover in which a choice counts at once.
 * @param styles address of its style sheet
 * @throws {Error} when the form cannot be fetched
 */
export async function openSettings(link: HTMLAnchorElement, styles: string): Promise<void> {
  menu ??= await place(link, styles);
  if (menu.matches(":popover-open")) menu.hidePopover();
  else menu.showPopover();
}

async function place(link: HTMLAnchorElement, styles: string): Promise<HTMLFormElement> {
  const [response] = await Promise.all([fetch(link.href), style(styles)]);
  if (!response.ok) throw new Error(`Cannot open the settings: status ${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const form = page.querySelector("form.settings");
  if (!(form instanceof HTMLFormElement)) throw new Error("Cannot open the settings: the page has no form");
  form.classList.add("pop");
  form.popover = "auto";
  link.after(form);
  watchSettings(form, choose);
  // Where the focus goes back to when it closes.
  form.addEventListener("toggle", (event) => {
    const isOpen = event instanceof ToggleEvent && event.newState === "open";
    link.ariaExpanded = String(isOpen);
    if (isOpen) (entry(form) ?? form.querySelector<HTMLElement>("input:checked"))?.focus();
    else if (form.contains(document.activeElement) || document.activeElement === document.body) link.focus();
  });
  return form;
}

/** The field at which the menu was left. */
function entry(form: HTMLFormElement): HTMLElement | undefined {
  const field = form.elements.namedItem(settingLeftAt() ?? "");
  return field instanceof HTMLElement ? field : undefined;
}
