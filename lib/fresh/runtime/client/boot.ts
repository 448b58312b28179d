/**
 * The client runtime: makes every island of the page interactive. A script element loads it, after the page's state.
 *
 * @module
 */
import { type ComponentType, h, hydrate, options, type VNode } from "preact";
import { ISLAND, ISLAND_END, islandMask, type PageState, STATE_ID } from "../../islands/wire.ts";
import { deserialize } from "./deserialize.ts";
import { markerOf, rangeContainer, rangeFrom } from "./range.ts";
import { Slots } from "./slots.ts";

type Module = Readonly<Record<string, ComponentType<Record<string, unknown>>>>;

/** Revives all islands of the page. An island that fails is reported and stays as the server rendered it. */
async function boot(state: PageState): Promise<void> {
  const modules = await Promise.all(state.m.map(load));
  const props = deserialize(state.c, (id) => slots.element(id));
  const slots = new Slots(element);

  function element(index: number): VNode | null {
    const [module, name, reference] = state.i[index] ?? [-1, "", -1];
    const component = modules[module]?.[name];
    if (component === undefined) return null;
    const vnode = h(component, props(reference) as Record<string, unknown>);
    // See `islandMask`; `__m` is Preact's name.
    return Object.assign(vnode as VNode, { __m: islandMask(index) });
  }

  for (const start of islandsOf(document.body)) revive(start, element, slots);
}

async function load(path: string): Promise<Module | undefined> {
  try {
    return await import(path);
  } catch (error) {
    reportError(error);
  }
}

/** Start markers of the islands that stand in the page itself; those in slots belong to their islands. */
function islandsOf(root: Node): Comment[] {
  const found: Comment[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  let depth = 0;
  while (walker.nextNode()) {
    const node = walker.currentNode as Comment;
    if (markerOf(node, ISLAND_END) !== undefined) depth--;
    else if (markerOf(node, ISLAND) !== undefined && depth++ === 0) found.push(node);
  }
  return found;
}

let hydrating = false;

function revive(start: Comment, element: (index: number) => VNode | null, slots: Slots): void {
  const range = rangeFrom(start, ISLAND, ISLAND_END);
  hydrating = true;
  try {
    slots.collect(range.nodes);
    const vnode = element(Number(markerOf(start, ISLAND)));
    if (vnode) hydrate(vnode, rangeContainer(range));
  } catch (error) {
    reportError(error);
    // Preact takes the nodes out before it throws: put back what the server sent, it still reads.
    for (const node of range.nodes) range.end.before(node);
  } finally {
    hydrating = false;
  }
}

/** Preact's hook for errors; `__e` is its name in the published packages. */
type Catch = (error: unknown, ...rest: unknown[]) => void;

/**
 * An error in a later render or effect must not leave Preact's work queue: Preact would drop the other islands' updates
 * that wait in it. Unhandled errors are reported as uncaught ones, and the island keeps what it showed.
 */
function isolateErrors(): void {
  const hooks = options as unknown as { __e: Catch };
  const previous = hooks.__e;
  hooks.__e = (error, ...rest) => {
    try {
      previous(error, ...rest);
    } catch (unhandled) {
      if (hydrating) throw unhandled;
      reportError(unhandled);
    }
  };
}

const state = document.getElementById(STATE_ID)?.textContent;
if (state) {
  isolateErrors();
  boot(JSON.parse(state)).catch(reportError);
}
