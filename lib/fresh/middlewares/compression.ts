import { compressBytes, type CompressionLevels, compressStream } from "../compress.ts";
import { acceptedEncoding } from "../encoding.ts";
import { addVary, withHeaders } from "../headers.ts";
import { peek } from "../peek.ts";
import type { FileEncoding } from "../snapshot.ts";
import type { Middleware } from "../types.ts";

/** Options of {@linkcode compression}. */
export interface CompressionOptions {
  /** 0 to 11; above 7 the time grows faster than the bytes shrink. Large bodies get 5 at most. @default 7 */
  readonly brotliQuality?: number;
  /** 0 to 9. @default 6 */
  readonly gzipLevel?: number;
  /** Bodies below this many bytes stay as they are: the header costs more than is won. @default 512 */
  readonly minimumBytes?: number;
}

/** Text that shrinks; images and fonts are compressed already. Never `text/event-stream`. */
const COMPRESSIBLE =
  /^(text\/(?!event-stream)|(application|image)\/([\w.+-]*\+)?(json|xml|javascript|manifest\+json|x-ndjson)\b)/i;

/**
 * Compresses what the handlers answer. A body that is there at once is compressed as a whole; one that arrives in
 * pieces is passed on piece by piece. Event streams are never touched.
 */
export function compression<State>(options: CompressionOptions = {}): Middleware<State> {
  const { brotliQuality = 7, gzipLevel = 6, minimumBytes = 512 } = options;
  const levels: CompressionLevels = { brotliQuality, gzipLevel };
  return async (ctx) => {
    const answered = await ctx.next();
    if (!isCompressible(answered)) return answered;
    const response = withHeaders(answered, (headers) => addVary(headers, "Accept-Encoding"));
    const encoding = acceptedEncoding(ctx.req.headers.get("accept-encoding"), ["br", "gzip"]);
    if (encoding === null || response.body === null || ctx.req.method === "HEAD") return response;
    const { head, rest } = await peek(response.body);
    if (rest === null && head.byteLength < minimumBytes) return copyOf(response, head, null);
    if (rest === null) return copyOf(response, await compressBytes(head, encoding, levels), encoding);
    return copyOf(response, compressStream(head, rest, encoding, levels), encoding);
  };
}

function isCompressible({ headers, body, status }: Response): boolean {
  return body !== null && status !== 206 && !headers.has("content-encoding") &&
    !headers.has("content-range") &&
    COMPRESSIBLE.test(headers.get("content-type") ?? "") &&
    !/\bno-transform\b/i.test(headers.get("cache-control") ?? "");
}

function copyOf(response: Response, body: BodyInit, encoding: FileEncoding | null): Response {
  const headers = new Headers(response.headers);
  if (encoding !== null) {
    headers.delete("content-length");
    headers.set("content-encoding", encoding);
    // The bytes are others now, the content is the same.
    const etag = headers.get("etag");
    if (etag !== null && !etag.startsWith("W/")) headers.set("etag", `W/${etag}`);
  }
  return new Response(body, { status: response.status, statusText: response.statusText, headers });
}
