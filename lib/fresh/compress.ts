import type { Transform } from "node:stream";
import { promisify } from "node:util";
import { brotliCompress, constants, createBrotliCompress, createGzip, gzip } from "node:zlib";
import type { Rest } from "./peek.ts";
import type { FileEncoding } from "./snapshot.ts";

/** How hard to compress. */
export interface CompressionLevels {
  /** 0 to 11. */
  readonly brotliQuality: number;
  /** 0 to 9. */
  readonly gzipLevel: number;
}

/** From so many bytes on, brotli's quality is at most {@link LARGE_QUALITY}: twice as fast, and hardly a byte more. */
const LARGE_BYTES = 131_072;
const LARGE_QUALITY = 5;

/** Compresses bytes that are all there. */
export async function compressBytes(
  bytes: Uint8Array,
  encoding: FileEncoding,
  levels: CompressionLevels,
): Promise<Uint8Array<ArrayBuffer>> {
  const compressed = encoding === "gzip"
    ? await promisify(gzip)(bytes, { level: levels.gzipLevel })
    : await promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: bytes.byteLength < LARGE_BYTES
          ? levels.brotliQuality
          : Math.min(levels.brotliQuality, LARGE_QUALITY),
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength,
      },
    });
  return new Uint8Array(compressed);
}

/**
 * Compresses bytes as they come. Each piece is flushed, so that none waits for the next; a piece is read when the
 * client has taken the one before.
 */
export function compressStream(
  head: Uint8Array,
  rest: Rest,
  encoding: FileEncoding,
  levels: CompressionLevels,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const transform = newTransform(encoding, levels);
  let first: Uint8Array | null = head;
  let emitted = 0;
  return new ReadableStream({
    start(controller) {
      transform.on("data", (piece: Uint8Array) => {
        emitted++;
        controller.enqueue(new Uint8Array(piece));
      });
      transform.on("end", () => controller.close());
      transform.on("error", (error) => controller.error(error));
    },
    async pull() {
      const before = emitted;
      // A stream is pulled again only after something was put in, and a piece may be empty.
      while (emitted === before) {
        const piece = first ?? await nextPiece(rest);
        first = null;
        if (piece === null) return void transform.end();
        await write(transform, piece);
      }
    },
    async cancel(reason) {
      transform.destroy();
      await rest.cancel(reason);
    },
  });
}

async function nextPiece(rest: Rest): Promise<Uint8Array | null> {
  const { done, value } = await rest.read();
  return done ? null : value;
}

function write(transform: Transform, piece: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    transform.write(piece, (error) => error ? reject(error) : resolve());
  });
}

function newTransform(encoding: FileEncoding, { brotliQuality, gzipLevel }: CompressionLevels): Transform {
  return encoding === "gzip"
    ? createGzip({ level: gzipLevel, flush: constants.Z_SYNC_FLUSH })
    : createBrotliCompress({
      flush: constants.BROTLI_OPERATION_FLUSH,
      params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality },
    });
}
