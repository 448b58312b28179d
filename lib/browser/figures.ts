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
    each.closest(GROUP) === group
  );
}

/** Numbers nearer to each other than this stand in one line, CSS pixels. */
const LINE = 8;
const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowLeft: -1,
  Home: -Infinity,
  End: Infinity,
};
const LINES: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** The number that a key goes to: the next, or that of the next line which stands nearest on the screen. */
function neighbour(figure: HTMLAnchorElement, key: string): HTMLAnchorElement | undefined {
  // Columns that a narrow window leaves out are passed by.
  const all = groupOf(figure).filter((each) => each.getClientRects().length > 0);
  const step = STEPS[key];
  if (step !== undefined) return all[Math.min(Math.max(all.indexOf(figure) + step, 0), all.length - 1)];
  const direction = LINES[key];
  if (direction === undefined) return undefined;
  const [x, y] = placeOf(figure);
  let [nearest, least] = [undefined as HTMLAnchorElement | undefined, Infinity];
  for (const each of all) {
    const [otherX, otherY] = placeOf(each);
    const lines = Math.round((otherY - y) * direction / LINE);
    const distance = lines * 1e6 + Math.abs(otherX - x);
    if (lines > 0 && distance < least) [nearest, least] = [each, distance];
  }
  return nearest;
}

/** Where its middle is; of a table all of a row are on one line. */
function placeOf(figure: HTMLAnchorElement): readonly [x: number, y: number] {
  const { left, right } = figure.getBoundingClientRect();
  const { top, bottom } = (figure.closest("tr") ?? figure).getBoundingClientRect();
  return [(left + right) / 2, (top + bottom) / 2];
}
