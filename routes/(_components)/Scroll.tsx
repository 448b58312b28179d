import type { ComponentChildren } from "preact";

/** Holds a table wider than a phone: scrolls by touch and, being focusable, by keys. */
export function Scroll({ label, children }: { label: string; children: ComponentChildren }) {
  return <div class="scroll" tabIndex={0} role="group" aria-label={label}>{children}</div>;
}
