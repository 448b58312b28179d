/** Numbers that tell where they are from. */
const FIGURE = "a.figure";
/** What holds numbers that belong together: the tabulator passes it by, arrows go through it. */
const GROUP = "table, dl, ul, ol, section";

/** Shows where a number is from. */
export type ShowCard = (figure: HTMLAnchorElement) => void;

/**
 * Makes the numbers of the page open their cards: with the pointer or Enter. Of numbers that belong together one is in
 * the order of tabulation, as in a grid, and arrows, Home and End go to the others; without scripts all are.
 * @param stop ends it
 */
export function watchFigures(show: ShowCard, stop: AbortSignal): void {
  const options = { signal: stop };
  document.addEventListener("click", (event) => {
    const figure = figureAt(event.target);
    // Who wants another tab gets it.
    const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (figure === null || !isPlain || event.defaultPrevented) return;
    event.preventDefault();
    show(figure);
  }, options);
  document.addEventListener("focusin", ({ target }) => {
    const figure = figureAt(target);
    if (figure === null) return;
    for (const each of groupOf(figure)) each.tabIndex = each === figure ? 0 : -1;
  }, options);
  document.addEventListener("keydown", (event) => {
    const figure = figureAt(event.target);
    if (figure === null || event.metaKey || event.ctrlKey || event.altKey) return;
    const next = neighbour(figure, event.key);
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  }, options);
}

function figureAt(target: EventTarget | null): HTMLAnchorElement | null {
  return target instanceof Element ? target.closest<HTMLAnchorElement>(FIGURE) : null;
}

function groupOf(figure: HTMLAnchorElement): HTMLAnchorElement[] {
  const group = figure.closest(GROUP);
  if (group === null) return [figure];
  return [...group.querySelectorAll<HTMLAnchorElement>(FIGURE)].filter((each) =>
    each.closest(GROUP) === group && each.getClientRects().length > 0
  );
}

interface Placed {
  readonly figure: HTMLAnchorElement;
  readonly x: number;
  readonly y: number;
}

/** The number that a key goes to, by where they stand on the screen. */
function neighbour(figure: HTMLAnchorElement, key: string): HTMLAnchorElement | undefined {
  const all = groupOf(figure);
  const at = all.indexOf(figure);
  if (key === "ArrowRight") return all[at + 1];
  if (key === "ArrowLeft") return all[at - 1];
  const placed = all.map(placeOf);
  const own = placeOf(figure);
  if (key === "Home") return inLine(placed, own)[0]?.figure;
  if (key === "End") return inLine(placed, own).at(-1)?.figure;
  const step = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
  if (step === 0) return undefined;
  const beyond = placed.filter(({ y }) => (y - own.y) * step > LINE)
    .sort((a, b) => (a.y - b.y) * step);
  const [line] = beyond;
  return line &&
    inLine(beyond, line).sort((a, b) => Math.abs(a.x - own.x) - Math.abs(b.x - own.x))[0]?.figure;
}

/** Numbers nearer to each other than this stand in one line, CSS pixels. */
const LINE = 8;

function inLine(placed: readonly Placed[], { y }: Placed): Placed[] {
  return placed.filter((each) => Math.abs(each.y - y) <= LINE);
}

function placeOf(figure: HTMLAnchorElement): Placed {
  const { left, right, top, bottom } = figure.getBoundingClientRect();
  return { figure, x: (left + right) / 2, y: (top + bottom) / 2 };
}
