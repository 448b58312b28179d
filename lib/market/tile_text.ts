/** Widths of the map, pixels, at which the style sheet shows more texts. */
const WIDTHS = [260, 300, 330, 360, 400, 440, 500, 560, 720, 960] as const;

/** Heights of a letter's line and widths of a letter, pixels, somewhat more than the style sheet's. */
const LETTERS = { symbol: { width: 9, bottom: 25 }, change: { width: 7.6, bottom: 42 } } as const;
const MARGIN = 14;
/** Size of small letters, as a share; and what they keep to the edges. */
const SMALL = 0.78;
const SMALL_MARGIN = 10;
/** Least height of the map, pixels. */
const MAP_HEIGHT = 300;

/**
 * Classes of a text on a tile: from which width of the map on it fits in small letters, and in full ones:
 * `small-360 from-440`; `never` where it does not.
 * @param width share of the map's width
 * @param height share of its height
 */
export function fitFrom(text: string, width: number, height: number, kind: keyof typeof LETTERS): string {
  const letters = LETTERS[kind];
  if (height * MAP_HEIGHT < letters.bottom) return "never";
  const across = text.length * letters.width;
  const from = (needed: number) => WIDTHS.find((each) => each >= needed / width);
  const [small, full] = [from(across * SMALL + SMALL_MARGIN), from(across + MARGIN)];
  if (small === undefined) return "never";
  if (full === undefined) return `small-${small}`;
  return small === full ? `from-${full}` : `small-${small} from-${full}`;
}
