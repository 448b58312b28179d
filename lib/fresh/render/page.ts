import { registerIslands, renderTree } from "../islands/render.ts";
import type { Manifest } from "../manifest.ts";
import type { BuildSnapshot } from "../snapshot.ts";
import { assembleDocument, type PageRenderer } from "./document.ts";
import { withNonces } from "./nonce.ts";

/** Makes the function that renders an app's pages. */
export function createPageRenderer(manifest: Manifest, snapshot: BuildSnapshot): PageRenderer {
  const islands = registerIslands(manifest);
  return (tree, nonce) =>
    assembleDocument(withNonces(nonce, () => renderTree(tree, { islands, snapshot, nonce })));
}
