import { counted, formatBytes, formatInteger } from "@/lib/market/format.ts";
import type { PipelineView } from "@/lib/services/pipeline_view.ts";
import type { VolumeShare } from "@/lib/services/volume_view.ts";
import { Age } from "../../(_components)/Age.tsx";
import { LeftAlone } from "../../(_components)/LeftAlone.tsx";
import { Panel } from "../../(_components)/Panel.tsx";

/** Datasets named one by one; the small rest stands together. */
const NAMED = 6;

/** What the volume holds, by dataset, what may be kept of it, and what went. */
export function VolumePanel({ view, now }: {
  view: Pick<PipelineView, "volume" | "shares" | "upkeep" | "foreign" | "damaged">;
  now: number;
}) {
  const { volume, shares, upkeep } = view;
  const filled = Math.min(100, 100 * volume.bytes / Math.max(1, upkeep.retention_bytes));
  return (
    <Panel
      id="volume"
      fresh
      title="Volume"
      aside={
        <>
          {counted(volume.files, "file")} · <a href="/api/files/datapackage.json">datapackage.json</a>
        </>
      }
    >
      <div class="body">
        <p class="label small">
          <span>
            {formatBytes(volume.bytes)} of the {formatBytes(upkeep.retention_bytes)} that are kept
          </span>
          <span class="number">
            {volume.totalBytes === 0 ? "room not known" : `${formatBytes(volume.freeBytes)} free`}
          </span>
        </p>
        <svg
          class="share-bar"
          viewBox="0 0 100 8"
          preserveAspectRatio="none"
          role="img"
          aria-label={`${filled.toFixed(1)} percent of what is kept`}
        >
          <rect class="all" width="100" height="8" />
          <rect class="used" width={filled.toFixed(2)} height="8" />
        </svg>
      </div>
      <ShareList shares={shares} />
      <ul class="body small soft facts">
        <li>
          Finer than a day is kept for {formatInteger(upkeep.retention_days)}{" "}
          days; daily bars and imports stay.
        </li>
        <li>
          {upkeep.last_at === null ? "Closed months have not been looked for yet." : (
            <>
              Closed months were looked for <Age iso={upkeep.last_at} now={now} ago />.
            </>
          )}
          {upkeep.archives > 0 &&
            ` ${counted(upkeep.archived_files, "file")} became ${
              counted(upkeep.archives, "archive")
            } since the start.`}
        </li>
        <li>
          {upkeep.pruned_rows === 0 ? "Nothing was pruned since the start." : (
            <>
              Since the start {formatInteger(upkeep.pruned_rows)}{" "}
              old rows ({formatBytes(upkeep.pruned_bytes)}) went to keep it within that; last of{" "}
              <code>{upkeep.pruned.at(-1)?.path}</code>.
            </>
          )}
        </li>
        {upkeep.warning !== "" && <li class="fault">{upkeep.warning}</li>}
        <LeftAlone files={view} />
      </ul>
    </Panel>
  );
}

/** Datasets by what they take, as bars on one scale. */
function ShareList({ shares }: { shares: readonly VolumeShare[] }) {
  const most = Math.max(1, shares[0]?.bytes ?? 1);
  const rest = shares.slice(NAMED);
  const lines = [
    ...shares.slice(0, NAMED).map(({ title, bytes }) => ({ title, bytes })),
    ...(rest.length === 0 ? [] : [{
      title: `${formatInteger(rest.length)} more`,
      bytes: rest.reduce((sum, { bytes }) => sum + bytes, 0),
    }]),
  ];
  return (
    <ul class="body shares small">
      {lines.map(({ title, bytes }) => (
        <li key={title}>
          <span>{title}</span>
          <svg class="share-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
            <rect class="used" width={Math.min(100, 100 * bytes / most).toFixed(2)} height="8" />
          </svg>
          <span class="number">{formatBytes(bytes)}</span>
        </li>
      ))}
    </ul>
  );
}
