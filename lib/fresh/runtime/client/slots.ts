import { type ComponentChildren, Fragment, h, type VNode } from "preact";
import { ISLAND, ISLAND_END, SLOT, SLOT_END, SLOT_TEMPLATE } from "../../islands/wire.ts";
import { markerOf, type Range, rangeFrom } from "./range.ts";

/** Makes the element of a nested island from its index; null when it cannot run. */
export type IslandElement = (index: number) => VNode | null;

const DEFAULTS: Readonly<Record<string, string>> = { value: "defaultValue", checked: "defaultChecked" };

/**
 * JSX that the server rendered and passed to islands. The browser has no code for it: it is read back from the page as
 * elements, so that an island can show, hide and move it, and islands inside it share the tree.
 */
export class Slots {
  readonly #content = new Map<number, ComponentChildren>();
  readonly #island: IslandElement;

  /** @param island makes the elements of islands inside slots */
  constructor(island: IslandElement) {
    this.#island = island;
  }

  /** Reads the slots that an island rendered; to be called before hydration, which removes the markers. */
  collect(nodes: readonly Node[]): void {
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i] as Node;
      const id = markerOf(node, SLOT);
      if (id === undefined) {
        this.collect([...node.childNodes]);
      } else {
        const range = rangeFrom(node as Comment, SLOT, SLOT_END);
        i += range.nodes.length;
        if (!this.#content.has(Number(id))) this.#content.set(Number(id), this.#elements(range.nodes));
      }
    }
  }

  /** The element of a slot, for its island's props. */
  element(id: number): VNode<{ id: number }> {
    return h(this.#Slot, { id });
  }

  // Read late: the slots of an island are collected after its props were made. One component for all, so that a
  // slot keeps its state when its island renders again.
  readonly #Slot = ({ id }: { id: number }): VNode => h(Fragment, null, this.#get(id));

  #get(id: number): ComponentChildren {
    let content = this.#content.get(id);
    if (content === undefined) {
      const template = document.getElementById(SLOT_TEMPLATE + id) as HTMLTemplateElement | null;
      content = template ? this.#elements([...template.content.childNodes]) : null;
      this.#content.set(id, content);
    }
    return content;
  }

  #elements(nodes: readonly Node[]): ComponentChildren[] {
    const elements: ComponentChildren[] = [];
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i] as Node;
      const index = markerOf(node, ISLAND);
      if (index !== undefined) {
        const range: Range = rangeFrom(node as Comment, ISLAND, ISLAND_END);
        i += range.nodes.length + 1;
        this.collect(range.nodes);
        elements.push(this.#island(Number(index)) ?? this.#elements(range.nodes));
      } else if (node.nodeType === Node.TEXT_NODE) {
        elements.push(node.nodeValue);
      } else if (node.nodeType === Node.ELEMENT_NODE) {
        elements.push(this.#element(node as Element));
      }
    }
    return elements;
  }

  #element(node: Element): VNode {
    const props: Record<string, unknown> = {};
    const isInput = node instanceof HTMLInputElement;
    for (const { name: attribute, value } of node.attributes) {
      // The attribute is a default: what the user has typed before hydration stays.
      const name = isInput && DEFAULTS[attribute] || attribute;
      // `disabled=""` is true; Preact would set the property to a falsy text.
      props[name] = value === "" && typeof Reflect.get(node, name) === "boolean" ? true : value;
    }
    return h(node.localName, props as object, this.#elements([...node.childNodes])) as VNode;
  }
}
