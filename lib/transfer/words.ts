import type { FileReport, ImportReport, SeriesReport } from "./report.ts";

/** Rejected lines that a terminal is told one by one. */
const SHOWN = 50;

/** An import's report for the terminal. */
export function wordsOf(report: ImportReport, showAll: boolean): string {
  return [...report.files.map((file) => fileWords(file, showAll)), report.summary].join("\n\n");
}

function fileWords(file: FileReport, showAll: boolean): string {
  const lines = [file.file, ...(file.reason === null ? [] : [`  Refused: ${file.reason}`])];
  const { understood } = file;
  if (understood !== null) {
    const columns = understood.columns.map(({ column, as }) =>
      column === as ? column : `${column || "(no name)"} as ${as}`
    );
    lines.push(
      `  Columns: ${columns.join(", ")}`,
      ...(understood.ignored.length > 0 ? [`  Ignored: ${understood.ignored.join(", ")}`] : []),
      `  Dates: ${understood.dates}, ${understood.order}; numbers: ${understood.numbers}; separator: ${understood.separator}`,
      `  Prices: ${understood.prices}; symbol from ${understood.symbol_from}`,
    );
  }
  lines.push(
    ...file.series.map((series) => `  ${seriesWords(series)}`),
    ...file.notes.map((note) => `  ${note}`),
  );
  if (file.rejected > 0) {
    lines.push(`  Rejected: ${count(file.rejected, "line")}`);
    const shown = showAll ? file.rejections : file.rejections.slice(0, SHOWN);
    lines.push(...shown.map(({ line, reason, text }) => `    line ${line}: ${reason}: ${text}`));
    const rest = file.rejected - shown.length;
    if (rest > 0) lines.push(`    and ${rest} more${showAll ? "" : ", --all shows them"}`);
  }
  return lines.join("\n");
}

function seriesWords({ symbol, interval, from, to, rows, new_rows }: SeriesReport): string {
  const [start, end] = interval === "1d" ? [from.slice(0, 10), to.slice(0, 10)] : [from, to];
  const news = new_rows === rows ? "" : `, ${new_rows === 0 ? "none" : new_rows} of them new`;
  return `${symbol}, ${interval}: ${count(rows, "bar")} from ${start} to ${end}${news}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
