/** What stands where the key stood. */
export const REDACTED = "[key]";

/** Real keys have 20 characters or more; a shorter one, as in a test, is part of ordinary words. */
const SHORT_KEY = 8;

/**
 * The text without the key, in whatever writing a URL may have given it, and without any `token=` value:
 * errors of fetch and of WebSocket quote the address they failed on. A short key is found as a word of its own only.
 */
export function redact(text: string, key: string): string {
  let clean = text.replace(/([?&]token=)[^&\s"'#)\]]*/gi, `$1${REDACTED}`);
  if (key === "") return clean;
  const asForm = new URLSearchParams({ k: key }).toString().slice(2);
  for (const form of new Set([key, encodeURIComponent(key), asForm])) {
    const literal = form.replace(
      /[^A-Za-z0-9]/g,
      (character) => `\\u{${character.charCodeAt(0).toString(16)}}`,
    );
    const pattern = form.length < SHORT_KEY ? `(?<![A-Za-z0-9])${literal}(?![A-Za-z0-9])` : literal;
    clean = clean.replace(new RegExp(pattern, "gu"), REDACTED);
  }
  return clean;
}

/** An error's words without the key; never its stack, which repeats addresses. */
export function errorText(error: unknown, key: string): string {
  // Deno's "fetch failed" keeps the reason (no such host, refused, a certificate) to its cause.
  const told = error instanceof TypeError && error.cause instanceof Error ? error.cause : error;
  const words = told instanceof Error ? told.message || told.name : String(told);
  return redact(words, key);
}
