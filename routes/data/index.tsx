import { page } from "fresh";
import { Head } from "fresh/runtime";
import { formatAgo, formatInteger } from "@/lib/market/format.ts";
import { define } from "@/lib/services/define.ts";
import { pipelineView } from "@/lib/services/pipeline_view.ts";
import { Prose } from "../(_components)/Prose.tsx";
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
      <Panel id="datasets" fresh title="Datasets" aside={<a href="/api/datasets">As JSON</a>}>
        <ul class="dataset-list">
          {datasets.map((dataset) => (
            <li key={dataset.name}>
              <div>
                <a href={`/data/${dataset.name}`}>{dataset.title}</a>
                <br />
                <code class="faint">{dataset.name}</code>
              </div>
              <p class="small soft">
                <Prose text={dataset.description} />
              </p>
              <p class="small number">
                {formatInteger(dataset.rows)} rows
                <br />
                <span class="faint">checked {formatAgo(dataset.checked_at, now)}</span>
              </p>
              <a class="button" href={`/api/datasets/${dataset.name}.csv`} download>CSV</a>
            </li>
          ))}
        </ul>
      </Panel>
    </>
  );
});
