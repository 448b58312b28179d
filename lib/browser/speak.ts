import type { Signal } from "@preact/signals";

/** Tells a screen reader something, again too: an unchanged live region stays silent, a no-break space more is heard. */
export function speak(spoken: Signal<string>, text: string): void {
  spoken.value = text === spoken.peek() ? `${text}\u00a0` : text;
}
