import { type LiveSeed, useLive } from "@/lib/browser/live.ts";
import { formatSeconds } from "@/lib/market/format.ts";

/** How many tabs share the event stream, and how long after its commit the last slot was here. For whoever looks. */
export default function StreamNote({ seed }: { seed: LiveSeed }) {
  const { tabs, delayMs } = useLive(seed);
  if (seed.past !== undefined) return null;
  const delay = delayMs.value;
  return (
    <span class="stream-note number">
      {tabs.value === 1 ? "1 tab, one stream" : `${tabs.value} tabs, one stream`}
      {delay !== null && ` · ${formatSeconds(delay)} behind the slot's commit`}
    </span>
  );
}
