import type { YearReport } from "./check.ts";

/** Most problems that are named. */
const MOST = 40;

/** What a span of operation came to, as a table. */
export function summaryOf(report: YearReport, seconds: number): string {
  const { operated, slots, lies, truth, faults, problems } = report;
  const { stops, starts, archives, mostBytes, naps, retention, pruned } = operated;
  const kills = stops.filter(({ how }) => how === "kill").length;
  const told = Object.values(lies.told).reduce((sum, count) => sum + count, 0);
  const lines: readonly (readonly [string, string])[] = [
    ["slots", `${slots.slots}`],
    [
      "on record as",
      `complete ${slots.complete}, partial ${slots.partial}, failed ${slots.failed}, late ${slots.late}, ` +
      `missed ${slots.missed}`,
    ],
    ["run again", `${slots.again}`],
    ["processes", `${starts.length}: ${kills} killed, ${naps.length} naps of the machine`],
    ["faults told", listOf(faults)],
    ["lies in runs on record", `${told}: ${listOf(lies.told)}`],
    [
      "found in quarantine",
      `${lies.found}, not to be known ${lies.harmless + lies.early}, cut off ${lies.cut}`,
    ],
    ["false alarms, splits", `${lies.falseAlarms}, ${lies.splits}`],
    ["archives compared", `${archives.archives} of ${archives.months} months, ${archives.rows} rows`],
    ["files at the end", `${truth.files}, ${truth.archives} of them archives`],
    ["quotes at the end", `${truth.quotes} from ${truth.oldest}, pruned ${truth.pruned}`],
    ["daily bars", `${truth.dailyBars}`],
    ["files pruned", listOf(pruned)],
    ["most bytes", `${mebibytes(mostBytes)} of ${mebibytes(retention.bytes)} MiB`],
    ["took", `${seconds.toFixed(0)} s`],
  ];
  const width = Math.max(...lines.map(([name]) => name.length));
  const table = lines.map(([name, text]) => `${name.padEnd(width)}  ${text}\n`).join("");
  const more = problems.length > MOST ? `and ${problems.length - MOST} more\n` : "";
  const wrong = problems.slice(0, MOST).map((problem) => `- ${problem}\n`).join("") + more;
  return `${table}${
    problems.length === 0 ? "Nothing is wrong\n" : `${problems.length} things are wrong:\n${wrong}`
  }`;
}

function listOf(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts).sort(([a], [b]) => a < b ? -1 : 1).map(([name, count]) => `${name} ${count}`)
    .join(
      ", ",
    );
}

function mebibytes(bytes: number): string {
  return (bytes / 1024 ** 2).toFixed(1);
}
