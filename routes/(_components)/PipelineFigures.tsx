import { formatAge, formatBytes, formatInteger } from "@/lib/market/format.ts";
import type { PipelineView } from "@/lib/services/pipeline_view.ts";

/** Budget, bus, volume and what else an operator looks for first. */
export function PipelineFigures({ view, now }: { view: PipelineView; now: number }) {
  const { budget, bus, volume, upkeep, trades } = view;
  const figures: [label: string, value: string, detail: string][] = [
    ["Calls left", formatInteger(budget.remaining), `of ${formatInteger(budget.limitPerMinute)} a minute`],
    [
      "Next run's plan",
      `${formatInteger(view.planned_calls)} calls`,
      view.postponed === 0 ? "all that is due" : `${view.postponed} wait for a later slot`,
    ],
    [
      "Redis",
      redisWords(view),
      bus.kind === "in-process"
        ? "events stay in this process"
        : `${bus.address}, for ${formatAge(new Date(bus.since).toISOString(), now)}`,
    ],
    [
      "Volume",
      formatBytes(volume.bytes),
      `${formatInteger(volume.files)} files, ${
        volume.totalBytes === 0 ? "room not known" : `${formatBytes(volume.freeBytes)} free`
      }; at most ` +
      `${formatBytes(upkeep.retention_bytes)} are kept`,
    ],
    [
      "Quarantine",
      formatInteger(view.quarantined),
      view.quarantined === 0 ? "no bad rows" : "rows kept aside",
    ],
    ["Open pages", formatInteger(view.streams), "event streams"],
    ["Slots overrun", formatInteger(view.overruns), "since the start"],
    [
      "Live trades",
      trades === null ? "off" : trades.connected ? "connected" : "disconnected",
      trades === null
        ? "set LIVE_TRADES"
        : `${trades.subscribed} symbols${
          trades.doubted === 0 ? "" : `, ${formatInteger(trades.doubted)} prices not believed`
        }`,
    ],
  ];
  return (
    <section class="panel" aria-label="State">
      <dl class="figures">
        {figures.map(([label, value, detail]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
            <dd>
              <small>{detail}</small>
            </dd>
          </div>
        ))}
      </dl>
      {upkeep.pruned.length > 0 && (
        <p class="body small soft">
          Since the start {formatInteger(upkeep.pruned_rows)} old rows went to keep the volume within{" "}
          {upkeep.retention_days} days of detail and {formatBytes(upkeep.retention_bytes)}; last of{" "}
          <code>{upkeep.pruned.at(-1)?.path}</code>.
        </p>
      )}
      {view.refused.length > 0 && (
        <p class="body small soft">
          This key's plan refuses {view.refused.map((endpoint, i) => (
            <>
              {i > 0 && ", "}
              <code>{endpoint}</code>
            </>
          ))}; asked again once a day. What stands in is named in each dataset's source.
        </p>
      )}
      {view.foreign.length > 0 && (
        <p class="body small soft">
          Left alone, not ours: {view.foreign.map((path, i) => (
            <>
              {i > 0 && ", "}
              <code>{path}</code>
            </>
          ))}
        </p>
      )}
    </section>
  );
}

function redisWords({ bus }: PipelineView): string {
  if (bus.kind === "in-process") return "off";
  return bus.connected ? "connected" : "away";
}
