import { page } from "fresh";
import { Head } from "fresh/runtime";
import { formatAge, formatInteger } from "@/lib/market/format.ts";
import { define } from "@/lib/services/define.ts";
import { pipelineView } from "@/lib/services/pipeline_view.ts";
import { Panel } from "../(_components)/Panel.tsx";

export const handler = define.handlers({
  async GET({ state: { services } }) {
    return page({ datasets: (await pipelineView(services)).datasets, now: services.now() });
  },
});

export default define.page<typeof handler>(function DataPage({ data: { datasets, now } }) {
  return (
    <>
      <Head>
        <title>Data · Quarterhour</title>
      </Head>
      <div class="page-head">
        <h1>Data</h1>
        <p class="lede">
          Plain CSV files, one kind per dataset. What they hold, a look inside, and the download.
        </p>
      </div>
      <Panel id="datasets" title="Datasets" aside={<a href="/api/datasets">As JSON</a>}>
        <div class="scroll" tabIndex={0} role="region" aria-label="Datasets">
          <table>
            <thead>
              <tr>
                <th scope="col">Dataset</th>
                <th scope="col">What a row is</th>
                <th scope="col" class="number">Rows</th>
                <th scope="col" class="number">Checked</th>
                <th scope="col">Download</th>
              </tr>
            </thead>
            <tbody>
              {datasets.map((dataset) => (
                <tr key={dataset.name}>
                  <td class="nowrap">
                    <a href={`/data/${dataset.name}`}>{dataset.title}</a>
                    <br />
                    <code class="faint">{dataset.name}</code>
                  </td>
                  <td class="wrap small soft">{dataset.description}</td>
                  <td class="number">{formatInteger(dataset.rows)}</td>
                  <td class="number">{formatAge(dataset.checked_at, now)}</td>
                  <td>
                    <a class="button" href={`/api/datasets/${dataset.name}.csv`} download>CSV</a>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
    </>
  );
});
