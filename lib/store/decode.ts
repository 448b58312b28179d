const DECODER = new TextDecoder("utf-8", { fatal: true });

/**
 * Text of a data file.
 * @throws {SyntaxError} for bytes that are no UTF-8
 */
export function decode(bytes: Uint8Array): string {
  try {
    return DECODER.decode(bytes);
  } catch (error) {
    throw new SyntaxError("Cannot decode the file: it is not UTF-8", { cause: error });
  }
}
