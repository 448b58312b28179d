/** Widths of the map, pixels, at which the style sheet shows more texts. */
const WIDTHS = [300, 360, 440, 560, 720, 960] as const;

/** Heights of a letter's line and widths of a letter, pixels, somewhat more than the style sheet's. */
const LETTERS = { symbol: { width: 9, bottom: 25 }, change: { width: 7.6, bottom: 42 } } as const;
const MARGIN = 14;
/** Least height of the map, pixels. */
const MAP_HEIGHT = 300;

/**
 * Class of a text on a tile: from which width of the map on it fits, `from-440`; `never` where it does not.
 * @param width share of the map's width
 * @param height share of its height
 */
export function fitFrom(text: string, width: number, height: number, kind: keyof typeof LETTERS): string {
  const letters = LETTERS[kind];
  if (height * MAP_HEIGHT < letters.bottom) return "never";
  const needed = (text.length * letters.width + MARGIN) / width;
  const from = WIDTHS.find((each) => each >= needed);
  return from === undefined ? "never" : `from-${from}`;
}
