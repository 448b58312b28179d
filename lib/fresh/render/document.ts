import type { VNode } from "preact";
import type { RenderedTree } from "../islands/render.ts";

/** Renders a tree to the text of a document. */
export type PageRenderer = (tree: VNode, nonce: string | undefined) => string;

/** Puts a rendered tree together as an HTML document, adding `<html>`, `<head>` and `<body>` where it has none. */
export function assembleDocument({ html, scripts, head }: RenderedTree): string {
  if (!/^\s*<html[\s>]/i.test(html)) {
    return `<!DOCTYPE html><html><head><meta charset="utf-8">${head}</head><body>${html}${scripts}</body></html>`;
  }
  const headEnd = html.indexOf("</head>");
  const bodyEnd = html.lastIndexOf("</body>");
  if (headEnd === -1 && head !== "") {
    throw new TypeError("Cannot place the tags of <Head>: expected the app wrapper to render a <head>");
  }
  if (bodyEnd === -1 && scripts !== "") {
    throw new TypeError("Cannot place the islands' scripts: expected the app wrapper to render a <body>");
  }
  const split = Math.max(headEnd, 0);
  const end = bodyEnd === -1 ? html.length : bodyEnd;
  return "<!DOCTYPE html>" + withoutReplaced(html.slice(0, split), head) + head +
    html.slice(split, end) + scripts + html.slice(end);
}

// A <meta> of a page takes the place of the wrapper's with the same name. (Titles: see `extractHead()`.)
function withoutReplaced(documentHead: string, head: string): string {
  const names = new Set([...head.matchAll(/<meta[^>]*\sname="([^"]*)"/g)].map(([, name]) => name));
  if (names.size === 0) return documentHead;
  return documentHead.replaceAll(
    /<meta[^>]*\sname="([^"]*)"[^>]*>/g,
    (tag, name) => names.has(name) ? "" : tag,
  );
}
