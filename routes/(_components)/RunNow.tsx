import { useSignal } from "@preact/signals";
import { type LiveSeed, useLive, useLostAt } from "@/lib/browser/live.ts";
import { formatCountdown, formatTime } from "@/lib/market/format.ts";

/** The run under way or the time to the next, and a button that starts one. */
export default function RunNow({ seed, mayRun }: { seed: LiveSeed; mayRun: boolean }) {
  const live = useLive(seed);
  const { progress, nextRun, now } = live;
  const lostAt = useLostAt(live);
  const refusal = useSignal("");
  const run = async () => {
    refusal.value = "";
    try {
      const response = await fetch("/api/ingest", { method: "POST" });
      if (!response.ok) refusal.value = (await response.json()).detail;
    } catch {
      refusal.value = "The server did not answer. Try again.";
    }
  };
  const { value } = progress;
  return (
    <section class="panel" aria-label="Polling">
      <div class="body run-now">
        <div class="progress">
          <p class="label">
            <span>
              {lostAt !== null
                ? `Not connected since ${formatTime(lostAt)}`
                : value === null
                ? nextRun.value === null
                  ? "This process serves pages; another one polls."
                  : `Next poll at ${formatTime(nextRun.value)}, in ${
                    formatCountdown(nextRun.value, now.value)
                  }`
                : `Polling: ${value.running === "" ? "starting" : value.running}`}
            </span>
            <span class="count">{value === null ? "" : `${value.done} of ${value.total}`}</span>
          </p>
          <progress
            aria-label="Progress of the run"
            max={Math.max(1, value?.total ?? 1)}
            value={value?.done ?? 0}
          />
        </div>
        {mayRun && (
          <button type="button" class="primary" disabled={value !== null} onClick={run}>Poll now</button>
        )}
        <p role="alert" class="fault">{refusal.value}</p>
      </div>
    </section>
  );
}
