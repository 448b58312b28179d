import { formatAge, formatInteger } from "@/lib/market/format.ts";
import { type Verdict, VERDICT_LABELS } from "@/lib/market/verdict.ts";
import { addressAt } from "@/lib/market/address.ts";
import type { DatasetView } from "@/lib/services/dataset_view.ts";
import { VerdictBadge } from "./Freshness.tsx";
import { Panel } from "./Panel.tsx";
import { Scroll } from "./Scroll.tsx";

/** Every dataset with its rows, age and source. @param past the instant shown, ISO 8601 UTC; by default now */
export function DatasetsTable({ datasets, now, past }: {
  datasets: readonly DatasetView[];
  now: number;
  past?: string | undefined;
}) {
  return (
    <Panel
      id="datasets"
      title="Datasets"
      aside={<a href={addressAt("/data", past)}>Describe and download</a>}
    >
      <Scroll label="Datasets">
        <table>
          <thead>
            <tr>
              <th scope="col">Dataset</th>
              <th scope="col">Verdict</th>
              <th scope="col" class="number">Rows</th>
              <th scope="col" class="number">Files</th>
              <th scope="col" class="number">Changed</th>
              <th scope="col" class="number">Checked</th>
              <th scope="col">Source</th>
              <th scope="col">Standing file</th>
            </tr>
          </thead>
          <tbody>
            {datasets.map((dataset) => (
              <tr key={dataset.name}>
                <td class="nowrap">
                  <a href={addressAt(`/data/${dataset.name}`, past)}>{dataset.title}</a>
                </td>
                <td class="nowrap">
                  <VerdictBadge verdict={dataset.verdict} title={countsOf(dataset.verdicts)} />
                </td>
                <td class="number">{formatInteger(dataset.rows)}</td>
                <td class="number">{formatInteger(dataset.files)}</td>
                <td class="number">{formatAge(dataset.written_at, now)}</td>
                <td class="number">{formatAge(dataset.checked_at, now)}</td>
                <td class="nowrap">
                  <code>{dataset.source === "" ? "–" : dataset.source}</code>
                </td>
                <td class="nowrap">
                  <code>{dataset.file === "" ? "–" : dataset.file}</code>
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
