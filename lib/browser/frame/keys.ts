import { PAGES } from "@/lib/market/pages.ts";

/** What a key asks of a page. */
export type KeyRequest =
  | { readonly kind: "palette" | "help" }
  | { readonly kind: "go"; readonly path: string };

/** Time in which the second key of a pair is waited for, milliseconds. */
const PAIR_MS = 1_500;

/**
 * Reads keys that count on every page: Ctrl K (⌘ K), and single keys, `/`, `?` and `g` with a page's letter. Single
 * keys never count while somebody types, nor in a dialog or a menu, nor where the reader switched them off
 * (WCAG 2.1.4).
 */
export class KeyReader {
  #begunAt = -Infinity;

  /** @param now milliseconds, of any clock @param singleKeys whether the reader has them on */
  read(event: KeyboardEvent, now: number, singleKeys: boolean): KeyRequest | null {
    const { key, ctrlKey, metaKey, altKey } = event;
    if ((ctrlKey || metaKey) && !altKey && key.toLowerCase() === "k") return { kind: "palette" };
    if (ctrlKey || metaKey || altKey || !singleKeys || event.defaultPrevented || isTyping(event)) return null;
    const isPair = now - this.#begunAt < PAIR_MS;
    this.#begunAt = key === "g" ? now : -Infinity;
    if (isPair) {
      const page = PAGES.find((each) => each.key === key);
      if (page !== undefined) return { kind: "go", path: page.path };
    }
    return key === "/" ? { kind: "palette" } : key === "?" ? { kind: "help" } : null;
  }
}

const EDITABLE =
  "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, " +
  "[contenteditable]:not([contenteditable=false]), dialog, [popover], [role=combobox], [role=listbox], [role=menu]";

function isTyping({ isComposing, target }: KeyboardEvent): boolean {
  return isComposing || (target instanceof Element && target.closest(EDITABLE) !== null);
}
