import { isoTime } from "@/lib/datasets/mod.ts";
import type { ImportedBar } from "./imported_bars.ts";
import type { PriceFile } from "./price_file.ts";
import { Refusal } from "./refusal.ts";
import { type FileReport, type ImportReport, REJECTIONS_TOLD, type SeriesReport } from "./report.ts";

/** A file, read or refused. */
export interface ReadFile {
  readonly name: string;
  readonly file: PriceFile | Refusal;
  /** Of its content and what was said of it. */
  readonly fingerprint: string;
}

/** Counts the bars that were new or different. */
export class News {
  readonly #counts = new Map<string, number>();

  /** @param file place among the files */
  add(file: number, bar: Pick<ImportedBar, "symbol" | "interval">): void {
    const key = keyOf(file, bar);
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  /** Of one symbol and interval in one file. */
  of(file: number, bar: Pick<ImportedBar, "symbol" | "interval">): number {
    return this.#counts.get(keyOf(file, bar)) ?? 0;
  }
}

function keyOf(file: number, { symbol, interval }: Pick<ImportedBar, "symbol" | "interval">): string {
  return `${file} ${symbol} ${interval}`;
}

/**
 * Reports on an import.
 * @param run_id of the run on record; `null` where nothing was new
 * @param watchlist symbols that have a page
 */
export function reportOf(
  read: readonly ReadFile[],
  news: News,
  run_id: string | null,
  watchlist: readonly string[],
): ImportReport {
  const files = read.map((file, index) => fileReportOf(file, index, news, watchlist));
  const sum = (of: (file: FileReport) => number) => files.reduce((total, file) => total + of(file), 0);
  const report = {
    status: run_id !== null
      ? "imported"
      : files.some(({ status }) => status === "unchanged")
      ? "unchanged"
      : "refused",
    run_id,
    rows: sum(({ rows }) => rows),
    new_rows: sum(({ new_rows }) => new_rows),
    rejected: sum(({ rejected }) => rejected),
    files,
  } as const;
  return { ...report, summary: summaryOf(report) };
}

/** What an import came to, in a sentence. */
function summaryOf({ status, rows, new_rows, rejected }: Omit<ImportReport, "summary">): string {
  const rest = rejected > 0 ? `, ${rejected === 1 ? "1 line" : `${rejected} lines`} rejected` : "";
  switch (status) {
    case "imported":
      return `Imported: ${new_rows === 1 ? "1 new bar" : `${new_rows} new bars`} of ${rows}${rest}`;
    case "unchanged":
      return `Nothing new: ${rows === 1 ? "the bar is" : `all ${rows} bars are`} known${rest}`;
    case "refused":
      return `Nothing imported${rest}`;
  }
}

function fileReportOf(
  { name, file }: ReadFile,
  index: number,
  news: News,
  watchlist: readonly string[],
): FileReport {
  if (file instanceof Refusal) {
    const nothing = { rows: 0, new_rows: 0, rejected: 0, series: [], rejections: [], notes: [] };
    return { file: name, status: "refused", reason: file.reason, understood: null, ...nothing };
  }
  const { bars, rejected, understood, notes } = file;
  const series = seriesOf(bars, (bar) => news.of(index, bar));
  const new_rows = series.reduce((sum, { new_rows }) => sum + new_rows, 0);
  const isEmpty = bars.length === 0;
  const others = [...new Set(series.map(({ symbol }) => symbol))].filter((symbol) =>
    !watchlist.includes(symbol)
  );
  return {
    file: name,
    status: new_rows > 0 ? "imported" : isEmpty ? "refused" : "unchanged",
    reason: isEmpty ? "none of its rows can be imported" : null,
    rows: bars.length,
    new_rows,
    understood,
    series,
    rejected: rejected.length,
    rejections: rejected.slice(0, REJECTIONS_TOLD),
    notes: others.length === 0
      ? notes
      : [...notes, `Not on the watchlist, so without a page of their own: ${others.slice(0, 20).join(", ")}`],
  };
}

/** @param bars by symbol, interval and time */
function seriesOf(bars: readonly ImportedBar[], newsOf: (bar: ImportedBar) => number): SeriesReport[] {
  const series: SeriesReport[] = [];
  let start = 0;
  for (const [index, bar] of bars.entries()) {
    const next = bars[index + 1];
    if (next?.symbol === bar.symbol && next.interval === bar.interval) continue;
    const { symbol, interval } = bar;
    const from = isoTime(bars[start]?.time ?? bar.time);
    series.push({
      symbol,
      interval,
      from,
      to: isoTime(bar.time),
      rows: index + 1 - start,
      new_rows: newsOf(bar),
    });
    start = index + 1;
  }
  return series;
}

/** The remark on an import in the record of runs. */
export function noteOf({ files, rejected }: ImportReport): string {
  const refused = files.filter(({ status }) => status === "refused").length;
  const names = files.slice(0, 3).map(({ file }) => file).join(", ");
  return [
    files.length > 3 ? `${names} and ${files.length - 3} more files` : names,
    ...(rejected > 0 ? [`${rejected} lines rejected`] : []),
    ...(refused > 0 ? [`${refused} files refused`] : []),
  ].join("; ");
}
