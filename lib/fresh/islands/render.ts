import { type ComponentType, Fragment, h, options, type VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { asset, assetSrcSet } from "../runtime/asset.ts";
import { useAssetsOf } from "../runtime/asset_hashes.ts";
import { Head } from "../runtime/head.ts";
import type { BuildSnapshot } from "../snapshot.ts";
import { comment, inPage, slotContent, wrapperOf } from "./components.ts";
import { extractHead, HEAD, HEAD_END } from "./head.ts";
import { Page } from "./page.ts";
import type { IslandRegistry } from "./registry.ts";
import { headLinks, pageScripts } from "./scripts.ts";
import { SLOT_TEMPLATE } from "./wire.ts";

export { type IslandRegistry, type IslandSource, noIslands, registerIslands } from "./registry.ts";

/** What {@linkcode renderTree} needs to know. */
export interface RenderTreeOptions {
  readonly islands: IslandRegistry;
  readonly snapshot: BuildSnapshot;
  /** For the script elements, where the page has a content security policy. */
  readonly nonce: string | undefined;
}

/** A rendered page. */
export interface RenderedTree {
  /** The tree's HTML; islands stand between comments. */
  readonly html: string;
  /** Tags to put before `</body>`; empty when the page has no island. */
  readonly scripts: string;
  /** Children of `<Head>` and the links that the islands need, to put before `</head>`. */
  readonly head: string;
}

/**
 * Renders a page on the server.
 *
 * @throws {SerializeError} when an island's props cannot travel to the browser
 * @throws {Error} when an island is missing in the build, and whatever a component throws
 */
export function renderTree(tree: VNode, { islands, snapshot, nonce }: RenderTreeOptions): RenderedTree {
  const page = new Page({ islands, snapshot });
  useAssetsOf(snapshot);
  const html = renderWithIslands(inPage(page, tree), page);
  let templates = "";
  // A slot may bring islands with slots of their own: the list grows while it is walked.
  for (const slot of page.slots) {
    if (slot.rendered) continue;
    const content = renderWithIslands(slotContent(page, slot), page);
    templates += `<template id="${SLOT_TEMPLATE}${slot.id}">${content}</template>`;
  }
  // Templates may carry a <Head> too, and it counts: what an island hides for now may set the title.
  const fromPage = extractHead(html);
  const fromTemplates = extractHead(templates);
  return {
    html: fromPage.html,
    head: fromPage.head + fromTemplates.head + headLinks(page, nonce),
    scripts: fromTemplates.html + pageScripts(page, nonce),
  };
}

/** Preact's hook before an element is rendered; `__b` is its name in the published packages. */
type Hooks = typeof options & { __b?: (vnode: VNode) => void };

function renderWithIslands(tree: VNode, page: Page): string {
  const hooks: Hooks = options;
  const previous = hooks.__b;
  // Installed for this synchronous render only: nothing leaks into other uses of Preact in the process.
  hooks.__b = (vnode) => {
    visit(vnode, page);
    previous?.(vnode);
  };
  try {
    return renderToString(tree);
  } finally {
    if (previous === undefined) delete hooks.__b;
    else hooks.__b = previous;
  }
}

function visit(vnode: VNode, page: Page): void {
  if (typeof vnode.type === "string") return lockAssets(vnode as VNode<Record<string, unknown>>);
  if (page.options.islands.has(vnode.type)) vnode.type = wrapperOf(vnode, vnode.type) ?? vnode.type;
  else if (vnode.type as ComponentType === Head) vnode.type = HeadMarkers;
}

function HeadMarkers(props: Parameters<typeof Head>[0]): VNode {
  return h(Fragment, null, comment(HEAD), props.children, comment(HEAD_END));
}

/** Fresh's rule: images and sources are loaded by their hashed URL, unless they opt out. */
function lockAssets({ type, props }: VNode<Record<string, unknown>>): void {
  if ((type !== "img" && type !== "source") || props["data-fresh-disable-lock"]) return;
  if (typeof props.src === "string") props.src = asset(props.src);
  if (typeof props.srcset === "string") props.srcset = assetSrcSet(props.srcset);
  if (typeof props.srcSet === "string") props.srcSet = assetSrcSet(props.srcSet);
}
