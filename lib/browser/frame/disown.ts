import { effect } from "@preact/signals";
import type { Live } from "@/lib/browser/live.ts";
import { VERDICT_LABELS } from "@/lib/market/verdict.ts";

/**
 * Verdicts that the server rendered and no island owns (`data-verdict`) are no better than the islands' while the page
 * does not hear from the server; the root element says so (`data-lost`) to style sheets.
 * @returns ends it
 */
export function disownVerdicts({ lostAt }: Live): () => void {
  const said = new Map<Element, string>();
  return effect(() => {
    const isLost = lostAt.value !== null;
    document.documentElement.toggleAttribute("data-lost", isLost);
    if (!isLost) {
      // What was renewed meanwhile stands by itself.
      for (const [badge, text] of said) badge.textContent = text;
      return said.clear();
    }
    const badges = document.querySelectorAll("[data-verdict]:not(.freshness *, [data-verdict=never_seen])");
    for (const badge of badges) {
      said.set(badge, badge.textContent);
      badge.textContent = VERDICT_LABELS.we_are_stale;
    }
  });
}
