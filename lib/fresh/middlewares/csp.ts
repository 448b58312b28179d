import { surroundingsOf } from "../context.ts";
import { withHeaders } from "../headers.ts";
import type { Middleware } from "../types.ts";

/** Options of {@linkcode csp}; the names are Fresh's. */
export interface CSPOptions {
  /** Only reports what the policy would block. @default false */
  reportOnly?: boolean;
  /** URL that browsers report to. @default none */
  reportTo?: string;
  /** Directives that are added, or take the place of the default with the same name. @default none */
  csp?: string[];
  /**
   * Allows inline scripts and styles by a nonce of their own for each request, which the rendered pages carry.
   * When false, `'unsafe-inline'` takes its place, as in Fresh, whose default that is.
   *
   * @default true
   */
  useNonce?: boolean;
}

// Without Fresh's `upgrade-insecure-requests`: it breaks an app that is served over plain HTTP on a network.
const DEFAULTS = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "media-src 'self' data: blob:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
];

/** Bytes of a nonce: the 128 bits that CSP Level 3 asks for. */
const NONCE_BYTES = 16;

/** Sends a `Content-Security-Policy`. */
export function csp<State>(options: CSPOptions = {}): Middleware<State> {
  const { reportOnly = false, reportTo, csp = [], useNonce = true } = options;
  const directives = merge([
    ...DEFAULTS,
    ...csp,
    ...(reportTo === undefined ? [] : ["report-to csp-endpoint", `report-uri ${reportTo}`]),
  ]);
  const name = reportOnly ? "content-security-policy-report-only" : "content-security-policy";
  return async (ctx) => {
    const nonce = useNonce ? newNonce() : undefined;
    surroundingsOf(ctx).nonce = nonce;
    const response = await ctx.next();
    return withHeaders(response, (headers) => {
      headers.set(name, nonce === undefined ? directives.join("; ") : withNonce(directives, nonce));
      if (reportTo !== undefined) headers.set("reporting-endpoints", `csp-endpoint="${reportTo}"`);
    });
  };
}

// Of two directives with one name browsers take the first; here the later one is meant.
function merge(directives: readonly string[]): string[] {
  const byName = new Map<string, string>();
  for (const directive of directives) {
    const trimmed = directive.trim();
    byName.set(trimmed.split(/\s+/, 1)[0]?.toLowerCase() ?? "", trimmed);
  }
  return [...byName.values()];
}

function withNonce(directives: readonly string[], nonce: string): string {
  return directives.map((directive) =>
    /^(script|style)-src\s/i.test(directive)
      ? directive.replace(/\s'unsafe-inline'/gi, "") + ` 'nonce-${nonce}'`
      : directive
  ).join("; ");
}

function newNonce(): string {
  return crypto.getRandomValues(new Uint8Array(NONCE_BYTES)).toBase64();
}
