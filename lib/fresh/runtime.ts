/**
 * `fresh/runtime`: what pages and islands use, on the server and in the browser. Fresh's names and meaning.
 *
 * @module
 */
export { IS_BROWSER } from "./runtime/is_browser.ts";
export { asset, assetSrcSet } from "./runtime/asset.ts";
export { Head, type HeadProps } from "./runtime/head.ts";
export { Partial, type PartialProps } from "./runtime/partial.ts";
