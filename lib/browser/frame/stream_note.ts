import { effect } from "@preact/signals";
import type { Live } from "@/lib/browser/live.ts";
import { formatSeconds } from "@/lib/market/format.ts";

/**
 * Says at the foot of the page how many tabs share the event stream, and how long after its commit the last slot was
 * here; for whoever looks, and to nobody else.
 * @returns ends it
 */
export function noteStream({ tabs, delayMs }: Live): () => void {
  const note = document.querySelector("[data-stream-note]");
  if (note === null) return () => {};
  return effect(() => {
    const delay = delayMs.value === null ? "" : ` · ${formatSeconds(delayMs.value)} behind the slot's commit`;
    note.textContent = `${tabs.value} ${tabs.value === 1 ? "tab" : "tabs"}, one stream${delay}`;
  });
}
