/** Texts by number: each is kept once. The empty text stands for `null`, as in a file. */
export class Texts {
  readonly #texts: string[] = [];
  readonly #codes = new Map<string, number>();
  /** The bytes of each text. */
  readonly #bytes: Uint8Array[] = [];
  /** First text of each hash, and the next of the same. */
  readonly #hashes = new Map<number, number>();
  readonly #next: number[] = [];
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

  /** Number of a text. */
  codeOf(text: string): number {
    return this.#codes.get(text) ?? this.#add(text, this.#encoder.encode(text));
  }

  /** Number of a text that is known, else -1. */
  find(text: string): number {
    return this.#codes.get(text) ?? -1;
  }

  /** The text of a number. */
  text(code: number): string {
    return this.#texts[code] ?? "";
  }

  /**
   * Number of the text that the bytes from `start` to `end` are: makes no text where it is known.
   * @param guess number of the text that it may well be
   * @throws {TypeError} when they are no UTF-8
   */
  codeOfBytes(bytes: Uint8Array, start: number, end: number, guess = -1): number {
    if (guess >= 0 && isAt(this.#bytes[guess], bytes, start, end)) return guess;
    for (
      let code = this.#hashes.get(hash(bytes, start, end)) ?? -1;
      code >= 0;
      code = this.#next[code] ?? -1
    ) {
      if (isAt(this.#bytes[code], bytes, start, end)) return code;
    }
    const own = bytes.slice(start, end);
    return this.#add(this.#decoder.decode(own), own);
  }

  /** The text of a cell in quotes: between them, quotes are doubled. */
  codeOfQuoted(bytes: Uint8Array, start: number, end: number): number {
    return this.codeOf(this.#decoder.decode(bytes.subarray(start, end)).replaceAll('""', '"'));
  }

  #add(text: string, bytes: Uint8Array): number {
    const code = this.#texts.length;
    const key = hash(bytes, 0, bytes.length);
    this.#texts.push(text);
    this.#bytes.push(bytes);
    this.#codes.set(text, code);
    this.#next.push(this.#hashes.get(key) ?? -1);
    this.#hashes.set(key, code);
    return code;
  }
}

/** FNV-1a. */
function hash(bytes: Uint8Array, start: number, end: number): number {
  let value = 0x811c9dc5;
  for (let i = start; i < end; i++) value = Math.imul(value ^ (bytes[i] ?? 0), 0x01000193);
  return value;
}

function isAt(text: Uint8Array | undefined, bytes: Uint8Array, start: number, end: number): boolean {
  if (text === undefined || text.length !== end - start) return false;
  for (let i = 0; i < text.length; i++) if (text[i] !== bytes[start + i]) return false;
  return true;
}
