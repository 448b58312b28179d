import { inflateSync } from "node:zlib";
import GLYPHS from "./glyphs.json" with { type: "json" };

/** A colour, `0xrrggbb`. */
export type Color = number;

/** Sizes of letters that there are: see tests/glyphs.ts. */
export type FontName = keyof typeof GLYPHS;

/** Steps of coverage that glyphs have. */
const FULL = 15;

/** Pixels to draw on: letters, lines and discs with smooth edges, which is all that a share image needs. */
export class Canvas {
  readonly rgb: Uint8Array;

  constructor(readonly width: number, readonly height: number, background: Color) {
    this.rgb = new Uint8Array(width * height * 3);
    for (let i = 0; i < width * height; i++) this.#blend(i, background, 1);
  }

  /** Writes a line; what has no glyph is left out. @param y of its top @returns where it ends */
  text(text: string, x: number, y: number, font: FontName, color: Color): number {
    const { height, widths, chars, alpha, stride, starts } = fontOf(font);
    for (const char of text) {
      const index = chars.indexOf(char);
      const [width, start] = [widths[index], starts[index]];
      if (width === undefined || start === undefined) continue;
      for (let row = 0; row < height; row++) {
        for (let column = 0; column < width; column++) {
          const coverage = alpha[row * stride + start + column] ?? 0;
          if (coverage > 0) this.dot(x + column, y + row, color, coverage / FULL);
        }
      }
      x += width;
    }
    return x;
  }

  /** A line through points. @param width in pixels */
  line(points: readonly (readonly [x: number, y: number])[], width: number, color: Color): void {
    for (const [i, [x1, y1]] of points.entries()) {
      const [x2, y2] = points[i + 1] ?? [x1, y1];
      const reach = width / 2 + 1;
      this.#shape(
        [Math.min(x1, x2) - reach, Math.min(y1, y2) - reach],
        [
          Math.max(x1, x2) + reach,
          Math.max(y1, y2) + reach,
        ],
        color,
        (x, y) => width / 2 - distanceToSegment(x, y, x1, y1, x2, y2),
      );
    }
  }

  /** The project's sign: a ring, and its quarter that is full. */
  sign(x: number, y: number, radius: number, color: Color): void {
    const width = radius / 5;
    const reach = radius + width;
    this.#shape([x - reach, y - reach], [x + reach, y + reach], color, (px, py) => {
      const distance = Math.hypot(px - x, py - y);
      const ring = width / 2 - Math.abs(distance - radius);
      const quarter = px >= x && py <= y ? radius - distance : -Infinity;
      return Math.max(ring, quarter);
    });
  }

  /** @param inside how far a place lies inside the shape, pixels; negative outside */
  #shape(
    [left, top]: readonly [number, number],
    [right, bottom]: readonly [number, number],
    color: Color,
    inside: (x: number, y: number) => number,
  ): void {
    for (let y = Math.floor(top); y <= bottom; y++) {
      for (let x = Math.floor(left); x <= right; x++) {
        const coverage = Math.min(1, inside(x + 0.5, y + 0.5) + 0.5);
        if (coverage > 0) this.dot(x, y, color, coverage);
      }
    }
  }

  /** Puts a colour over a pixel; beyond the edge nothing. @param share 0 to 1 */
  dot(x: number, y: number, color: Color, share: number): void {
    if (x >= 0 && x < this.width && y >= 0 && y < this.height) this.#blend(y * this.width + x, color, share);
  }

  #blend(pixel: number, color: Color, share: number): void {
    for (const [channel, shift] of [[0, 16], [1, 8], [2, 0]] as const) {
      const at = pixel * 3 + channel;
      const before = this.rgb[at] ?? 0;
      this.rgb[at] = Math.round(before + (((color >> shift) & 255) - before) * share);
    }
  }
}

/** How wide a line is, pixels. */
export function widthOf(text: string, font: FontName): number {
  const { chars, widths } = fontOf(font);
  return [...text].reduce((sum, char) => sum + (widths[chars.indexOf(char)] ?? 0), 0);
}

/** A font made ready: its letters stand side by side. */
interface Font {
  readonly chars: readonly string[];
  readonly height: number;
  readonly widths: readonly number[];
  readonly starts: readonly number[];
  readonly stride: number;
  readonly alpha: Uint8Array;
}

const fonts = new Map<FontName, Font>();

function fontOf(name: FontName): Font {
  const known = fonts.get(name);
  if (known !== undefined) return known;
  const { chars, height, widths, alpha } = GLYPHS[name];
  let stride = 0;
  const starts = widths.map((width) => (stride += width) - width);
  const bytes = inflateSync(Uint8Array.fromBase64(alpha));
  const font = { chars: [...chars], height, widths, starts, stride, alpha: bytes };
  fonts.set(name, font);
  return font;
}

function distanceToSegment(x: number, y: number, x1: number, y1: number, x2: number, y2: number): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / length));
  return Math.hypot(x - x1 - along * dx, y - y1 - along * dy);
}
