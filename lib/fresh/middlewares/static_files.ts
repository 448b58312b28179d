import { resolve, sep } from "node:path";
import { surroundingsOf } from "../context.ts";
import { HttpError } from "../error.ts";
import { acceptedEncoding } from "../encoding.ts";
import { ASSET_CACHE_BUST_KEY } from "../runtime/asset.ts";
import type { BuildSnapshot, FileSnapshot } from "../snapshot.ts";
import type { Middleware } from "../types.ts";

/** A year, in seconds: what browsers take for "for ever". */
const FOREVER = "public, max-age=31536000, immutable";

const SUFFIX = { br: ".br", gzip: ".gz" } as const;

/**
 * Serves the files of the build: what is in `static/`, and the islands' modules. Only files that the snapshot
 * lists are ever opened. Files whose URL changes with their content are kept by browsers for a year; the others
 * are asked about each time, and answered 304 by their ETag.
 *
 * @throws {HttpError} 405 for other methods than GET and HEAD
 */
export function staticFiles<State>(): Middleware<State> {
  return async (ctx) => {
    const { snapshot } = surroundingsOf(ctx);
    const file = findFile(snapshot, ctx.url.pathname);
    if (file === undefined) return await ctx.next();
    if (ctx.req.method !== "GET" && ctx.req.method !== "HEAD") {
      return new Response("Method Not Allowed", { status: 405, headers: { allow: "GET, HEAD" } });
    }
    const version = ctx.url.searchParams.get(ASSET_CACHE_BUST_KEY);
    const isCurrent = version === file.hash || version === snapshot.buildId;
    if (version !== null && !isCurrent) {
      // An old page asks for a version that is gone: it gets the one there is, without keeping it for a year.
      ctx.url.searchParams.delete(ASSET_CACHE_BUST_KEY);
      return ctx.redirect(ctx.url.pathname + ctx.url.search, 307);
    }
    const headers = new Headers({
      "content-type": file.contentType,
      "cache-control": (file.immutable || isCurrent) && !snapshot.dev ? FOREVER : "no-cache",
      // Weak: the variants have the same content in different bytes.
      "etag": `W/"${file.hash}"`,
      "x-content-type-options": "nosniff",
    });
    if (file.encodings.length > 0) headers.set("vary", "Accept-Encoding");
    if (matches(ctx.req.headers.get("if-none-match"), file.hash)) {
      return new Response(null, { status: 304, headers });
    }
    const encoding = acceptedEncoding(ctx.req.headers.get("accept-encoding"), file.encodings);
    if (encoding !== null) headers.set("content-encoding", encoding);
    const suffix = encoding === null ? "" : SUFFIX[encoding];
    const bytes = await Deno.readFile(pathOf(snapshot, file) + suffix);
    headers.set("content-length", String(bytes.byteLength));
    return new Response(bytes, { headers });
  };
}

function findFile(snapshot: BuildSnapshot, pathname: string): FileSnapshot | undefined {
  if (Object.hasOwn(snapshot.files, pathname)) return snapshot.files[pathname];
  if (!pathname.includes("%")) return undefined;
  try {
    const decoded = decodeURIComponent(pathname);
    return Object.hasOwn(snapshot.files, decoded) ? snapshot.files[decoded] : undefined;
  } catch (error) {
    // No file has a name that is not UTF-8.
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function pathOf(snapshot: BuildSnapshot, file: FileSnapshot): string {
  const folder = resolve(snapshot.dir ?? ".");
  const path = resolve(folder, file.path);
  // The build never writes such a path; a snapshot that was tampered with must not open the disk.
  if (!path.startsWith(folder + sep)) {
    throw new HttpError(404, undefined, {
      cause: new RangeError(`Cannot serve "${file.path}": expected a path inside the snapshot's folder`),
    });
  }
  return path;
}

function matches(ifNoneMatch: string | null, hash: string): boolean {
  if (ifNoneMatch === null) return false;
  return ifNoneMatch.split(",").map((tag) => tag.trim().replace(/^W\//, ""))
    .some((tag) => tag === "*" || tag === `"${hash}"`);
}
