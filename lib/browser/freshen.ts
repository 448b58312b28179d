/** Marks an element that the server renders and no island owns; its value names it within the page. */
const MARK = "data-fresh";

/**
 * Fetches this page again and puts its marked elements in the place of those shown, so that tables which no
 * island owns follow a run too; its title and icon with them. What the reader is at (focus or selection inside) is left until the next run; what was
 * unfolded or scrolled stays so.
 * @throws {Error} when the page cannot be fetched; what is shown stays
 */
export async function freshen(signal: AbortSignal): Promise<void> {
  const shown = document.querySelectorAll(`[${MARK}]`);
  if (shown.length === 0) return;
  const fresh = await pageAt(location.href, signal);
  takeFace(fresh);
  for (const element of shown) {
    const renewed = elementOf(fresh, element.getAttribute(MARK) ?? "");
    if (renewed === null || renewed.innerHTML === element.innerHTML || isInUse(element)) continue;
    replace(element, renewed);
  }
}

/**
 * Puts one marked element of another address in the place of the one shown, with no jump and nothing else changed; the
 * address becomes this page's, so that the next run renews the same.
 * @throws {Error} when the page cannot be fetched, or does not have the element
 */
export async function swap(name: string, address: string, signal: AbortSignal): Promise<void> {
  const fresh = await pageAt(address, signal);
  const [shown, renewed] = [elementOf(document, name), elementOf(fresh, name)];
  if (shown === null || renewed === null) throw new Error(`Cannot swap "${name}": it is not on the page`);
  history.replaceState(history.state, "", address);
  replace(shown, renewed);
}

/**
 * The tab's title and icon, which tell the market's move: once a run and not with every price. A title that changes all
 * the time is noise, and screen readers may say it.
 */
function takeFace(fresh: Document): void {
  if (document.title !== fresh.title) document.title = fresh.title;
  const [shown, renewed] = [document, fresh].map((page) => page.querySelector('link[rel="icon"]'));
  const icon = renewed?.getAttribute("href");
  if (shown && icon && shown.getAttribute("href") !== icon) shown.setAttribute("href", icon);
}

async function pageAt(address: string, signal: AbortSignal): Promise<Document> {
  const response = await fetch(address, { signal, headers: { accept: "text/html" } });
  if (!response.ok) throw new Error(`Cannot renew the page: status ${response.status}`);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

function elementOf(page: Document, name: string): Element | null {
  return page.querySelector(`[${MARK}="${CSS.escape(name)}"]`);
}

function replace(element: Element, renewed: Element): void {
  const boxes = () => [...element.querySelectorAll("[tabindex]")];
  const folds = () => [...element.querySelectorAll("details")];
  const scrolled = boxes().map(({ scrollLeft, scrollTop }) => ({ scrollLeft, scrollTop }));
  const unfolded = folds().map(({ open }) => open);
  element.replaceChildren(...renewed.childNodes);
  boxes().forEach((box, i) => Object.assign(box, scrolled[i]));
  folds().forEach((fold, i) => fold.open = unfolded[i] ?? fold.open);
}

function isInUse(element: Element): boolean {
  const selection = document.getSelection();
  const selects = selection !== null && !selection.isCollapsed && selection.containsNode(element, true);
  return selects || element.contains(document.activeElement);
}
