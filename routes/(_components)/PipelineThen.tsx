import { formatBytes, formatDateTime, formatInteger } from "@/lib/market/format.ts";
import type { PipelinePast } from "@/lib/services/pipeline_past.ts";
import { DatasetsTable } from "./DatasetsTable.tsx";
import { Panel } from "./Panel.tsx";
import { RunsTable } from "./RunsTable.tsx";
import { Scroll } from "./Scroll.tsx";

/** Options of {@linkcode PipelineThen}. */
export interface PipelineThenProps {
  readonly view: PipelinePast;
  /** Of today's data files those that hold something that was known then. */
  readonly files: { readonly count: number; readonly bytes: number };
}

/** The pipeline at an instant of the past: what files and records tell of it. */
export function PipelineThen({ view, files }: PipelineThenProps) {
  const { at, datasets, runs, quarantined, quarantine } = view;
  const last = runs[0];
  const rows = datasets.reduce((sum, dataset) => sum + dataset.rows, 0);
  const figures: [label: string, value: string, detail: string][] = [
    [
      "Last run",
      last === undefined ? "none" : last.status,
      last === undefined
        ? "none was on record"
        : `slot of ${formatDateTime(last.slot)}, by ${last.trigger}, ${formatInteger(last.rows)} new rows`,
    ],
    ["Rows known", formatInteger(rows), `in ${datasets.filter((each) => each.rows > 0).length} datasets`],
    ["Files", formatInteger(files.count), `${formatBytes(files.bytes)}, as they are on the volume today`],
    ["Quarantine", formatInteger(quarantined), quarantined === 0 ? "no bad rows" : "rows kept aside"],
  ];
  return (
    <div class="stack">
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
        <p class="body small soft">
          Calls left, Redis, open pages and the plan are of the moment: nobody writes them down.
        </p>
      </section>
      <DatasetsTable datasets={datasets} now={Date.parse(at)} past={at} />
      <RunsTable runs={runs} past={at} />
      {quarantine.length > 0 && (
        <Panel id="quarantine" title="Quarantine" aside="kept aside then; the last good value stood">
          <Scroll label="Quarantine">
            <table>
              <thead>
                <tr>
                  <th scope="col">Dataset</th>
                  <th scope="col">Symbol</th>
                  <th scope="col">Reason</th>
                  <th scope="col">As it came</th>
                  <th scope="col" class="number">First</th>
                </tr>
              </thead>
              <tbody>
                {quarantine.map((row) => (
                  <tr key={row.id}>
                    <td class="nowrap">{row.dataset}</td>
                    <td>{row.symbol === "" ? "–" : row.symbol}</td>
                    <td class="wrap">{row.reason}</td>
                    <td class="wrap">
                      <code>{row.raw.length > 120 ? `${row.raw.slice(0, 120)}…` : row.raw}</code>
                    </td>
                    <td class="number">
                      <time dateTime={row.first_seen}>{formatDateTime(row.first_seen)}</time>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        </Panel>
      )}
    </div>
  );
}
