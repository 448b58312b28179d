import type { QuarantinedRow } from "@/lib/store/quarantine.ts";

/** Characters of a reason on one line of the list. */
const MOST_REASON = 90;

/** The rows that wait for review, a line each, the latest first. */
export function listWords(rows: readonly QuarantinedRow[]): string {
  if (rows.length === 0) return "Nothing waits for review.";
  const cells = rows.map((row) => [
    row.id,
    row.symbol === "" ? row.dataset : `${row.dataset} ${row.symbol}`,
    row.last_seen.slice(0, 16).replace("T", " "),
    `${row.count}x`,
    isAcceptable(row) ? "" : "drop only",
    plain(row.reason, MOST_REASON),
  ]);
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((line) => line[column]?.length ?? 0))
  );
  return cells.map((line) =>
    line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ").trimEnd()
  )
    .join("\n");
}

/** All that is known of one row. */
export function rowWords(row: QuarantinedRow): string {
  const lines: [name: string, value: string][] = [
    ["id", row.id],
    ["dataset", row.dataset],
    ["symbol", row.symbol === "" ? "–" : row.symbol],
    ["reason", row.reason],
    ["came", `${row.count} times, first ${row.first_seen}, last ${row.last_seen}, run ${row.run_id}`],
    ["state", stateOf(row)],
    ["as it came", row.raw],
    ...Object.entries(row.row ?? {}).map((
      [name, cell],
    ): [string, string] => [`row.${name}`, `${cell ?? ""}`]),
  ];
  const width = Math.max(...lines.map(([name]) => name.length));
  return lines.map(([name, value]) => `${name.padEnd(width)}  ${plain(value)}`).join("\n");
}

/** Whether there is a row, or a split, to accept. */
export function isAcceptable({ row }: QuarantinedRow): boolean {
  return row !== undefined;
}

function stateOf(row: QuarantinedRow): string {
  if (row.resolution !== undefined) return `${row.resolution} on ${row.resolved_at}: ${row.note}`;
  return isAcceptable(row) ? "waits for review" : "waits for review; it is no row, and can only be dropped";
}

/** What a provider sent must not steer a terminal. */
function plain(text: string, most = Infinity): string {
  const line = text.replaceAll(/\p{Control}+/gu, " ");
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}
