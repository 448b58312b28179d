import type { Row } from "@/lib/datasets/dataset.ts";
import { addRows, Batch } from "./batch.ts";
import type { SeriesLayout } from "./layout.ts";
import { SeriesNames } from "./series_names.ts";
import { SeriesReader } from "./series_reader.ts";
import type { SeriesView } from "./series_view.ts";
import type { Texts } from "./texts.ts";

/** Series as they were known at an instant. Each symbol's are found when they are first asked for. */
export class PastSeries extends SeriesReader {
  readonly #now: ReadonlyMap<string, readonly SeriesView[]>;
  readonly #at: number;
  readonly #earlier: ReadonlyMap<string, readonly Row[]>;
  readonly #texts: Texts;
  readonly #then = new Map<string, readonly SeriesView[]>();
  #size: number | null = null;

  /**
   * @param now the series as they are now, by symbol
   * @param at epoch milliseconds
   * @param earlier versions known then of rows that are others now
   * @param texts that the series' codes are of
   */
  constructor(
    layout: SeriesLayout,
    now: ReadonlyMap<string, readonly SeriesView[]>,
    at: number,
    earlier: readonly Row[],
    texts: Texts,
  ) {
    super(layout);
    this.#now = now;
    this.#at = at;
    this.#earlier = Map.groupBy(earlier, ({ symbol }) => String(symbol ?? ""));
    this.#texts = texts;
  }

  get size(): number {
    return this.#size ??= [...this.#now.keys()].reduce((sum, symbol) => sum + this.#sizeOf(symbol), 0);
  }

  symbols(): string[] {
    return [...this.#now.keys()].filter((symbol) => this.#sizeOf(symbol) > 0);
  }

  protected views(symbol?: string): readonly SeriesView[] {
    if (symbol === undefined) return [...this.#now.keys()].flatMap((each) => this.views(each));
    let views = this.#then.get(symbol);
    if (views === undefined) {
      const now = this.#now.get(symbol);
      if (now === undefined) return [];
      this.#then.set(symbol, views = this.#viewsThen(symbol, now));
    }
    return views;
  }

  protected glances(symbol?: string): readonly SeriesView[] {
    return this.views(symbol);
  }

  protected glanceOf(keys: readonly string[]): SeriesView | undefined {
    const symbol = keys[this.layout.keys.findIndex(({ name }) => name === "symbol")] ?? "";
    return this.views(symbol).find((view) => isOf(view, this.layout, keys));
  }

  /** Rows of a symbol. They are counted without being put together: each of the earlier ones is of another key. */
  #sizeOf(symbol: string): number {
    const known = (this.#now.get(symbol) ?? []).reduce(
      (sum, view) => sum + view.countKnownAt(this.#at).count,
      0,
    );
    return known + (this.#earlier.get(symbol)?.length ?? 0);
  }

  #viewsThen(symbol: string, now: readonly SeriesView[]): readonly SeriesView[] {
    const batch = new Batch(this.layout);
    const names = new SeriesNames();
    addRows(batch, this.#earlier.get(symbol) ?? [], this.layout, names, this.#texts);
    return now.map((view) => {
      const versions = new Map<number, number>();
      for (let row = 0; row < batch.length; row++) {
        const keys = names.codesOf(batch.series[row] ?? -1).map((code) => this.#texts.text(code));
        const at = isOf(view, this.layout, keys) ? view.find(batch.timeAt(row)) : -1;
        if (at >= 0 && view.fetchedAt(at) > this.#at) versions.set(at, row);
      }
      return view.knownAt(this.#at, versions, batch);
    }).filter(({ length }) => length > 0);
  }
}

function isOf(view: SeriesView, { keys }: SeriesLayout, texts: readonly string[]): boolean {
  return keys.every(({ name }, index) => view.keys[name] === texts[index]);
}
