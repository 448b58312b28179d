import type { FileEncoding } from "./snapshot.ts";

/**
 * Picks the encoding to answer with, by RFC 9110, section 12.5.3: the one with the highest quality; of equals the
 * first offered. Null means none.
 *
 * @param header `Accept-Encoding`
 * @param offered in order of preference
 */
export function acceptedEncoding(
  header: string | null,
  offered: readonly FileEncoding[],
): FileEncoding | null {
  if (header === null) return null;
  const qualities = new Map<string, number>();
  for (const item of header.toLowerCase().split(",")) {
    const [name = "", ...parameters] = item.split(";").map((part) => part.trim());
    const quality = parameters.find((parameter) => parameter.startsWith("q="));
    const value = quality === undefined ? 1 : Number(quality.slice(2));
    if (name !== "" && value >= 0 && value <= 1) qualities.set(name, value);
  }
  let best: FileEncoding | null = null;
  let highest = 0;
  for (const encoding of offered) {
    const quality = qualities.get(encoding) ?? qualities.get("*") ?? 0;
    if (quality > highest) {
      best = encoding;
      highest = quality;
    }
  }
  return best;
}
