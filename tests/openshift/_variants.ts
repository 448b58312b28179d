import type { Manifest } from "./_manifests.ts";
import { copyOpenshift, foldersIn } from "./_render.ts";

/** Names of the overlays. */
export const OVERLAYS = await foldersIn("overlays");

/** Names of the components. */
export const COMPONENTS = await foldersIn("components");

/** What a component needs beside it: a claim can begin with a snapshot only where there is one. */
const NEEDS: Readonly<Record<string, readonly string[]>> = { restore: ["backup"] };

/** Everything that can be applied, rendered, by name: `base`, `overlay …`, `component …`, `all components`. */
export async function renderAll(): Promise<Map<string, Manifest[]>> {
  await using copy = await copyOpenshift();
  const folders: [name: string, folder: string][] = [["base", "."]];
  for (const name of OVERLAYS) folders.push([`overlay ${name}`, `overlays/${name}`]);
  for (const name of COMPONENTS) {
    folders.push([`component ${name}`, await copy.compose(...NEEDS[name] ?? [], name)]);
  }
  folders.push(["all components", await copy.compose(...COMPONENTS)]);
  return new Map(
    await Promise.all(folders.map(async ([name, folder]) => [name, await copy.render(folder)] as const)),
  );
}
