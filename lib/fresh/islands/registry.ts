import type { ComponentType } from "preact";
import type { Manifest } from "../manifest.ts";

/** Where the component of an island comes from. */
export interface IslandSource {
  /** `<file>#<export>`, as in the build snapshot: `islands/Counter.tsx#default`. */
  readonly key: string;
  /** Name of the export in its module. */
  readonly name: string;
}

/** Islands by component. */
export type IslandRegistry = ReadonlyMap<ComponentType, IslandSource>;

/** An app without islands. */
export const noIslands: IslandRegistry = new Map();

/** Every function that a file of islands exports is an island. */
export function registerIslands(manifest: Manifest): IslandRegistry {
  const registry = new Map<ComponentType, IslandSource>();
  for (const [path, module] of Object.entries(manifest.islands)) {
    for (const [name, value] of Object.entries(module)) {
      if (typeof value !== "function") continue;
      registry.set(value as ComponentType, { key: `${path.replace(/^\.\//, "")}#${name}`, name });
    }
  }
  return registry;
}
