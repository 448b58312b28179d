import { swap } from "./freshen.ts";

/** Marks a link that changes one marked element only; its value is that element's name. */
const MARK = "data-swap";

/**
 * Lets links that change one element do so in place: the rest of the page, a chart zoomed into for instance, stays as it
 * is. What else the address says now stays said; without a script they are ordinary links.
 * @returns ends it
 */
export function followSwapLinks(page: Document): () => void {
  const stop = new AbortController();
  page.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest(`a[${MARK}]`) : null;
    if (!(link instanceof HTMLAnchorElement) || !isPlain(event)) return;
    event.preventDefault();
    const name = link.getAttribute(MARK) ?? "";
    const address = merged(location.href, link.href, name);
    swap(name, address, stop.signal)
      .then(() => page.querySelector<HTMLElement>(`a[${MARK}="${CSS.escape(name)}"][aria-current]`)?.focus())
      // The server away, or a page that has changed: the link still leads there.
      .catch(() => !stop.signal.aborted && location.assign(address));
  }, { signal: stop.signal });
  return () => stop.abort();
}

/** An address with one parameter as another address has it. */
export function merged(address: string, other: string, parameter: string): string {
  const url = new URL(address);
  const value = new URL(other).searchParams.get(parameter);
  if (value === null) url.searchParams.delete(parameter);
  else url.searchParams.set(parameter, value);
  return url.href;
}

function isPlain(event: MouseEvent): boolean {
  return event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
}
