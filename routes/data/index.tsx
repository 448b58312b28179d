import { page } from "fresh";
import { Head } from "fresh/runtime";
import { addressAt } from "@/lib/market/address.ts";
import { formatAgo, formatInteger } from "@/lib/market/format.ts";
import { define } from "@/lib/services/define.ts";
import { datasetViews } from "@/lib/services/dataset_view.ts";
import { knownOnPage, pastOf } from "@/lib/services/past.ts";
import { Prose } from "../(_components)/Prose.tsx";
import { Panel } from "../(_components)/Panel.tsx";

export const handler = define.handlers({
  async GET({ url, state }) {
    const known = await knownOnPage({ url, state });
    return page({ datasets: datasetViews(state.services, known), now: known.now(), past: pastOf(known) });
  },
});

export default define.page<typeof handler>(function DataPage({ data: { datasets, now, past } }) {
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
      <Panel
        id="datasets"
        fresh
        title="Datasets"
        aside={<a href={addressAt("/api/datasets", past)}>As JSON</a>}
      >
        <ul class="dataset-list">
          {datasets.map((dataset) => (
            <li key={dataset.name}>
              <div>
                <a href={addressAt(`/data/${dataset.name}`, past)}>{dataset.title}</a>
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
              <a class="button" href={addressAt(`/api/datasets/${dataset.name}.csv`, past)} download>CSV</a>
            </li>
          ))}
        </ul>
      </Panel>
    </>
  );
});
