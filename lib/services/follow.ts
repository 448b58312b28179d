import type { BusStatus, DataIngested } from "@/lib/bus/bus.ts";
import { CHECKED_STATE } from "@/lib/ingest/checked.ts";
import { QUOTE_WATCH_STATE } from "@/lib/ingest/quote_watch.ts";
import { errorsOf } from "@/lib/ingest/run_errors.ts";
import { standingFiles } from "@/lib/ingest/standing_files.ts";
import type { RunRecord } from "@/lib/store/run_log.ts";
import type { Store } from "@/lib/store/store.ts";
import { timeOfStamp } from "@/lib/store/stamp.ts";
import type { Services } from "./services.ts";

/** How often the run record is looked at: the price of one `stat`. */
const LOOK_MS = 2_000;

/** Runs heard of that are not on record (yet); more than that were never ours to follow. */
const MOST_HEARD = 1_000;

/** Notices runs of other processes on the same volume where no bus tells of them. */
export interface Follower {
  /** A run that the bus told of: the record of runs has nothing new to say about it. */
  heard(runId: string): void;
  /** Whether a run was announced from the record of runs, so that the bus has nothing new to say about it. */
  hasAnnounced(runId: string): boolean;
  end(): void;
}

/** What a follower looks at. */
export type FollowOptions =
  & Pick<Services, "store" | "checked" | "quoteWatch" | "watchlist" | "logger">
  & {
    readonly ingest: { readonly progress: { readonly run_id: string } | null } | null;
    readonly bus: { status(): Pick<BusStatus, "kind" | "connected"> };
    /** @default 2000 */
    readonly lookMs?: number;
  };

/**
 * Watches the record of runs. A run in it that neither this process made nor the bus told of is read in and handed
 * to `announce`; of several the last.
 */
export function followVolume(options: FollowOptions, announce: (run: DataIngested) => void): Follower {
  const { store, ingest, bus, logger, lookMs = LOOK_MS } = options;
  const heard = new Set<string>();
  const announced = new Set<string>();
  /** Runs on record that are left to the bus until the next look. */
  let awaited: ReadonlySet<string> = new Set();
  let seen = store.runs.all().length;
  let looking = false;
  const isNews = ({ run_id, status }: RunRecord) =>
    status !== "missed" && !heard.has(run_id) && !announced.has(run_id);

  const look = async () => {
    if (store.condition.state === "away") return;
    await store.runs.refresh();
    const all = store.runs.all();
    const added = all.slice(Math.min(seen, all.length));
    // Our own run is on record a moment before it is announced.
    if (added.some(({ run_id }) => run_id === ingest?.progress?.run_id)) return;
    const news = added.filter(isNews);
    const { kind, connected } = bus.status();
    // Another's too, where one Redis reaches both.
    const due = kind === "redis" && connected ? news.filter(({ run_id }) => awaited.has(run_id)) : news;
    awaited = new Set(news.filter((run) => !due.includes(run)).map(({ run_id }) => run_id));
    const last = due.at(-1);
    if (last !== undefined) {
      await readIn(options);
      // The bus may have told of it meanwhile.
      if (isNews(last)) {
        remember(announced, last.run_id);
        announce(ingestedOf(store, last));
      }
      for (const { run_id } of due) heard.add(run_id);
    }
    if (awaited.size > 0) return;
    for (const { run_id } of added) heard.delete(run_id);
    seen = all.length;
  };
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    look()
      .catch((error) => logger.error("Runs of other processes not followed", { error }))
      .finally(() => looking = false);
  }, lookMs);

  return {
    heard: (runId) => remember(heard, runId),
    hasAnnounced: (runId) => announced.has(runId),
    end: () => clearInterval(timer),
  };
}

function remember(ids: Set<string>, id: string): void {
  if (ids.size >= MOST_HEARD) ids.clear();
  ids.add(id);
}

/** Takes over what another process left on the volume. */
export async function readIn(
  { store, checked, quoteWatch, watchlist }: Pick<Services, "store" | "checked" | "quoteWatch" | "watchlist">,
): Promise<void> {
  // What is remembered is not taken back because it is not there to be read.
  if (store.condition.state === "away") return;
  watchlist.reload();
  checked.reload(store.readState(CHECKED_STATE));
  quoteWatch.reload(store.readState(QUOTE_WATCH_STATE));
  await store.refresh();
}

/** The event of a run, as far as its record and the volume tell it. */
function ingestedOf(store: Store, record: RunRecord): DataIngested {
  const { run_id, slot, status, started_at, finished_at, quarantined } = record;
  const written = new Set(
    store.files().filter(({ archived, stamp }) => !archived && timeOfStamp(stamp) === Date.parse(slot))
      .map(({ dataset }) => dataset),
  );
  return {
    run_id,
    slot,
    status,
    started_at,
    finished_at,
    files: standingFiles(store, written),
    quarantined,
    errors: errorsOf(store, run_id) ?? [],
  };
}
