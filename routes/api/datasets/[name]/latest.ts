import { datasetResponse } from "@/lib/services/dataset_response.ts";
import { define } from "@/lib/services/define.ts";
import { datasetNamed, latestOf, select } from "@/lib/services/selection.ts";

const MOST_ROWS = 100_000;

export const handler = define.handlers({
  GET({ req, url, params, state: { services: { store } } }) {
    const dataset = datasetNamed(store, params["name"]);
    const rows = latestOf(dataset, select(store, dataset, url.searchParams, MOST_ROWS).rows);
    const selection = { rows, total: rows.length, offset: 0 };
    return datasetResponse({ request: req, query: url.searchParams, dataset, selection, csv: false });
  },
});
