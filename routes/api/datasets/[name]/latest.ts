import { datasetResponse } from "@/lib/services/dataset_response.ts";
import { define } from "@/lib/services/define.ts";
import { knownFor } from "@/lib/services/past.ts";
import { datasetNamed, selectLatest } from "@/lib/services/selection.ts";

export const handler = define.handlers({
  async GET({ req, url, params, state: { services } }) {
    const dataset = datasetNamed(services.store, params["name"]);
    const { store } = await knownFor(services, url.searchParams);
    const selection = selectLatest(store, dataset, url.searchParams);
    return await datasetResponse({ request: req, query: url.searchParams, dataset, selection, csv: false });
  },
});
