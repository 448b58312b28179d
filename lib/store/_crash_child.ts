import { profile, PROFILES, quote, QUOTES, recorder, SLOT } from "./_testing.ts";
import { stampOf } from "./stamp.ts";
import { Store } from "./store.ts";

/**
 * A process for the tests to kill. `hold <dir>` takes the lease and keeps it; `commit <dir>` commits slots until it
 * is killed, each in two attempts, with its line in the run record.
 */
if (import.meta.main) {
  const [task, dir = ""] = Deno.args;
  const store = await Store.open({
    dir,
    datasets: [QUOTES, PROFILES],
    now: Date.now,
    logger: recorder().logger,
  });
  const lease = await store.lease();
  await say(lease === null ? "refused\n" : "ready\n");
  if (task === "hold") await new Promise(() => setInterval(() => {}, 60_000));
  if (task === "commit") await commitForEver(store);
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
      await store.runs.append({
        run_id: `${stamp}-${attempt}`,
        slot: new Date(SLOT + slot * 900_000).toISOString(),
        attempt,
        trigger: "schedule",
        status: "complete",
        started_at: stampOf(SLOT),
        finished_at: stampOf(SLOT),
        duration_ms: 0,
        calls: 0,
        rows: rows.length,
        quarantined: 0,
        errors: 0,
        files: "",
        note: "",
      });
      await store.writeDataPackage();
    }
  }
}
