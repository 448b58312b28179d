import { crc32, deflateSync } from "node:zlib";

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** Quick: an image is made while somebody waits. */
const LEVEL = 6;

/**
 * Pixels as a PNG of true colours: https://www.w3.org/TR/png-3/.
 * @param rgb three bytes a pixel, row by row
 */
export function pngOf(rgb: Uint8Array, width: number, height: number): Uint8Array<ArrayBuffer> {
  const row = width * 3;
  // Each row begins with its filter; 2: what differs from the row above, which is little.
  const filtered = new Uint8Array((row + 1) * height);
  for (let y = 0; y < height; y++) {
    const at = y * (row + 1);
    filtered[at] = y === 0 ? 0 : 2;
    for (let x = 0; x < row; x++) {
      const here = y * row + x;
      filtered[at + 1 + x] = (rgb[here] ?? 0) - (y === 0 ? 0 : rgb[here - row] ?? 0);
    }
  }
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  // Eight bits a channel, true colour.
  header.setUint8(8, 8);
  header.setUint8(9, 2);
  return joined([
    SIGNATURE,
    chunk("IHDR", new Uint8Array(header.buffer)),
    chunk("IDAT", deflateSync(filtered, { level: LEVEL })),
    chunk("IEND", new Uint8Array()),
  ]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const named = joined([new TextEncoder().encode(type), data]);
  const [length, check] = [new DataView(new ArrayBuffer(4)), new DataView(new ArrayBuffer(4))];
  length.setUint32(0, data.byteLength);
  check.setUint32(0, crc32(named));
  return joined([new Uint8Array(length.buffer), named, new Uint8Array(check.buffer)]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.byteLength;
  }
  return all;
}
