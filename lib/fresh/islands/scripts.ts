import type { Page } from "./page.ts";
import { scriptJson } from "./serialize.ts";
import { STATE_ID } from "./wire.ts";

/** URL path of the script that reloads pages in development; only a development build has it. */
export const RELOAD_SCRIPT = "/_fresh/reload.js";

/** Links for `</head>`: the islands' style sheets, and their modules so that they load at once. */
export function headLinks(page: Page, nonce: string | undefined): string {
  if (!page.hasIslands) return "";
  const { modules, css } = page.files();
  return [
    ...css.map((href) => `<link rel="stylesheet" href="${attribute(href)}"${nonceAttribute(nonce)}>`),
    ...[page.options.snapshot.runtime, ...modules]
      .map((href) => `<link rel="modulepreload" href="${attribute(href)}"${nonceAttribute(nonce)}>`),
  ].join("");
}

/** Scripts for `</body>`: the islands' state and the runtime that reads it. Nothing is inline code. */
export function pageScripts(page: Page, nonce: string | undefined): string {
  const { runtime, dev } = page.options.snapshot;
  let scripts = "";
  if (page.hasIslands) {
    scripts += `<script id="${STATE_ID}" type="application/json"${nonceAttribute(nonce)}>` +
      `${scriptJson(page.state())}</script>${moduleScript(runtime, nonce)}`;
  }
  return dev ? scripts + moduleScript(RELOAD_SCRIPT, nonce) : scripts;
}

function moduleScript(src: string, nonce: string | undefined): string {
  return `<script type="module" src="${attribute(src)}"${nonceAttribute(nonce)}></script>`;
}

function nonceAttribute(nonce: string | undefined): string {
  return nonce === undefined ? "" : ` nonce="${attribute(nonce)}"`;
}

function attribute(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
