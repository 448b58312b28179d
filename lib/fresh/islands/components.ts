import { Signal } from "@preact/signals";
import {
  type ComponentChildren,
  type ComponentType,
  createContext,
  Fragment,
  type FunctionComponent,
  h,
  isValidElement,
  type VNode,
} from "preact";
import { useContext } from "preact/hooks";
import type { Page, Slot } from "./page.ts";
import { SlotReference } from "./serialize.ts";
import { ISLAND, ISLAND_END, islandMask, SLOT, SLOT_END, slotMask } from "./wire.ts";

type Props = Record<string, unknown>;

/** The page being rendered; null below an island, where a component belongs to that island whatever it is. */
const Scope = createContext<Page | null>(null);

/** Elements that are the island itself and must not be wrapped once more. */
const unwrapped = new WeakSet<VNode>();

/** By island: elements may outlive a render, so the same wrapper must do for every page. */
const wrappers = new WeakMap<ComponentType, FunctionComponent<Props>>();

/** Makes everything below it part of the page. */
export function inPage(page: Page, children: ComponentChildren): VNode {
  return element(Scope.Provider, { value: page, children });
}

/** A slot's content, as part of the page again. */
export function slotContent(page: Page, slot: Slot): VNode {
  return withMask(inPage(page, slot.content), slotMask(slot.id));
}

/** A comment; preact-render-to-string writes one for a fragment with this prop. */
export function comment(text: string): VNode {
  return element(Fragment, { UNSTABLE_comment: text });
}

/**
 * The component that takes an island's place while the server renders: it renders the island between its markers, notes
 * its props, and turns JSX among them into slots. Undefined for the element that the wrapper itself made.
 */
export function wrapperOf(vnode: VNode, component: ComponentType): FunctionComponent<Props> | undefined {
  if (unwrapped.has(vnode)) return undefined;
  let wrapper = wrappers.get(component);
  if (wrapper === undefined) {
    wrapper = (props) => wrap(component, props);
    wrappers.set(component, wrapper);
  }
  return wrapper;
}

function wrap(component: ComponentType, props: Props): VNode {
  const page = useContext(Scope);
  const source = page?.options.islands.get(component);
  if (!page || !source) return unwrap(component, props);
  const rendered: Props = {};
  const sent: Props = {};
  for (const [name, value] of Object.entries(props)) {
    if (isJsx(value)) {
      const slot = page.addSlot(value);
      rendered[name] = element(SlotMarkers, { page, slot });
      sent[name] = new SlotReference(slot.id);
    } else {
      rendered[name] = sent[name] = value;
    }
  }
  const index = page.addIsland(source, sent);
  const island = withMask(unwrap(component, rendered), islandMask(index));
  const scope = element(Scope.Provider, { value: null, children: island });
  return h(Fragment, null, comment(ISLAND + index), scope, comment(ISLAND_END));
}

function SlotMarkers({ page, slot }: { page: Page; slot: Slot }): VNode {
  slot.rendered = true;
  return h(Fragment, null, comment(SLOT + slot.id), slotContent(page, slot), comment(SLOT_END));
}

function unwrap(component: ComponentType, props: Props): VNode {
  const vnode = h(component, props);
  unwrapped.add(vnode);
  return vnode;
}

function isJsx(value: unknown): value is ComponentChildren {
  // A signal passes for an element, so that it can stand in JSX.
  if (value instanceof Signal) return false;
  return isValidElement(value) || (Array.isArray(value) && value.some(isJsx));
}

// `__m` is Preact's name for the root of `useId` counters; the nearest one upwards counts (preact/hooks, `useId`).
function withMask(vnode: VNode, mask: [number, number]): VNode {
  return Object.assign(vnode, { __m: mask });
}

// Preact types an element by its props, and `VNode` alone means one without: an element is an element here.
function element<P extends object>(type: ComponentType<P>, props: P | Props): VNode {
  return h(type as ComponentType<Props>, props as Props) as VNode;
}
