import { datasetResponse } from "@/lib/services/dataset_response.ts";
import { define } from "@/lib/services/define.ts";
import { datasetNamed, selectLatest } from "@/lib/services/selection.ts";

export const handler = define.handlers({
  GET({ req, url, params, state: { services: { store } } }) {
    const dataset = datasetNamed(store, params["name"]);
    const selection = selectLatest(store, dataset, url.searchParams);
    return datasetResponse({ request: req, query: url.searchParams, dataset, selection, csv: false });
  },
});
