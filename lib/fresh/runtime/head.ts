import type { ComponentChildren, VNode } from "preact";
import { IS_BROWSER } from "./is_browser.ts";

/** Props of {@linkcode Head}. */
export interface HeadProps {
  children?: ComponentChildren;
}

/**
 * Puts its children into the page's `<head>`, from wherever it stands, in islands too. That happens while the server
 * renders; in the browser it renders nothing.
 */
export function Head(props: HeadProps): VNode | null {
  // The server renders the children where they stand and moves them afterwards (`islands/head.ts`), so that they
  // see the context of their place.
  return IS_BROWSER ? null : props.children as VNode | null;
}
