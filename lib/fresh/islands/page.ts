import type { ComponentChildren } from "preact";
import type { BuildSnapshot, IslandSnapshot } from "../snapshot.ts";
import type { IslandRegistry, IslandSource } from "./registry.ts";
import { Serializer } from "./serialize.ts";
import type { PageState } from "./wire.ts";

/** JSX that an island received as a prop. */
export interface Slot {
  readonly id: number;
  readonly content: ComponentChildren;
  /** False until the island renders it; else it travels in a template. */
  rendered: boolean;
}

/** What one render of a page collects: its islands, their props and slots. */
export class Page {
  /** Slots in the order in which they were found. */
  readonly slots: Slot[] = [];
  readonly #islands: { source: IslandSource; build: IslandSnapshot; props: Record<string, unknown> }[] = [];

  /** @param options the app's islands and build */
  constructor(readonly options: { readonly islands: IslandRegistry; readonly snapshot: BuildSnapshot }) {}

  /** True when the page needs the client runtime. */
  get hasIslands(): boolean {
    return this.#islands.length > 0;
  }

  /**
   * Notes an island; props that are JSX are given as `SlotReference`.
   *
   * @returns its index on the page
   * @throws {Error} when the build does not know it
   */
  addIsland(source: IslandSource, props: Record<string, unknown>): number {
    const build = this.options.snapshot.islands[source.key];
    if (build === undefined) {
      throw new Error(
        `Cannot render island "${source.key}": the build does not contain it, run the build again`,
      );
    }
    return this.#islands.push({ source, build, props }) - 1;
  }

  /** Notes JSX passed to an island. */
  addSlot(content: ComponentChildren): Slot {
    const slot = { id: this.slots.length, content, rendered: false };
    this.slots.push(slot);
    return slot;
  }

  /**
   * The islands for the browser. Called after the render, so that signals carry the values that the HTML shows.
   *
   * @throws {SerializeError} for props that cannot travel
   */
  state(): PageState {
    const serializer = new Serializer();
    const modules = new Map<string, number>();
    const islands = this.#islands.map(({ source, build, props }) => {
      const module = modules.get(build.module) ?? modules.size;
      modules.set(build.module, module);
      return [module, source.name, serializer.addProps(source.key, props)] as const;
    });
    return { m: [...modules.keys()], i: islands, c: serializer.cells };
  }

  /** URL paths of the modules that the page's islands load, and of their style sheets; each once. */
  files(): { modules: string[]; css: string[] } {
    const modules = new Set<string>();
    const css = new Set<string>();
    for (const { build } of this.#islands) {
      for (const path of [...build.imports, build.module]) modules.add(path);
      for (const path of build.css ?? []) css.add(path);
    }
    return { modules: [...modules], css: [...css] };
  }
}
