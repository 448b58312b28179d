import { datasetResponse, splitFormat } from "@/lib/services/dataset_response.ts";
import { define } from "@/lib/services/define.ts";
import { datasetNamed, select } from "@/lib/services/selection.ts";

/** JSON is read by pages: a screenful by default. A download is the whole unless it asks for less. */
const JSON_ROWS = 1_000;
const CSV_ROWS = 100_000;

export const handler = define.handlers({
  GET({ req, url, params, state: { services: { store } } }) {
    const { name, csv } = splitFormat(params["name"]);
    const dataset = datasetNamed(store, name);
    const selection = select(store, dataset, url.searchParams, csv ? CSV_ROWS : JSON_ROWS);
    return datasetResponse({ request: req, query: url.searchParams, dataset, selection, csv });
  },
});
