import { define } from "@/lib/services/define.ts";
import { filesBy } from "@/lib/services/dataset_view.ts";
import { json } from "@/lib/services/json.ts";
import { knownFor } from "@/lib/services/past.ts";

export const handler = define.handlers({
  async GET({ req, url, state: { services } }) {
    const { store, market, at } = await knownFor(services, url.searchParams);
    const files = filesBy(services.store, at);
    return json(req, {
      datasets: store.datasets.map((dataset) => {
        const { name, title, description, scope, endpoints, substitute, key, columns } = dataset;
        return {
          name,
          title,
          description,
          scope,
          endpoints,
          substitute: substitute ?? null,
          key,
          columns,
          rows: store.ledger(name).size,
          files: files.filter((file) => file.dataset === name),
          ...market.datasetFreshness(dataset),
        };
      }),
    });
  },
});
