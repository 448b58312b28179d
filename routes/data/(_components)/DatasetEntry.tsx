import { addressAt } from "@/lib/market/address.ts";
import { formatBytes, formatInteger } from "@/lib/market/format.ts";
import type { DataEntry } from "@/lib/services/data_index.ts";
import { Age } from "../../(_components)/Age.tsx";
import { VerdictBadge } from "../../(_components)/Freshness.tsx";
import { Prose } from "../../(_components)/Prose.tsx";
import { DownloadForm } from "./DownloadForm.tsx";

/** A dataset in the list: what it is, how much, from when to when, how old, and as a file. */
export function DatasetEntry(
  { entry, now, past }: { entry: DataEntry; now: number; past: string | undefined },
) {
  const { name, title, description, verdict, rows, files, bytes, extent, checked_at, key, found } = entry;
  return (
    <li data-dataset={name}>
      <div class="what">
        <p class="title">
          <a href={addressAt(`/data/${name}`, past)}>{title}</a>{" "}
          <VerdictBadge verdict={verdict} past={past} />
        </p>
        <code class="faint">{name}</code>
        <p class="small soft">
          <Prose text={description} />
        </p>
        {found.length > 0 && (
          <ul class="found small">
            {found.map((column) => (
              <li key={column.name}>
                <code>{column.name}</code>
                {column.unit !== undefined && ` (${column.unit})`}{" "}
                <span class="soft">
                  <Prose text={column.description} />
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
      <dl class="small">
        <div>
          <dt>Rows</dt>
          <dd class="number">{formatInteger(rows)}</dd>
        </div>
        <div>
          <dt>Files</dt>
          <dd class="number">{formatInteger(files)}, {formatBytes(bytes)}</dd>
        </div>
        <div>
          <dt>From–to</dt>
          <dd class="number">
            {extent === null ? "–" : (
              <>
                <time dateTime={extent.from}>{extent.from.slice(0, 10)}</time> –{" "}
                <time dateTime={extent.to}>{extent.to.slice(0, 10)}</time>
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>Asked</dt>
          <dd class="faint">
            checked <Age iso={checked_at} now={now} ago />
          </dd>
        </div>
      </dl>
      <div class="get">
        <a
          class="button"
          href={addressAt(`/api/datasets/${name}.csv`, past)}
          download
          aria-label={`${title} as CSV`}
        >
          CSV
        </a>
        <a
          class="button"
          href={addressAt(`/api/export?dataset=${name}&format=parquet`, past)}
          download
          aria-label={`${title} as Parquet`}
        >
          Parquet
        </a>
        <a class="button" href={addressAt(`/api/datasets/${name}`, past)} aria-label={`${title} as JSON`}>
          JSON
        </a>
        <details>
          <summary class="small">A part of it</summary>
          <DownloadForm name={name} title={title} hasSymbols={key.includes("symbol")} symbol="" past={past} />
        </details>
      </div>
    </li>
  );
}
