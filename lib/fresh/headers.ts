/**
 * Changes the headers of a response. Those of `Response.redirect()` and of `fetch()` are read-only: the answer is
 * then a copy with the same body.
 */
export function withHeaders(response: Response, change: (headers: Headers) => void): Response {
  try {
    change(response.headers);
    return response;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const copy = new Response(response.body, response);
    change(copy.headers);
    return copy;
  }
}

/** Adds a name to `Vary` unless it is there. */
export function addVary(headers: Headers, name: string): void {
  const names = (headers.get("vary") ?? "").split(",").map((item) => item.trim().toLowerCase());
  if (!names.includes("*") && !names.includes(name.toLowerCase())) headers.append("vary", name);
}
