import { assetHash } from "./asset_hashes.ts";

/** Query parameter that carries a file's hash; Fresh's name for it. */
export const ASSET_CACHE_BUST_KEY = "__frsh_c";

const BASE = "http://asset.local";

/**
 * The URL path of a static file with the hash of its content, so that browsers may keep it for a year:
 * `asset("/x.css")` is `/x.css?__frsh_c=…`. The same on the server and in the browser. Other origins, relative
 * paths and unknown files come back as they are.
 */
export function asset(path: string): string {
  if (!path.startsWith("/") || path.startsWith("//")) return path;
  const url = URL.parse(path, BASE);
  if (url === null || url.origin !== BASE || url.searchParams.has(ASSET_CACHE_BUST_KEY)) return path;
  const hash = assetHash(url.pathname);
  if (hash === undefined) return path;
  url.searchParams.set(ASSET_CACHE_BUST_KEY, hash);
  return url.pathname + url.search + url.hash;
}

/** {@linkcode asset} for every URL of a `srcset` attribute: `/a.png, /b.png 2x`. */
export function assetSrcSet(srcset: string): string {
  // Parentheses are for descriptors of the future; such a text is left alone, as Fresh does.
  if (srcset.includes("(")) return srcset;
  return srcset.replace(/(^|,)(\s*)([^\s,]+)/g, (_, comma, space, url) => comma + space + asset(url));
}
