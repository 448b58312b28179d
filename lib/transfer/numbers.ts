/** How a file writes numbers: `1,234.5` or `1.234,5`. */
export type NumberStyle = "point" | "comma";

const NOTHING = new Set([
  "",
  "-",
  "--",
  "–",
  "—",
  "n/a",
  "na",
  "#n/a",
  "n.a.",
  "nan",
  "null",
  "none",
  "nil",
  ".",
]);
const CURRENCY = /^(?:[$€£¥₹]|us\$|usd|eur|gbp)\s*|\s*(?:[$€£¥₹]|usd|eur|gbp)$/gi;
/** What groups digits beside point and comma: apostrophes, spaces, also those that do not break. */
const SPACING = /(?<=\d)['’\s\u00a0\u2009\u202f](?=\d{3})/g;
const POINT = /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:e[+-]?\d{1,3})?$/i;
const COMMA = /^[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)?(?:,\d*)?(?:e[+-]?\d{1,3})?$/i;
const MAGNITUDES: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, b: 1e9, t: 1e12 };

/** Whether a cell says that there is no value. */
export function isNothing(cell: string): boolean {
  return NOTHING.has(cell.toLowerCase());
}

/** A vote for one style by what a cell can only mean in it; 0 where it can mean both. */
export function voteOf(cell: string): -1 | 0 | 1 {
  const text = cell.replaceAll(CURRENCY, "").replaceAll(SPACING, "").replace(/[kmbt]$/i, "");
  const [point, comma] = [text.lastIndexOf("."), text.lastIndexOf(",")];
  if (!/^[+-]?[\d.,]+$/.test(text) || (point < 0 && comma < 0)) return 0;
  if (point >= 0 && comma >= 0) return point > comma ? 1 : -1;
  const [mark, at] = point >= 0 ? [".", point] as const : [",", comma] as const;
  const isGroup = text.length - at === 4 && /^[+-]?[1-9]/.test(text);
  if (text.indexOf(mark) !== at) return isGroup ? (mark === "," ? 1 : -1) : 0;
  if (isGroup) return 0;
  return mark === "." ? 1 : -1;
}

/**
 * The style of a whole file: the one most cells can only mean. Where every cell can mean both (`1,234`), the
 * separator decides: with a decimal comma cells cannot be separated by commas unless they are quoted.
 */
export function styleOf(cells: Iterable<string>, separator: string): NumberStyle {
  let votes = 0;
  for (const cell of cells) votes += voteOf(cell);
  return votes < 0 || (votes === 0 && separator === ";") ? "comma" : "point";
}

/** The number in a cell; `null` where it says that there is none, NaN where it is neither. */
export function numberOf(cell: string, style: NumberStyle): number | null {
  if (isNothing(cell)) return null;
  const text = cell.replaceAll(CURRENCY, "").replaceAll(SPACING, "").trim();
  if (!(style === "point" ? POINT : COMMA).test(text) || !/\d/.test(text)) return NaN;
  const plain = style === "point" ? text.replaceAll(",", "") : text.replaceAll(".", "").replace(",", ".");
  return finite(Number(plain));
}

/** As {@linkcode numberOf}, with the magnitudes that volumes are cut to: `52.3M`. */
export function volumeOf(cell: string, style: NumberStyle): number | null {
  const magnitude = MAGNITUDES[cell.at(-1)?.toLowerCase() ?? ""];
  if (magnitude === undefined) return numberOf(cell, style);
  const value = numberOf(cell.slice(0, -1).trim(), style);
  // 52.3 * 1e6 is 52299999.999999996.
  return value === null ? NaN : Math.round(value * magnitude);
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : NaN;
}
