import { isoTime } from "@/lib/datasets/mod.ts";
import type { ImportedBar } from "./imported_bars.ts";
import type { PriceFile } from "./price_file.ts";
import { Refusal } from "./refusal.ts";
import { type FileReport, type ImportReport, REJECTIONS_TOLD, type SeriesReport } from "./report.ts";

/** A file, read or refused. */
export interface ReadFile {
  readonly name: string;
  readonly file: PriceFile | Refusal;
}

/**
 * Reports on an import.
 * @param fresh the bars that were new or different
 * @param run_id of the run on record; `null` where nothing was new
 * @param watchlist symbols that have a page
 */
export function reportOf(
  read: readonly ReadFile[],
  fresh: ReadonlySet<ImportedBar>,
  run_id: string | null,
  watchlist: readonly string[],
): ImportReport {
  const files = read.map(({ name, file }) => fileReportOf(name, file, fresh, watchlist));
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
  file: string,
  read: PriceFile | Refusal,
  fresh: ReadonlySet<ImportedBar>,
  watchlist: readonly string[],
): FileReport {
  if (read instanceof Refusal) {
    const nothing = { rows: 0, new_rows: 0, rejected: 0, series: [], rejections: [], notes: [] };
    return { file, status: "refused", reason: read.reason, understood: null, ...nothing };
  }
  const { bars, rejected, understood, notes } = read;
  const new_rows = bars.filter((bar) => fresh.has(bar)).length;
  const isEmpty = bars.length === 0;
  const series = seriesOf(bars, fresh);
  const others = [...new Set(series.map(({ symbol }) => symbol))].filter((symbol) =>
    !watchlist.includes(symbol)
  );
  return {
    file,
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

function seriesOf(bars: readonly ImportedBar[], fresh: ReadonlySet<ImportedBar>): SeriesReport[] {
  const series = Map.groupBy(bars, ({ symbol, interval }) => `${symbol} ${interval}`);
  return series.values().flatMap((group) => {
    const [first, last] = [group[0], group.at(-1)];
    if (first === undefined || last === undefined) return [];
    const { symbol, interval } = first;
    return [{
      symbol,
      interval,
      from: isoTime(first.time),
      to: isoTime(last.time),
      rows: group.length,
      new_rows: group.filter((bar) => fresh.has(bar)).length,
    }];
  }).toArray();
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
