import { define } from "@/lib/services/define.ts";
import { json } from "@/lib/services/json.ts";

export const handler = define.handlers({
  GET({ req, state: { services: { store } } }) {
    return json(req, {
      datasets: store.datasets.map((
        { name, title, description, scope, endpoints, substitute, key, columns },
      ) => ({
        name,
        title,
        description,
        scope,
        endpoints,
        substitute: substitute ?? null,
        key,
        columns,
        rows: store.ledger(name).size,
        files: store.files().filter(({ dataset }) => dataset === name),
      })),
    });
  },
});
