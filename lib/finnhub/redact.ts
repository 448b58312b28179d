/** What stands where the key stood. */
export const REDACTED = "[key]";

/**
 * The text without the key, in whatever writing a URL may have given it, and without any `token=` value:
 * errors of fetch and of WebSocket quote the address they failed on.
 */
export function redact(text: string, key: string): string {
  let clean = text.replace(/([?&]token=)[^&\s"'#)\]]*/gi, `$1${REDACTED}`);
  if (key === "") return clean;
  for (
    const form of new Set([key, encodeURIComponent(key), new URLSearchParams({ k: key }).toString().slice(2)])
  ) {
    clean = clean.replaceAll(form, REDACTED);
  }
  return clean;
}

/** An error's words without the key; never its stack, which repeats addresses. */
export function errorText(error: unknown, key: string): string {
  const words = error instanceof Error ? error.message || error.name : String(error);
  return redact(words, key);
}
