import type { IngestProgress, ServiceStatus } from "@/lib/bus/bus.ts";
import type { MarketView } from "@/lib/market/market_view.ts";
import type { QuoteView } from "@/lib/market/quote_view.ts";
import type { RunRecord } from "@/lib/store/run_log.ts";
import type { LiveSeed } from "@/lib/browser/live.ts";
import type { Known, Services, State } from "./services.ts";
import type { Trouble } from "./troubles.ts";

/** What every page needs to be alive: sent with a page, and with the event stream's `reset`. */
export interface Snapshot {
  /** When it was taken, ISO 8601 UTC. */
  readonly at: string;
  readonly demo: boolean;
  readonly market: MarketView;
  readonly quotes: readonly QuoteView[];
  readonly progress: IngestProgress | null;
  readonly last_run: RunRecord | null;
  /** ISO 8601 UTC; `null` in a process that does not ingest. */
  readonly next_run: string | null;
  /** What is wrong with the installation. */
  readonly troubles: readonly Trouble[];
}

/** Takes the snapshot. */
export function snapshotOf({ config, market, ingest, store, now, watch }: Services): Snapshot {
  return {
    at: new Date(now()).toISOString(),
    demo: config.demo,
    market: market.exchange(),
    quotes: market.quotes(),
    progress: ingest?.progress ?? null,
    last_run: store.runs.last() ?? null,
    next_run: ingest === null ? null : new Date(ingest.nextRun).toISOString(),
    troubles: watch.troubles,
  };
}

/** What a page of the past shows: nothing runs, and nothing follows. */
export function pastSeedOf({ config, market }: Known, at: number): LiveSeed {
  return {
    id: "",
    past: new Date(at).toISOString(),
    snapshot: {
      at: new Date(at).toISOString(),
      demo: config.demo,
      market: market.exchange(),
      quotes: market.quotes(),
      progress: null,
      last_run: null,
      next_run: null,
      troubles: [],
    },
  };
}

/** A page's snapshot with the id of the event stream at which it was taken: the stream goes on from there. */
export function seedOf(services: Services): LiveSeed {
  // Read in one turn of the loop, so that no event falls between the two.
  return { id: services.live.lastId(), snapshot: snapshotOf(services) };
}

const seeds = new WeakMap<State, LiveSeed>();

/**
 * The seed of a page and of its frame, now or of the instant that the page shows: one, so that it is sent once.
 * No page shows the last run's record.
 * @param hasCurves whether the page draws each quote's day: other pages are not sent it
 */
export function pageSeed(state: State, hasCurves = false): LiveSeed {
  const { services, known } = state;
  const made = seeds.get(state);
  if (made !== undefined) return made;
  const at = known?.at ?? null;
  const seed = known === undefined || at === null ? seedOf(services) : pastSeedOf(known, at);
  const quotes = hasCurves
    ? seed.snapshot.quotes
    : seed.snapshot.quotes.map((quote) => ({ ...quote, spark: [] }));
  const shown = { ...seed, snapshot: { ...seed.snapshot, quotes, last_run: null } };
  seeds.set(state, shown);
  return shown;
}

/** State of this process, for the status hash and the channel `service_status`. */
export function serviceStatusOf(
  { config, version, instance, startedAt, now, ingest, store, bus, draining }: Services,
): ServiceStatus {
  const redis = bus.status();
  return {
    instance,
    role: config.role,
    state: draining ? "draining" : ingest?.progress ? "ingesting" : "ready",
    version,
    started_at: new Date(startedAt).toISOString(),
    updated_at: new Date(now()).toISOString(),
    last_run: store.runs.last()?.run_id ?? "",
    next_run: ingest === null ? "" : new Date(ingest.nextRun).toISOString(),
    redis: redis.kind === "in-process" ? "off" : redis.connected ? "connected" : "disconnected",
  };
}
