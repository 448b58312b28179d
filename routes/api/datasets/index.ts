import { define } from "@/lib/services/define.ts";
import { json } from "@/lib/services/json.ts";

export const handler = define.handlers({
  GET({ req, state: { services: { store, market } } }) {
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
          files: store.files().filter((file) => file.dataset === name),
          ...market.datasetFreshness(dataset),
        };
      }),
    });
  },
});
