import type { RunRecord } from "@/lib/store/run_record.ts";
import { candlesBetween } from "@/lib/simulator/mod.ts";
import { isRecorded, isTrue } from "./check_lies.ts";
import type { Checked } from "./checks.ts";
import type { Operated } from "./operate.ts";
import { DAY_MS, SPLIT_SYMBOL, splitAt, SYMBOLS } from "./script.ts";
import { keyText, type TextFile, type TextRow } from "./volume.ts";

/** What is on the volume at the end. */
export interface TruthCounts {
  readonly files: number;
  readonly archives: number;
  /** Quotes on the volume, and the oldest. */
  readonly quotes: number;
  readonly oldest: string;
  /** Honest answers that are gone with what was pruned. */
  readonly pruned: number;
  readonly dailyBars: number;
}

/** Compares the volume's quotes and daily bars with what the exchange did, one by one. */
export function checkTruth(
  operated: Operated,
  runs: readonly RunRecord[],
  files: readonly TextFile[],
): Checked<TruthCounts> {
  const quotes = truthOf(files, "stock_quotes");
  const times = quotes.values().map((row) => String(row.as_of)).toArray().sort();
  const [oldest = ""] = times;
  const missing = checkQuotes(operated, runs, quotes, Date.parse(oldest));
  const bars = truthOf(files, "stock_historical").values().filter(({ interval }) => interval === "1d")
    .toArray();
  return {
    counts: {
      files: files.length,
      archives: files.filter(({ kind }) => kind === "archive").length,
      quotes: quotes.size,
      oldest,
      pruned: missing.pruned,
      dailyBars: bars.length,
    },
    problems: [...missing.problems, ...bars.flatMap((bar) => checkBar(bar, operated.span))],
  };
}

/** Of each key the last row. */
function truthOf(files: readonly TextFile[], dataset: string): Map<string, TextRow> {
  const rows = new Map<string, TextRow>();
  for (const file of files) {
    if (file.dataset !== dataset || file.kind === "versions") continue;
    for (const row of file.rows) rows.set(keyText(dataset, row), row);
  }
  return rows;
}

function checkQuotes(
  { told, span }: Operated,
  runs: readonly RunRecord[],
  quotes: ReadonlyMap<string, TextRow>,
  oldest: number,
): { problems: string[]; pruned: number } {
  const problems: string[] = [];
  const recorded = isRecorded(runs);
  const name = (symbol: string, time: number) =>
    keyText("stock_quotes", { symbol, as_of: new Date(time).toISOString() });
  /** Prices that may stand, by key: true ones, late ones too, and those whose standstill could not be known. */
  const allowed = new Map<string, Set<number>>();
  let pruned = 0;
  for (const each of told) {
    const { at, symbol, fault, quote } = each;
    if (quote === undefined || !(MAY_STAND.has(fault) || isTrue(each, span.seed))) continue;
    const [time, price] = quote;
    const key = name(symbol, time);
    allowed.set(key, (allowed.get(key) ?? new Set()).add(price));
    if (!MUST_STAND.has(fault) || !recorded(at)) continue;
    if (quotes.has(key)) continue;
    if (time < oldest) pruned++;
    else problems.push(`${symbol} of ${new Date(time).toISOString()} was told and is not on the volume`);
  }
  for (const [key, row] of quotes) {
    if (!allowed.get(key)?.has(Number(row.price))) {
      problems.push(
        `${row.symbol} of ${row.as_of} is ${row.price} on the volume, which nobody said in earnest`,
      );
    }
  }
  return { problems, pruned };
}

const MUST_STAND: ReadonlySet<string | null> = new Set([null, "duplicates", "split"]);
const MAY_STAND: ReadonlySet<string | null> = new Set([...MUST_STAND, "frozen"]);

/** A daily bar built of quotes lies within what the exchange did that day. */
function checkBar({ symbol = "", time = "", high, low }: TextRow, span: Operated["span"]): string[] {
  const date = time.slice(0, 10);
  const from = Date.parse(date);
  const factor = symbol === SPLIT_SYMBOL && from >= Math.floor(splitAt(span) / DAY_MS) * DAY_MS ? 0.25 : 1;
  const day = candlesBetween(symbol, "D", from, from + DAY_MS, { hours: "exchange", seed: span.seed });
  if (day.s !== "ok" || !SYMBOLS.some((each) => each === symbol)) {
    return [`${symbol} of ${date} had no session`];
  }
  const [most, least] = [(day.h[0] ?? 0) * factor, (day.l[0] ?? 0) * factor];
  const isWithin = Number(high) <= most + 0.011 && Number(low) >= least - 0.011;
  return isWithin
    ? []
    : [`${symbol} of ${date} went from ${low} to ${high}, the exchange from ${least} to ${most}`];
}
