import type { Rejected, Row } from "@/lib/datasets/dataset.ts";
import { isoTime } from "@/lib/datasets/time.ts";
import {
  type Candidate,
  type Judgement,
  judgeQuotes,
  NEW_YORK_DAYS,
  type Past,
  type Quote,
  type TradingDays,
} from "@/lib/detector/mod.ts";
import { sessionAt } from "@/lib/exchange/mod.ts";
import type { QuarantinedRow } from "@/lib/store/quarantine.ts";
import type { Stamp } from "@/lib/store/stamp.ts";
import type { Store } from "@/lib/store/store.ts";
import { nextTurn } from "./delay.ts";
import { pastOn, quoteOf } from "./quote_past.ts";
import { QUOTE_WATCH_STATE, type QuoteWatch, type Watched } from "./quote_watch.ts";
import { watchForSplits } from "./split_sentinel.ts";

/** What the collection of one symbol's quote came to. */
export interface CollectedQuote {
  readonly symbol: string;
  readonly rows: readonly Row[];
  readonly rejected: readonly Rejected[];
  /** The provider's answer. */
  readonly raw: unknown;
}

/** What is left of a run's quotes. */
export interface JudgedQuotes {
  /** The good ones, and those doubted before that are good after all. */
  readonly rows: readonly Row[];
  /** To be kept aside. */
  readonly rejected: readonly Rejected[];
  readonly judgements: readonly Judgement[];
  /** Rows of the quarantine that are good after all, each with the reason. */
  readonly confirmed: readonly { readonly row: QuarantinedRow; readonly note: string }[];
}

/** What was done once the good quotes were on the volume. */
export interface Concluded {
  /** Bars that a split adjusted. */
  readonly rows: number;
  /** Splits flagged. */
  readonly quarantined: number;
  /** For the run's record. */
  readonly notes: readonly string[];
}

/** What judging needs. */
export interface QuoteJudgeOptions {
  readonly store: Store;
  readonly watch: QuoteWatch;
  readonly now: () => number;
  /**
   * Whether the exchange is open.
   * @default by the calendar of New York
   */
  readonly isOpen?: (now: number) => boolean;
  /** @default sessions of New York */
  readonly days?: TradingDays;
}

/** Symbols after which others have their turn: two months of quotes are looked at for each. */
const SYMBOLS_A_TURN = 20;

/** Lays the quotes of a run before the detector, and does what follows from its judgement. */
export class QuoteJudge {
  readonly #options: QuoteJudgeOptions;
  readonly #days: TradingDays;
  /** Day on which a symbol's quotes were last searched for splits by this process. */
  readonly #searched = new Map<string, string>();

  constructor(options: QuoteJudgeOptions) {
    this.#options = options;
    this.#days = options.days ?? NEW_YORK_DAYS;
  }

  /** Judges the quotes of a run, before they are committed. Changes nothing but what it remembers. */
  async judge(collected: readonly CollectedQuote[]): Promise<JudgedQuotes> {
    const { store, watch, now } = this.#options;
    watch.reload(store.readState(QUOTE_WATCH_STATE));
    const candidates: (Candidate & { readonly row: Row; readonly raw: unknown })[] = [];
    const rows: Row[] = [];
    for (const [index, each] of collected.entries()) {
      if (index % SYMBOLS_A_TURN === SYMBOLS_A_TURN - 1) await nextTurn();
      for (const row of each.rows) {
        const quote = quoteOf(row);
        // Without a time it is no quote to judge.
        if (quote === null) rows.push(row);
        else {
          const past = pastOn(store, each.symbol, this.#days);
          candidates.push({ quote, past, watch: watch.get(each.symbol)?.watch, row, raw: each.raw });
        }
      }
    }
    const isOpen = (this.#options.isOpen ?? ((at) => sessionAt(at) !== null))(now());
    const judgements = judgeQuotes(candidates, { isOpen, days: this.#days });
    const confirmed = judgements.flatMap(({ confirmed, note }) =>
      confirmed.flatMap((quote) => this.#heldRow(quote) ?? []).map((row) => ({ row, note }))
    );
    const rejected: Rejected[] = [];
    for (const [index, { doubt }] of judgements.entries()) {
      const candidate = candidates[index];
      if (candidate === undefined) continue;
      const { row, raw } = candidate;
      if (doubt === null) rows.push(row);
      else rejected.push(rejectedOf(row, raw, doubt));
    }
    this.#remember(collected, judgements);
    return {
      rows: [...confirmed.flatMap(({ row }) => row.row === undefined ? [] : [row.row]), ...rows],
      rejected,
      judgements,
      confirmed,
    };
  }

  /**
   * Once the good ones are on the volume: what was held and is good leaves the quarantine, splits are looked for, and
   * what the next run needs to know is saved.
   * @throws {StoreError}
   */
  async conclude(judged: JudgedQuotes, run: { runId: string; stamp: Stamp }): Promise<Concluded> {
    const { store, watch, now } = this.#options;
    for (const [note, rows] of Map.groupBy(judged.confirmed, ({ note }) => note)) {
      await store.quarantine.resolve(rows.map(({ row }) => row.id), "accepted", note);
    }
    await store.writeState(QUOTE_WATCH_STATE, watch.toJSON());
    const pasts = await this.#pastsToSearch(judged.judgements);
    const splits = await watchForSplits(pasts, { store, days: this.#days, now: now(), ...run });
    const notes = judged.judgements.flatMap(({ note }) => note === "" ? [] : [note]);
    return { rows: splits.rows, quarantined: splits.flagged.length, notes: [...notes, ...splits.notes] };
  }

  /** Once a day each, and at once where a quote told of a split. */
  async #pastsToSearch(judgements: readonly Judgement[]): Promise<Map<string, Past>> {
    const { store, now } = this.#options;
    if (!store.datasets.some(({ name }) => name === "stock_historical")) return new Map();
    const { date } = this.#days.at(now());
    const pasts = new Map<string, Past>();
    for (const { quote: { symbol }, split } of judgements) {
      if (split === null && this.#searched.get(symbol) === date) continue;
      if (pasts.size % SYMBOLS_A_TURN === SYMBOLS_A_TURN - 1) await nextTurn();
      pasts.set(symbol, pastOn(store, symbol, this.#days));
      this.#searched.set(symbol, date);
    }
    return pasts;
  }

  #remember(collected: readonly CollectedQuote[], judgements: readonly Judgement[]): void {
    const { watch, now } = this.#options;
    const since = isoTime(now());
    for (const { symbol, rejected } of collected) {
      const [first] = rejected;
      if (first === undefined) continue;
      const { kind = "unusable", reason } = first;
      watch.set(symbol, { watch: watch.get(symbol)?.watch ?? {}, doubt: { kind, reason, since } });
    }
    for (const { quote: { symbol }, doubt, watch: next } of judgements) {
      const remembered: Watched = { watch: next, doubt: doubt && { ...doubt, since } };
      watch.set(symbol, remembered);
    }
  }

  /** The row kept aside for a quote that was doubted, unless somebody decided about it meanwhile. */
  #heldRow({ symbol, at }: Quote): QuarantinedRow | undefined {
    return this.#options.store.quarantine.open().find(({ dataset, row }) =>
      dataset === "stock_quotes" && row?.symbol === symbol && row.as_of === isoTime(at)
    );
  }
}

function rejectedOf(row: Row, raw: unknown, { kind, reason }: { kind: string; reason: string }): Rejected {
  return {
    dataset: "stock_quotes",
    symbol: String(row.symbol),
    reason,
    raw: JSON.stringify(raw ?? row),
    kind,
    row,
  };
}
