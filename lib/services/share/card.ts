import {
  ARROWS,
  directionOf,
  formatDateTime,
  formatPercent,
  formatPrice,
  zoneName,
} from "@/lib/market/format.ts";
import { headlineOf } from "@/lib/market/headline.ts";
import { marketMove } from "@/lib/market/tab_face.ts";
import type { Known } from "@/lib/services/services.ts";
import { Canvas, type Color, type FontName, widthOf } from "./canvas.ts";

/** Width and height, pixels: what link previews are cut to. */
export const CARD = { width: 1200, height: 630 } as const;

const [PAPER, INK, SOFT, ACCENT] = [0x0e1114, 0xe7eaee, 0xa5adb8, 0x7db1ff];
const COLORS: Readonly<Record<ReturnType<typeof directionOf>, Color>> = {
  up: 0x4fd1ab,
  down: 0xff9166,
  flat: SOFT,
};
const MARGIN = 72;

/** What the market did: its move, and the sentence about it. */
export function marketCard(known: Known): Canvas {
  const quotes = known.market.quotes();
  const move = marketMove(quotes);
  const canvas = blank(known);
  canvas.text("The market, by value of the watchlist", MARGIN, 170, "small", SOFT);
  canvas.text(moveText(move), MARGIN, 200, "huge", COLORS[directionOf(move)]);
  paragraph(canvas, headlineOf(quotes), 390);
  return canvas;
}

/** What a stock did: its price, move and the line of its day. */
export function stockCard(known: Known, symbol: string): Canvas {
  const { name, price, change_percent, spark } = known.market.quote(symbol);
  const canvas = blank(known);
  const color = COLORS[directionOf(change_percent)];
  const end = canvas.text(symbol, MARGIN, 150, "huge", INK);
  canvas.text(fitting(name, "large", CARD.width - MARGIN - end - 28), end + 28, 226, "large", SOFT);
  const priceEnd = canvas.text(formatPrice(price), MARGIN, 292, "huge", INK);
  canvas.text(moveText(change_percent), MARGIN, 452, "large", color);
  drawSpark(canvas, spark, Math.max(700, priceEnd + 60), color);
  return canvas;
}

/** What all have: the sign above, and below how old it is and whose. */
function blank({ now, config }: Known): Canvas {
  const canvas = new Canvas(CARD.width, CARD.height, PAPER);
  canvas.sign(MARGIN + 24, 92, 24, ACCENT);
  canvas.text("Quarterhour", MARGIN + 68, 64, "large", INK);
  const source = config.demo ? "simulated data" : "data by Finnhub";
  const time = formatDateTime(new Date(now()).toISOString());
  canvas.text(`As of ${time} ${zoneName()} · ${source}`, MARGIN, CARD.height - 76, "small", SOFT);
  return canvas;
}

function moveText(percent: number | null): string {
  return percent === null ? "–" : plain(`${ARROWS[directionOf(percent)]} ${formatPercent(percent)}`);
}

/** Letters that the glyphs have in the place of narrow spaces. */
function plain(text: string): string {
  return text.replaceAll(/\s/g, " ");
}

/** Two lines at most, cut between words. */
function paragraph(canvas: Canvas, text: string, top: number): void {
  const width = CARD.width - 2 * MARGIN;
  const lines = [""];
  for (const word of plain(text).split(" ")) {
    const line = lines.at(-1) ?? "";
    const longer = line === "" ? word : `${line} ${word}`;
    if (widthOf(longer, "large") <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  for (const [i, line] of lines.slice(0, 2).entries()) canvas.text(line, MARGIN, top + i * 60, "large", INK);
}

function fitting(text: string, font: FontName, width: number): string {
  let fit = text;
  while (fit !== "" && widthOf(`${fit}…`, font) > width) fit = fit.slice(0, -1);
  return fit === text ? text : fit === "" ? "" : `${fit.trimEnd()}…`;
}

function drawSpark(canvas: Canvas, values: readonly number[], left: number, color: Color): void {
  if (values.length < 2) return;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const [right, top, bottom] = [CARD.width - MARGIN, 310, 480];
  canvas.line(
    values.map((value, i) =>
      [
        left + (right - left) * i / (values.length - 1),
        high === low ? (top + bottom) / 2 : bottom - (bottom - top) * (value - low) / (high - low),
      ] as const
    ),
    5,
    color,
  );
}
