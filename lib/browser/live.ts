import { type Signal, signal, useSignal } from "@preact/signals";
import { IS_BROWSER } from "fresh/runtime";
import { useLayoutEffect } from "preact/hooks";
import type { IngestProgress } from "@/lib/bus/bus.ts";
import type { MarketView } from "@/lib/market/market_view.ts";
import type { QuoteView } from "@/lib/market/quote_view.ts";
import type { Snapshot } from "@/lib/services/status_view.ts";
import type { StreamEvent } from "./event_stream.ts";
import { openSharedStream } from "./shared_stream.ts";

/** A page's snapshot and the id of the event stream at which it was taken. */
export interface LiveSeed {
  readonly id: string;
  readonly snapshot: Snapshot;
  /** The instant of the past that the page shows, ISO 8601 UTC: then it stands still. @default the page is of now */
  readonly past?: string;
}

/** What the islands of a page share. */
export interface Live {
  readonly quotes: Signal<readonly QuoteView[]>;
  readonly market: Signal<MarketView>;
  readonly progress: Signal<IngestProgress | null>;
  readonly nextRun: Signal<string | null>;
  /** Counts runs that ended since the page was opened: islands fetch their own data again when it grows. */
  readonly ingested: Signal<number>;
  /** When each symbol's quote, as it now is, reached this screen: epoch milliseconds by the server's clock. */
  readonly arrived: Signal<Readonly<Record<string, number>>>;
  /** What is wrong with the installation. */
  readonly troubles: Signal<Snapshot["troubles"]>;
  /** Since when the page does not hear from the server, ISO 8601 UTC by its clock; `null` while it does. */
  readonly lostAt: Signal<string | null>;
  /** Tabs of this browser that share the event stream, this one among them. */
  readonly tabs: Signal<number>;
  /** How long after the end of its run the last slot was here, milliseconds; `null` before one ended. */
  readonly delayMs: Signal<number | null>;
  /** Epoch milliseconds, once a second while the page is visible. */
  readonly now: Signal<number>;
}

let shared: Live | undefined;

/**
 * The page's live state. In the browser it is one for all islands, fed by the event stream from the
 * snapshot's id on; on the server it is the snapshot and nothing else.
 */
export function useLive(seed: LiveSeed): Live {
  if (!IS_BROWSER) return liveOf(seed.snapshot);
  shared ??= start(seed);
  return shared;
}

/**
 * Since when the page does not hear from the server, as an island shows it. Its first rendering is the server's, who was
 * heard then: what the browser finds must be what it would make, or attributes would stay as they are.
 */
export function useLostAt({ lostAt }: Live): string | null {
  const isAwake = useSignal(false);
  useLayoutEffect(() => {
    isAwake.value = true;
  }, []);
  return isAwake.value ? lostAt.value : null;
}

function liveOf(snapshot: Snapshot): Live {
  return {
    quotes: signal(snapshot.quotes),
    market: signal(snapshot.market),
    progress: signal(snapshot.progress),
    nextRun: signal(snapshot.next_run),
    ingested: signal(0),
    arrived: signal(arrivals({}, snapshot.quotes, Date.parse(snapshot.at))),
    troubles: signal(snapshot.troubles),
    lostAt: signal(null),
    tabs: signal(1),
    delayMs: signal(null),
    now: signal(Date.parse(snapshot.at)),
  };
}

function start({ id, snapshot, past }: LiveSeed): Live {
  const live = liveOf(snapshot);
  if (past !== undefined) return live;
  const takenAt = Date.parse(snapshot.at);
  const isCopy = document.documentElement.dataset["offline"] !== undefined;
  // The reader's clock may be wrong; ages are told by the server's. A page that was kept for times without a network
  // says nothing of that clock: this machine's counts, or the page would not look as old as it is.
  const offset = isCopy ? 0 : offsetOf(takenAt);
  const tick = () => {
    if (!document.hidden) live.now.value = Date.now() + offset;
  };
  setInterval(tick, 1_000);
  document.addEventListener("visibilitychange", tick);
  if (isCopy) {
    // It stands still until there is a server again: then the page is loaded anew.
    live.lostAt.value = snapshot.at;
    tick();
    return live;
  }
  openSharedStream({
    url: "/api/events",
    from: id,
    onEvent: (event) => apply(live, event, Date.now() + offset),
    onState: (isConnected) =>
      live.lostAt.value = isConnected
        ? null
        : live.lostAt.peek() ?? new Date(Date.now() + offset).toISOString(),
    onTabs: (count) => live.tabs.value = count,
    fetchSnapshot,
  });
  return live;
}

/**
 * What to add to this machine's clock to get the server's, milliseconds. The page's snapshot was taken as its answer
 * began.
 */
function offsetOf(takenAt: number): number {
  // An entry of this type is a PerformanceNavigationTiming.
  const [visit] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  const begun = visit === undefined ? Date.now() : performance.timeOrigin + visit.responseStart;
  return takenAt - begun;
}

/** A fresh snapshot, as the stream would send it in a `reset`. */
async function fetchSnapshot(): Promise<StreamEvent> {
  const response = await fetch("/api/snapshot");
  if (!response.ok) throw new Error(`Cannot read the snapshot: status ${response.status}`);
  const data = await response.text();
  const { id }: LiveSeed = JSON.parse(data);
  return { name: "reset", id, data };
}

/**
 * Applies one event of the stream.
 * @param at when it arrived, epoch milliseconds by the server's clock
 */
export function apply(live: Live, event: StreamEvent, at: number): void {
  const data = JSON.parse(event.data);
  switch (event.name) {
    case "quote":
      live.quotes.value = merge(live.quotes.value, data.quotes);
      live.arrived.value = arrivals(live.arrived.value, data.quotes, at);
      live.market.value = data.market;
      break;
    case "watchlist":
      live.quotes.value = relist(live.quotes.value, data.symbols, data.quotes);
      live.arrived.value = arrivals(live.arrived.value, data.quotes, at);
      break;
    case "ingest_progress":
      live.progress.value = data.phase === "finished" ? null : data;
      break;
    case "data_ingested":
      live.quotes.value = checked(live.quotes.value, data.checked, data.doubts);
      live.market.value = data.market;
      live.delayMs.value = Math.max(0, at - Date.parse(data.finished_at));
      live.ingested.value++;
      break;
    case "service_status":
      if (data.next_run !== "") live.nextRun.value = data.next_run;
      if (data.troubles !== undefined) live.troubles.value = data.troubles;
      break;
    case "reset":
      replace(live, data.snapshot, at);
  }
}

function replace(live: Live, snapshot: Snapshot, at: number) {
  const shown = new Map(live.quotes.value.map((quote) => [quote.symbol, quote]));
  const isNews = ({ symbol, price, as_of }: QuoteView) =>
    shown.get(symbol)?.price !== price || shown.get(symbol)?.as_of !== as_of;
  live.arrived.value = arrivals(live.arrived.value, snapshot.quotes.filter(isNews), at);
  live.quotes.value = snapshot.quotes;
  live.market.value = snapshot.market;
  live.progress.value = snapshot.progress;
  live.nextRun.value = snapshot.next_run;
  live.troubles.value = snapshot.troubles;
  live.ingested.value++;
}

/** A quote that was asked for and had not changed is not older for that; one may be in doubt now, or no longer. */
function checked(
  old: readonly QuoteView[],
  times: Readonly<Record<string, string | null>>,
  doubts: Readonly<Record<string, QuoteView["doubt"]>> = {},
): readonly QuoteView[] {
  return old.map((quote) => ({
    ...quote,
    checked_at: times[quote.symbol] ?? quote.checked_at,
    doubt: doubts[quote.symbol] ?? null,
  }));
}

function merge(old: readonly QuoteView[], changed: readonly Partial<QuoteView>[]): readonly QuoteView[] {
  const bySymbol = new Map(changed.map((quote) => [quote.symbol, quote]));
  // Between slots the event leaves out what a trade does not change.
  return old.map((quote) => ({ ...quote, ...bySymbol.get(quote.symbol) }));
}

/** The lines of another list, in its order; what is new to it came with the event. */
function relist(
  old: readonly QuoteView[],
  symbols: readonly string[],
  added: readonly QuoteView[],
): readonly QuoteView[] {
  const bySymbol = new Map([...old, ...added].map((quote) => [quote.symbol, quote]));
  return symbols.flatMap((symbol) => bySymbol.get(symbol) ?? []);
}

function arrivals(
  before: Readonly<Record<string, number>>,
  quotes: readonly { readonly symbol: string }[],
  at: number,
): Readonly<Record<string, number>> {
  return { ...before, ...Object.fromEntries(quotes.map(({ symbol }) => [symbol, at])) };
}
