import type { Answer, Failed, FailureKind } from "./answer.ts";
import type { Reply } from "./reply.ts";
import type { Shape } from "./shapes.ts";

/** A failure with its reason in words; the status is left out where there was none. */
export function failed(kind: FailureKind, message: string, status?: number): Failed {
  return status === undefined ? { ok: false, kind, message } : { ok: false, kind, message, status };
}

/**
 * What a whole answer means, by its status first and its content second. A 401 comes out as `unauthorized`: whether
 * the key is bad or only the plan too small takes another question (see `KeyCheck`).
 *
 * @param fetchedAt when the answer was there, epoch milliseconds
 */
export function judge<T>(path: string, reply: Reply, shape: Shape<T>, fetchedAt: number): Answer<T> {
  const { status } = reply;
  if (status === 200) return parse(path, reply, shape, fetchedAt);
  const said = providerMessage(reply.text);
  const what = `Cannot read "${path}": status ${status}${said === "" ? "" : ` (${said})`}`;
  if (status === 401) return failed("unauthorized", what, status);
  if (status === 403) return failed("refused", what, status);
  if (status === 429) return failed("rate_limited", what, status);
  if (status >= 500) return failed("server", what, status);
  if (status >= 400) return failed("client", what, status);
  return failed("malformed", `${what}, expected 200`, status);
}

/**
 * Whether a refusal speaks for the plan. One in HTML comes from a proxy or a firewall on the way: true for this
 * call, and nothing to remember for a day.
 */
export function isPlanRefusal(reply: Reply): boolean {
  return !reply.text.trimStart().startsWith("<");
}

function parse<T>(path: string, reply: Reply, shape: Shape<T>, fetchedAt: number): Answer<T> {
  let data: unknown;
  try {
    data = JSON.parse(reply.text);
  } catch {
    // JSON.parse quotes the text it fails on, and an error page can be long: say what kind of text it was.
    const got = reply.text.trim() === "" ? "nothing" : isPlanRefusal(reply) ? "broken JSON" : "HTML";
    return failed("malformed", `Cannot read "${path}": got ${got}, expected JSON`, 200);
  }
  const read = shape.read(data);
  if (read !== null) return { ok: true, data: read, fetchedAt };
  return failed("malformed", `Cannot read "${path}": got ${describe(data)}, expected ${shape.expected}`, 200);
}

function describe(data: unknown): string {
  if (data === null) return "null";
  if (Array.isArray(data)) return "an array";
  return typeof data === "object" ? "an object of another shape" : `a ${typeof data}`;
}

/** The provider's own words in an error body, shortened; "" when there are none. */
function providerMessage(text: string): string {
  try {
    const data: unknown = JSON.parse(text);
    if (typeof data !== "object" || data === null || !("error" in data)) return "";
    return typeof data.error === "string" ? data.error.slice(0, 120) : "";
  } catch {
    // An error page is not JSON, and its status says enough.
    return "";
  }
}
