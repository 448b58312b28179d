import type { Row } from "@/lib/datasets/dataset.ts";
import { profile, PROFILES, quote, QUOTES, recorder, SLOT } from "./_testing.ts";
import { stampOf } from "./stamp.ts";
import { Store } from "./store.ts";

const DAY_MS = 86_400_000;

/**
 * A process for the tests to kill. `hold <dir>` takes the lease and keeps it; `commit <dir>` commits slots until it
 * is killed, each in two attempts, with its line in the run record. `archive <dir>` commits days of months that are long
 * over and archives them, again and again.
 */
if (import.meta.main) {
  const [task, dir = ""] = Deno.args;
  const store = await Store.open({
    dir,
    datasets: [QUOTES, PROFILES],
    now: task === "archive" ? () => SLOT + 400 * DAY_MS : Date.now,
    logger: recorder().logger,
  });
  const lease = await store.lease();
  await say(lease === null ? "refused\n" : "ready\n");
  if (task === "hold") await new Promise(() => setInterval(() => {}, 60_000));
  if (task === "commit") await commitForEver(store);
  if (task === "archive") await archiveForEver(store);
}

/** What day number `day` says: its own quote, another price for that of the day before, and how the company is called. */
export function rowsOfDay(day: number): { quotes: Row[]; profiles: Row[] } {
  const minute = day * 24 * 60;
  const before = quote("AAPL", minute - 24 * 60, day - 0.5, day * DAY_MS);
  return {
    quotes: [quote("AAPL", minute, day, day * DAY_MS), ...(day > 0 ? [before] : [])],
    profiles: [profile("AAPL", `Apple of day ${day}`, day * DAY_MS)],
  };
}

async function archiveForEver(store: Store): Promise<void> {
  for (let day = store.runs.all().length;; day++) {
    const stamp = stampOf(SLOT + day * DAY_MS);
    const { quotes, profiles } = rowsOfDay(day);
    await store.commit("stock_quotes", stamp, quotes);
    await store.commit("company_profiles", stamp, profiles);
    await record(store, stamp, SLOT + day * DAY_MS, 1, 2);
    if (day % 3 === 0) await store.upkeep.run(() => true);
  }
}

async function say(text: string): Promise<void> {
  await Deno.stdout.write(new TextEncoder().encode(text));
}

async function commitForEver(store: Store): Promise<void> {
  for (let slot = store.files().length + store.runs.all().length;; slot++) {
    const stamp = store.nextStamp(SLOT + slot * 900_000);
    for (const attempt of [1, 2]) {
      const rows = Array.from(
        { length: 200 * attempt },
        (_, index) => quote(`S${index % 7}`, slot * 15 + index, slot),
      );
      await store.commit("stock_quotes", stamp, rows);
      await store.commit("company_profiles", stamp, [profile("AAPL", `Apple ${slot} ${attempt}`)]);
      await record(store, stamp, SLOT + slot * 900_000, attempt, rows.length);
      await store.writeDataPackage();
    }
  }
}

async function record(
  store: Store,
  stamp: string,
  slot: number,
  attempt: number,
  rows: number,
): Promise<void> {
  await store.runs.append({
    run_id: `${stamp}-${attempt}`,
    slot: new Date(slot).toISOString(),
    attempt,
    trigger: "schedule",
    status: "complete",
    started_at: stampOf(SLOT),
    finished_at: stampOf(SLOT),
    duration_ms: 0,
    calls: 0,
    rows,
    quarantined: 0,
    errors: 0,
    files: "",
    note: "",
  });
}
