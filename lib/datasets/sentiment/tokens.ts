/** Ends a clause: negation and verbs do not reach beyond. */
export const BREAK = "|";

const WORD =
  /\$\s?[\d.,]*\d(?:\s?(?:trillion|billion|million|bn|mln|mn|tn|[bmk])\b)?|\d[\d.,]*%|\d[\d,]*\d(?:\.\d+)?(?![\p{L}\p{N}-])|[\p{L}\p{N}]+(?:[-.&][\p{L}\p{N}]+)*|[,;:!?|–—]|\.(?=\s|$)/gu;

/**
 * The words of a headline in lower case. HTML entities are read, apostrophes dropped ("isn't" is `isnt`) and with them
 * the possessive; money is `$`, a number `#`, a percentage `%`, and {@linkcode BREAK} stands between clauses.
 */
export function tokensOf(headline: string): string[] {
  const text = headline.toLowerCase()
    .replaceAll(/&(?:#0*39|#x27|apos|rsquo|lsquo);/g, "'")
    .replaceAll("&amp;", "&")
    .replaceAll(/&[a-z#0-9]+;/g, " ")
    .replaceAll(/['’‘`]s\b/g, "")
    .replaceAll(/['’‘`]/g, "");
  return (text.match(WORD) ?? []).flatMap((word) => {
    if (word.startsWith("$")) return ["$"];
    if (word.endsWith("%")) return ["%"];
    if (/^\d[\d.,]*(?:st|nd|rd|th|bn|mn|m|b|k)?$/.test(word)) return ["#"];
    if (/^(?:trillion|billion|million)$/.test(word)) return [];
    if (!/[\p{L}\p{N}]/u.test(word)) return [BREAK];
    return [word];
  });
}
