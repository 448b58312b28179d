import type { QuarantinedRow } from "@/lib/store/quarantine.ts";
import type { RunRecord } from "@/lib/store/run_record.ts";
import { quoteAt } from "@/lib/simulator/mod.ts";
import type { Checked } from "./checks.ts";
import type { Told } from "./ledger.ts";
import type { Operated } from "./operate.ts";
import { QUARTER_MS } from "./script.ts";

/** What became of the lies. */
export interface LieCounts {
  /** Lies that a run on record took in, by kind. */
  readonly told: Readonly<Record<string, number>>;
  /** Found in quarantine, each on its own. */
  readonly found: number;
  /** True, only old, while nothing newer was known: not to be told from the truth. */
  readonly harmless: number;
  /** A price that stands still for less than two hours: nobody can know yet. */
  readonly early: number;
  /** Told to a process that was killed before its run was on record; the slot was asked again. */
  readonly cut: number;
  /** True quotes that were kept aside. */
  readonly falseAlarms: number;
  readonly splits: number;
}

/** By the symbols' own habit a standstill is none before this. */
const STANDSTILL_MS = 8 * QUARTER_MS;
/** These change nothing of a quote, or are no lie. */
const NO_LIES: readonly (string | null)[] = [null, "duplicates", "split"];

/** What was asked in a run that is on record. */
export function isRecorded(runs: readonly RunRecord[]): (at: number) => boolean {
  const spans = runs.filter(({ attempt }) => attempt > 0)
    .map(({ started_at, finished_at }) => ({ from: Date.parse(started_at), to: Date.parse(finished_at) }))
    .sort((a, b) => a.from - b.from);
  return (at) => {
    let [low, high] = [0, spans.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((spans[middle]?.from ?? Infinity) <= at) low = middle + 1;
      else high = middle;
    }
    return at <= (spans[low - 1]?.to ?? -Infinity);
  };
}

/** Looks for each lie that the simulator told in quarantine. */
export function checkLies(
  { told, span }: Operated,
  runs: readonly RunRecord[],
  quarantine: readonly QuarantinedRow[],
): Checked<LieCounts> {
  const problems: string[] = [];
  const byKind: Record<string, number> = {};
  const counts = { told: byKind, found: 0, harmless: 0, early: 0, cut: 0, falseAlarms: 0, splits: 0 };
  const recorded = isRecorded(runs);
  const quotes = quarantine.filter(({ dataset, kind }) => dataset === "stock_quotes" && kind !== "split");
  const left = new Map(quotes.map(({ symbol, raw, count }) => [`${symbol} ${raw}`, count]));
  /** Newest true quote by symbol. */
  const newest = new Map<string, number>();
  for (const each of told) {
    const { at, symbol, fault, quote, body } = each;
    if (quote === undefined) continue;
    if (NO_LIES.includes(fault)) {
      if (recorded(at)) newest.set(symbol, Math.max(quote[0], newest.get(symbol) ?? 0));
      continue;
    }
    const name = `${symbol} ${body}`;
    const count = left.get(name) ?? 0;
    if (!recorded(at)) {
      counts.cut++;
      // It may have been kept aside before the kill.
      continue;
    }
    byKind[fault ?? ""] = (byKind[fault ?? ""] ?? 0) + 1;
    if (count > 0) {
      left.set(name, count - 1);
      counts.found++;
    } else if (isTrue(each, span.seed) && quote[0] >= (newest.get(symbol) ?? 0)) counts.harmless++;
    else if (fault === "frozen" && at - frozenSince(told, each) < STANDSTILL_MS) counts.early++;
    else problems.push(`${fault} about ${symbol} at ${new Date(at).toISOString()} is not in quarantine`);
  }
  const lies = new Set(
    told.flatMap(({ symbol, body, fault }) => NO_LIES.includes(fault) ? [] : [`${symbol} ${body}`]),
  );
  for (const { symbol, raw, reason, last_seen } of quotes) {
    if (lies.has(`${symbol} ${raw}`)) continue;
    counts.falseAlarms++;
    problems.push(`${symbol} at ${last_seen} was true and is kept aside: ${reason}`);
  }
  counts.splits = quarantine.filter(({ kind }) => kind === "split").length;
  return { counts, problems };
}

/** Whether a lie says what was true at the time that it names. */
export function isTrue({ symbol, body, quote }: Told, seed: number): boolean {
  return quote !== undefined && quote[0] > 0 &&
    JSON.stringify(quoteAt(symbol, quote[0], { hours: "exchange", seed })) === body;
}

/** When the price that a lie repeats was told first. */
function frozenSince(told: readonly Told[], lie: Told): number {
  const same = told.find(({ at, symbol, fault, quote }) =>
    fault === "frozen" && symbol === lie.symbol && quote?.[1] === lie.quote?.[1] &&
    lie.at - at < 20 * QUARTER_MS
  );
  return same?.at ?? lie.at;
}
