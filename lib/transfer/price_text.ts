import { Refusal } from "./refusal.ts";

/** First bytes of what people download in place of CSV. */
const OTHER_FORMATS: readonly [bytes: readonly number[], what: string][] = [
  [[0x50, 0x4b, 0x03, 0x04], "an Excel workbook or another archive"],
  [[0xd0, 0xcf, 0x11, 0xe0], "an old Excel workbook"],
  [[0x1f, 0x8b], "compressed"],
  [[0x50, 0x41, 0x52, 0x31], "a Parquet file"],
  [[0x25, 0x50, 0x44, 0x46], "a PDF"],
];

/**
 * Text of a price file: UTF-8, or UTF-16 where it says so, or what older spreadsheets save (Windows-1252). Without
 * the byte order mark.
 * @throws {Refusal} for what is no text, or a text of another kind than CSV
 */
export function textOf(bytes: Uint8Array): string {
  const other = OTHER_FORMATS.find(([start]) => start.every((byte, index) => bytes[index] === byte));
  if (other !== undefined) throw new Refusal(`it is ${other[1]}, wanted CSV`);
  const text = decode(bytes);
  if (text.includes("\0")) throw new Refusal("it is no text, wanted CSV");
  if (text.trim() === "") throw new Refusal("it is empty");
  if (/^\s*<(!doctype|html|head|\?xml)/i.test(text)) throw new Refusal("it is a web page, wanted CSV");
  if (/^\s*[[{]\s*["{[\]}]/.test(text)) throw new Refusal("it is JSON, wanted CSV");
  return text;
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    // Every byte has a meaning in Windows-1252; digits and separators are the same as in UTF-8.
    if (error instanceof TypeError) return new TextDecoder("windows-1252").decode(bytes);
    throw error;
  }
}
