import { createHash } from "node:crypto";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { FileEncoding, FileSnapshot } from "../snapshot.ts";
import { contentTypeOf, isCompressible } from "./content_type.ts";
import { listFiles } from "./project_files.ts";

/** Hash of a content as it stands in URLs and ETags: 64 bits of SHA-256 in hexadecimal digits. */
export function hashOf(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex").slice(0, 16);
}

/** Options of {@linkcode writeOutput}. */
export interface OutputOptions {
  /** URL path of the file. */
  readonly url: string;
  /** True where the URL has the content's hash in its name. */
  readonly immutable: boolean;
  /** False to leave out the compressed variants, which take time. */
  readonly compress: boolean;
}

/**
 * Writes a file for the browser, with its compressed variants, into the build's folder. Its name on disk is its hash, so
 * that a running server goes on serving the files of its own snapshot during a build.
 */
export async function writeOutput(
  outDir: string,
  content: Uint8Array,
  { url, immutable, compress }: OutputOptions,
): Promise<FileSnapshot> {
  const contentType = contentTypeOf(url);
  const hash = hashOf(content);
  const ending = /\.\w+$/.exec(url)?.[0] ?? "";
  const path = `files/${hash}${ending}`;
  await Deno.mkdir(join(outDir, "files"), { recursive: true });
  await Deno.writeFile(join(outDir, path), content);
  const encodings: FileEncoding[] = [];
  for (const [encoding, suffix, pack] of compress && isCompressible(contentType) ? PACKERS : []) {
    const packed = pack(content);
    // A variant that saves nothing costs the browser time.
    if (packed.byteLength >= content.byteLength) continue;
    await Deno.writeFile(join(outDir, path + suffix), packed);
    encodings.push(encoding);
  }
  return { path, hash, contentType, immutable, encodings, size: content.byteLength };
}

const PACKERS: readonly [FileEncoding, string, (content: Uint8Array) => Uint8Array][] = [
  ["br", ".br", (content) =>
    brotliCompressSync(content, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.byteLength,
      },
    })],
  ["gzip", ".gz", (content) => gzipSync(content, { level: constants.Z_BEST_COMPRESSION })],
];

/** Removes what former builds left in the folder and this one does not use. */
export async function removeLeftovers(outDir: string, files: readonly FileSnapshot[]): Promise<void> {
  const kept = new Set(files.flatMap(({ path }) => [path, `${path}.br`, `${path}.gz`]));
  for (const path of await listFiles(outDir, "files")) {
    if (!kept.has(path)) await Deno.remove(join(outDir, path));
  }
}

/** Writes a text so that a reader sees the old content or the new one, never a part. */
export async function writeAtomically(path: string, text: string): Promise<void> {
  const temporary = `${path}.${Deno.pid}.tmp`;
  await Deno.writeTextFile(temporary, text);
  await Deno.rename(temporary, path);
}
