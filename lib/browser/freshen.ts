/** Marks an element that the server renders and no island owns; its value names it within the page. */
const MARK = "data-fresh";

/**
 * Fetches this page again and puts its marked elements in the place of those shown, so that tables which no
 * island owns follow a run too. What the reader is at (focus or selection inside) is left until the next run.
 * @throws {Error} when the page cannot be fetched; what is shown stays
 */
export async function freshen(signal: AbortSignal): Promise<void> {
  const shown = document.querySelectorAll(`[${MARK}]`);
  if (shown.length === 0) return;
  const response = await fetch(location.href, { signal, headers: { accept: "text/html" } });
  if (!response.ok) throw new Error(`Cannot renew the page: status ${response.status}`);
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const element of shown) {
    const name = element.getAttribute(MARK) ?? "";
    const renewed = fresh.querySelector(`[${MARK}="${CSS.escape(name)}"]`);
    if (renewed === null || renewed.innerHTML === element.innerHTML || isInUse(element)) continue;
    const scrolled = [...element.querySelectorAll(".scroll")].map(({ scrollLeft }) => scrollLeft);
    element.replaceChildren(...renewed.childNodes);
    element.querySelectorAll(".scroll").forEach((box, i) => box.scrollLeft = scrolled[i] ?? 0);
  }
}

function isInUse(element: Element): boolean {
  const selection = document.getSelection();
  const selects = selection !== null && !selection.isCollapsed && selection.containsNode(element, true);
  return selects || element.contains(document.activeElement);
}
