import { DATASETS, header } from "@/lib/datasets/mod.ts";
import { stockQuotes } from "@/lib/datasets/stock_quotes.ts";
import { isoTime } from "@/lib/datasets/time.ts";
import { sessionsBetween } from "@/lib/exchange/mod.ts";
import { Chance } from "@/lib/simulator/hash.ts";
import { lineOf, RUN_COLUMNS } from "@/lib/store/run_record.ts";
import { stampOf } from "@/lib/store/stamp.ts";
import { ARCHIVE, RUNS } from "@/lib/store/volume.ts";

const QUARTER_MS = 900_000;
const YEAR_MS = 365 * 86_400_000;

/** A year on a volume of its own. */
export interface YearOptions {
  /** The data folder; it is there and empty. */
  readonly dir: string;
  readonly symbols: readonly string[];
  /** Whether every quarter hour has its quotes, or those of New York's sessions alone. */
  readonly hours: "always" | "exchange";
  /** The last slot, epoch milliseconds. */
  readonly end: number;
  /** Whether closed months are put together, as upkeep does. */
  readonly isArchived: boolean;
}

/** What was written. */
export interface Year {
  readonly quotes: number;
  /** Of quotes, and how many of them are archives. */
  readonly files: number;
  readonly archives: number;
  /** Of those files. */
  readonly bytes: number;
}

/**
 * Writes what a year leaves: the quotes of each slot, and the record of the runs, in the form in which the store does
 * (a test compares), without its commits, which would take an hour. The same symbols and end give the same bytes.
 */
export function writeYear({ dir, symbols, hours, end, isArchived }: YearOptions): Year {
  const head = `${header(stockQuotes).join(",")}\n`;
  const prices = symbols.map((symbol) => new Price(symbol));
  const times = slotsOf(hours, end);
  const thisMonth = stampOf(end).slice(0, 6);
  const encoder = new TextEncoder();
  let [files, archives, bytes, runs] = [0, 0, 0, `${RUN_COLUMNS.join(",")}\n`];
  const write = (path: string, text: string) => {
    const data = encoder.encode(text);
    Deno.writeFileSync(`${dir}/${path}`, data);
    files++;
    bytes += data.length;
  };
  Deno.mkdirSync(`${dir}/${ARCHIVE}`, { recursive: true });
  for (const [month, slots] of Map.groupBy(times, (at) => stampOf(at).slice(0, 6))) {
    const archive: string[] = [];
    for (const at of slots) {
      const rows = prices.map((price) => price.rowAt(at)).join("");
      const path = `stock_quotes_${stampOf(at)}.csv`;
      if (isArchived && month < thisMonth) archive.push(rows);
      else write(path, head + rows);
      runs += runAt(at, symbols.length);
    }
    if (archive.length === 0) continue;
    write(`${ARCHIVE}/stock_quotes_${month}.csv`, head + archive.join(""));
    archives++;
  }
  Deno.writeTextFileSync(`${dir}/${RUNS}`, runs);
  return { quotes: times.length * symbols.length, files, archives, bytes };
}

/** Tickers, made up: `AAA`, `AAB`, … */
export function tickers(count: number): string[] {
  const letter = (index: number) => String.fromCharCode(65 + index % 26);
  return Array.from(
    { length: count },
    (_, i) => letter(Math.floor(i / 676)) + letter(Math.floor(i / 26)) + letter(i),
  );
}

function slotsOf(hours: YearOptions["hours"], end: number): number[] {
  const begin = end - YEAR_MS;
  const times: number[] = [];
  if (hours === "always") { for (let at = begin + QUARTER_MS; at <= end; at += QUARTER_MS) times.push(at); }
  else {
    for (const { open, close } of sessionsBetween(begin, end)) {
      for (let at = open; at <= Math.min(close, end); at += QUARTER_MS) times.push(at);
    }
  }
  return times;
}

/** A price that wanders, and its day. */
class Price {
  readonly #symbol: string;
  readonly #chance: Chance;
  #price: number;
  #day = -1;
  #open = 0;
  #high = 0;
  #low = 0;
  #previousClose: number;

  constructor(symbol: string) {
    this.#symbol = symbol;
    this.#chance = new Chance("year", symbol);
    this.#price = this.#previousClose = cents(this.#chance.between(20, 600));
  }

  /** The line of a slot's quote. */
  rowAt(slot: number): string {
    const chance = this.#chance;
    const before = this.#price;
    const price = this.#price = cents(before * (1 + chance.between(-0.004, 0.00402)));
    const day = Math.floor(slot / 86_400_000);
    if (day !== this.#day) {
      this.#day = day;
      this.#previousClose = before;
      this.#open = this.#high = this.#low = price;
    }
    this.#high = Math.max(this.#high, price);
    this.#low = Math.min(this.#low, price);
    const change = cents(price - this.#previousClose);
    const percent = Math.round(change / this.#previousClose * 1e6) / 1e4;
    const asOf = slot - 1000 * chance.integer(0, 20);
    const fetchedAt = slot + chance.integer(200, 9_000);
    return `${this.#symbol},${price},${change},${percent},${this.#high},${this.#low},${this.#open},` +
      `${this.#previousClose},finnhub:/quote,${isoTime(asOf)},${isoTime(fetchedAt)}\n`;
  }
}

function cents(value: number): number {
  return Math.round(value * 100) / 100 + 0;
}

/** A run's line: it names a file of every dataset, as it does when all have one. */
function runAt(slot: number, rows: number): string {
  const stamp = stampOf(slot);
  return lineOf({
    run_id: `${stamp}-1`,
    slot: isoTime(slot),
    attempt: 1,
    trigger: "schedule",
    status: "complete",
    started_at: isoTime(slot + 40),
    finished_at: isoTime(slot + 9_400),
    duration_ms: 9_360,
    calls: rows,
    rows,
    quarantined: 0,
    errors: 0,
    files: DATASETS.map(({ name }) => `${name}_${stamp}.csv`).join(" "),
    note: "",
  });
}
