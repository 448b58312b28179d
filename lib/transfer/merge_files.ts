import type { Row } from "@/lib/datasets/mod.ts";
import { newsOf, rowOf } from "./import_rows.ts";
import { bySeries, type ImportedBar } from "./imported_bars.ts";

/** A file's bars, by symbol, interval and time. */
export interface NamedBars {
  readonly name: string;
  readonly bars: readonly ImportedBar[];
}

/** What all files together say of one bar. */
export interface MergedBar {
  /** Which file said it last, and said something new. */
  readonly file: number;
  readonly bar: ImportedBar;
  readonly row: Row;
}

/**
 * The bars of several files, each once, by symbol, interval and time; of files that contradict each other the last
 * counts. Made one by one: the rows of a large file are never all there.
 * @param importedAt epoch milliseconds
 */
export function* mergedBars(files: readonly NamedBars[], importedAt: number): Generator<MergedBar> {
  const next = files.map(() => 0);
  for (;;) {
    const heads = files.map(({ bars }, file) => bars[next[file] ?? 0]);
    const first = heads.reduce((least, bar) =>
      bar && (least === undefined || bySeries(bar, least) < 0) ? bar : least
    );
    if (first === undefined) return;
    let merged: MergedBar | undefined;
    for (const [file, bar] of heads.entries()) {
      if (bar === undefined || bySeries(bar, first) !== 0) continue;
      next[file] = (next[file] ?? 0) + 1;
      const row = newsOf(rowOf(bar, files[file]?.name ?? "", importedAt), merged?.row);
      if (row !== null) merged = { file, bar, row };
    }
    if (merged !== undefined) yield merged;
  }
}
