import { counted, formatBytes, formatInteger } from "@/lib/market/format.ts";
import { type Verdict, VERDICT_LABELS } from "@/lib/market/verdict.ts";
import { addressAt } from "@/lib/market/address.ts";
import type { DatasetView } from "@/lib/services/dataset_view.ts";
import type { VolumeShare } from "@/lib/services/volume_view.ts";
import { Age } from "../../(_components)/Age.tsx";
import { VerdictBadge } from "../../(_components)/Freshness.tsx";
import { Panel } from "../../(_components)/Panel.tsx";
import { Scroll } from "../../(_components)/Scroll.tsx";

/** Every dataset with its rows, age and source. @param past the instant shown, ISO 8601 UTC; by default now */
export function DatasetsTable({ datasets, shares, now, past }: {
  datasets: readonly DatasetView[];
  shares: readonly VolumeShare[];
  now: number;
  past?: string | undefined;
}) {
  const bytes = new Map(shares.map((share) => [share.name, share.bytes]));
  return (
    <Panel
      id="datasets"
      fresh={past === undefined}
      title="Datasets"
      aside={<a href={addressAt("/data", past)}>Describe and download</a>}
    >
      <Scroll label="Datasets">
        <table>
          <thead>
            <tr>
              <th scope="col">Dataset</th>
              <th scope="col">Verdict</th>
              <th scope="col" class="number">Changed</th>
              <th scope="col" class="number">Checked</th>
              <th scope="col" class="number">Rows</th>
              <th scope="col" class="number">Size</th>
              <th scope="col">
                <span class="visually-hidden">Download</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {datasets.map((dataset) => (
              <tr key={dataset.name}>
                <td class="nowrap two-lines">
                  <a href={addressAt(`/data/${dataset.name}`, past)}>{dataset.title}</a>
                  <code class="faint">{dataset.source === "" ? "–" : dataset.source}</code>
                </td>
                <td class="nowrap">
                  <VerdictBadge verdict={dataset.verdict} past={past} title={countsOf(dataset.verdicts)} />
                </td>
                <td class="number">
                  {dataset.file === "" ? <Age iso={dataset.written_at} now={now} /> : (
                    <a
                      href={addressAt(`/api/files/${dataset.file}`, past)}
                      title={`Standing file: ${dataset.file}`}
                    >
                      <Age iso={dataset.written_at} now={now} />
                    </a>
                  )}
                </td>
                <td class="number">
                  <Age iso={dataset.checked_at} now={now} />
                </td>
                <td class="number">{formatInteger(dataset.rows)}</td>
                <td class="number" title={counted(dataset.files, "file")}>
                  {formatBytes(bytes.get(dataset.name) ?? 0)}
                </td>
                <td class="number">
                  <a
                    href={addressAt(`/api/datasets/${dataset.name}.csv`, past)}
                    download
                    aria-label={`${dataset.title} as CSV`}
                  >
                    CSV
                  </a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Panel>
  );
}

/** How many symbols have which verdict: `6 live, 1 never seen`. */
function countsOf(verdicts: Readonly<Record<Verdict, number>>): string {
  return Object.entries(VERDICT_LABELS)
    .flatMap(([verdict, label]) => {
      const count = verdicts[verdict as Verdict];
      return count > 0 ? [`${count} ${label}`] : [];
    })
    .join(", ");
}
