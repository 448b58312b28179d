import { datasetResponse, splitFormat } from "@/lib/services/dataset_response.ts";
import { define } from "@/lib/services/define.ts";
import { knownFor } from "@/lib/services/past.ts";
import { datasetNamed, select } from "@/lib/services/selection.ts";

/** JSON is read by pages: a screenful by default. A download is the whole unless it asks for less. */
const JSON_ROWS = 1_000;
const CSV_ROWS = 100_000;

export const handler = define.handlers({
  async GET({ req, url, params, state: { services } }) {
    const { name, csv } = splitFormat(params["name"]);
    const dataset = datasetNamed(services.store, name);
    const { store } = await knownFor(services, url.searchParams);
    const selection = select(store, dataset, url.searchParams, csv ? CSV_ROWS : JSON_ROWS);
    return await datasetResponse({ request: req, query: url.searchParams, dataset, selection, csv });
  },
});
