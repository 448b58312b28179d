import { createHash } from "node:crypto";

/** A JSON answer with an ETag: 304 when the client has it already. */
export function json(
  request: Request,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return tagged(request, JSON.stringify(body), "application/json", headers);
}

/** A text answer with an ETag: 304 when the client has it already. */
export function tagged(
  request: Request,
  body: string,
  contentType: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  // Weak, since the same content is sent in several encodings.
  const etag = `W/"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
  const all = { ...headers, etag, "cache-control": "no-cache" };
  if (hasTag(request, etag)) return new Response(null, { status: 304, headers: all });
  return new Response(body, { headers: { ...all, "content-type": contentType } });
}

/** Whether the client has it already: compares weakly, as `If-None-Match` does (RFC 9110, 13.1.2). */
export function hasTag(request: Request, etag: string): boolean {
  const plain = (tag: string) => tag.trim().replace(/^W\//, "");
  const known = request.headers.get("if-none-match")?.split(",").map(plain) ?? [];
  return known.includes("*") || known.includes(plain(etag));
}
