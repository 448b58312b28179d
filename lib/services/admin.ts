import { createHmac, timingSafeEqual } from "node:crypto";
import { HttpError } from "fresh";
import type { Config } from "@/lib/config.ts";
import { cookieOf } from "./cookies.ts";

/** Cookie of a signed-in administrator. It holds a digest: the token itself never comes back. */
export const ADMIN_COOKIE = "quarterhour_admin";

const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);

/**
 * Whether a request may change things: with the token as `Authorization: Bearer` or by the sign-in's cookie.
 * Without a token configured, only where the process listens on loopback: its user is at this machine.
 */
export function isAdmin(
  request: Request,
  { adminToken, host }: Pick<Config, "adminToken" | "host">,
): boolean {
  if (adminToken === "") return LOOPBACK.has(host) && isLoopbackName(request);
  const bearer = /^Bearer\s+(.+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  // A header comes as bytes, one a character; programs send text as UTF-8.
  if (bearer !== undefined) return isToken(bearer, adminToken) || isToken(fromUtf8(bearer), adminToken);
  const cookie = cookieOf(request, ADMIN_COOKIE);
  return cookie !== undefined && equal(cookie, cookieValue(adminToken));
}

/**
 * Lets nobody but the administrator go on.
 * @param deed what is asked for, after "to"
 * @throws {HttpError} 401 where a token would help, 403 where none is configured
 */
export function requireAdmin(
  mayChange: boolean,
  { adminToken }: Pick<Config, "adminToken">,
  deed: string,
): void {
  if (mayChange) return;
  throw adminToken === ""
    ? new HttpError(403, `Set ADMIN_TOKEN to ${deed} from another machine than the server's own`)
    : new HttpError(401, "Sign in, or send the administrator's token as Authorization: Bearer");
}

/** Whether text is the administrator's token, in a time that tells nothing about it. */
export function isToken(text: string, adminToken: string): boolean {
  return adminToken !== "" && equal(cookieValue(text), cookieValue(adminToken));
}

/** The sign-in cookie's value for a token. */
export function cookieValue(token: string): string {
  return createHmac("sha256", token).update("quarterhour sign-in").digest("hex");
}

// A page of another site can have its name resolve to 127.0.0.1; its requests then carry that name.
function isLoopbackName(request: Request): boolean {
  const name = new URL(request.url).hostname.replace(/^\[|\]$/g, "");
  return LOOPBACK.has(name);
}

function fromUtf8(bytes: string): string {
  return new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
}

function equal(a: string, b: string): boolean {
  const [left, right] = [new TextEncoder().encode(a), new TextEncoder().encode(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
