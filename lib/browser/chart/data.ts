import { addressAt } from "@/lib/market/address.ts";
import type { ChartEvent } from "@/lib/market/chart_events.ts";
import { type History, type Interval, intervalOf, type Range } from "@/lib/market/history.ts";

/** A chart's data as the server gives them, each fetched once. */
export class ChartData {
  readonly #symbol: string;
  readonly #past: string | undefined;
  readonly #closed = new AbortController();
  /** The newest bars of each interval that are known, whole or of one range. */
  readonly #known = new Map<Interval, History>();
  readonly #loading = new Map<string, Promise<History>>();

  constructor(symbol: string, past: string | undefined, initial: History) {
    this.#symbol = symbol;
    this.#past = past;
    this.#known.set(initial.interval, initial);
  }

  /** Bars that have those of a range among them. @param wantsLead whether those before it are needed too */
  async history(range: Range, wantsLead: boolean): Promise<History> {
    const interval = intervalOf(range);
    const known = this.#known.get(interval);
    if (known !== undefined && (this.isWhole(known) || (known.range === range && !wantsLead))) return known;
    return await this.whole(interval);
  }

  /** Whether nothing lies before these bars. */
  isWhole({ range }: History): boolean {
    return range === "MAX";
  }

  /** All bars of an interval. */
  async whole(interval: Interval): Promise<History> {
    const known = this.#known.get(interval);
    if (known !== undefined && this.isWhole(known)) return known;
    return await this.#load(this.#symbol, "MAX", interval, true);
  }

  /** Another symbol's bars. */
  async other(symbol: string, interval: Interval): Promise<History> {
    return await this.#load(symbol, "MAX", interval, false);
  }

  /** Fetches again what is shown, as far as it is known; the other interval is fetched when it is shown next. */
  async renew(...intervals: readonly Interval[]): Promise<void> {
    this.#loading.clear();
    for (const interval of this.#known.keys()) {
      if (!intervals.includes(interval)) this.#known.delete(interval);
    }
    for (const [interval, { range }] of [...this.#known]) {
      await this.#load(this.#symbol, range, interval, true);
    }
  }

  /** What happened to the company. */
  async events(): Promise<readonly ChartEvent[]> {
    const { events }: { events: readonly ChartEvent[] } = await this.#fetch(
      `/api/stocks/${encodeURIComponent(this.#symbol)}/events`,
    );
    return events;
  }

  /** Breaks off what is under way. */
  close(): void {
    this.#closed.abort();
  }

  #load(symbol: string, range: Range, interval: Interval, isOwn: boolean): Promise<History> {
    const path = `/api/stocks/${encodeURIComponent(symbol)}/history?range=${range}&interval=${interval}`;
    const underWay = this.#loading.get(path);
    if (underWay !== undefined) return underWay;
    const loading = this.#fetch<History>(path).then((history) => {
      if (isOwn) this.#known.set(interval, history);
      return history;
    });
    this.#loading.set(path, loading);
    // What failed is tried again by whoever asks next.
    loading.catch(() => this.#loading.delete(path));
    return loading;
  }

  async #fetch<Body>(path: string): Promise<Body> {
    const response = await fetch(addressAt(path, this.#past), {
      signal: this.#closed.signal,
      headers: { accept: "application/json" },
    });
    if (!response.ok) throw new Error(`Cannot read "${path}": status ${response.status}`);
    return await response.json();
  }
}
