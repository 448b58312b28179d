import type { DataIngested } from "@/lib/bus/bus.ts";
import { CHECKED_STATE } from "@/lib/ingest/checked.ts";
import { QUOTE_WATCH_STATE } from "@/lib/ingest/quote_watch.ts";
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
  end(): void;
}

/**
 * Watches the record of runs. A run in it that neither this process made nor the bus told of is read in and handed
 * to `announce`; of several the last.
 */
export function followVolume(services: Services, announce: (run: DataIngested) => void): Follower {
  const { store, ingest, logger } = services;
  const heard = new Set<string>();
  let seen = store.runs.all().length;
  let looking = false;

  const look = async () => {
    if (store.condition.state === "away") return;
    await store.runs.refresh();
    const all = store.runs.all();
    const added = all.slice(Math.min(seen, all.length));
    // Our own run is on record a moment before it is announced.
    if (added.some(({ run_id }) => run_id === ingest?.progress?.run_id)) return;
    const news = added.filter(({ run_id, status }) => !heard.delete(run_id) && status !== "missed").at(-1);
    if (news !== undefined) {
      await readIn(services);
      announce(ingestedOf(store, news));
    }
    seen = all.length;
  };
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    look()
      .catch((error) => logger.error("Runs of other processes not followed", { error }))
      .finally(() => looking = false);
  }, LOOK_MS);

  return {
    heard(runId) {
      if (heard.size >= MOST_HEARD) heard.clear();
      heard.add(runId);
    },
    end: () => clearInterval(timer),
  };
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
    errors: [],
  };
}
