import { HttpError, page } from "fresh";
import { asset, Head } from "fresh/runtime";
import { keyOf } from "@/lib/datasets/keys.ts";
import { pandasLine } from "@/lib/datasets/pandas_line.ts";
import { addressAt } from "@/lib/market/address.ts";
import { filesBy } from "@/lib/services/dataset_view.ts";
import { define } from "@/lib/services/define.ts";
import { downloadAddress } from "@/lib/services/download.ts";
import { knownOnPage, pastOf } from "@/lib/services/past.ts";
import { oneOf } from "@/lib/services/parameters.ts";
import { placeOfKey, showRow } from "@/lib/services/row_in_view.ts";
import { datasetNamed } from "@/lib/services/selection.ts";
import { tableView, withoutEmpty } from "@/lib/services/table_view.ts";
import { ImportPanel } from "../(_components)/ImportPanel.tsx";
import { Panel } from "../(_components)/Panel.tsx";
import { Prose } from "../(_components)/Prose.tsx";
import { ColumnsTable } from "./(_components)/ColumnsTable.tsx";
import { Commands } from "./(_components)/Commands.tsx";
import { DatasetActions } from "./(_components)/DatasetActions.tsx";
import { DatasetFiles } from "./(_components)/DatasetFiles.tsx";
import { DatasetRows } from "./(_components)/DatasetRows.tsx";
import { DownloadForm } from "./(_components)/DownloadForm.tsx";
import { RecordView } from "./(_components)/RecordView.tsx";

const PREVIEW_ROWS = 50;

export const handler = define.handlers({
  async GET({ url, params, state }) {
    const known = await knownOnPage({ url, state });
    const { store, at } = known;
    const dataset = datasetNamed(store, params["name"]);
    const past = pastOf(known);
    const location = downloadAddress(dataset.name, url.searchParams, past);
    if (location !== null) return new Response(null, { status: 303, headers: { location } });
    const query = withoutEmpty(url.searchParams);
    if (!query.has("order")) query.set("order", "newest");
    // A key's cell may be empty.
    const marked = url.searchParams.getAll("key");
    const isRecord = oneOf(query, "view", ["", "record"], "") === "record";
    query.delete("view");
    showRow(store, dataset, query, marked);
    const table = tableView(store, dataset, query, PREVIEW_ROWS);
    const ledger = store.ledger(dataset.name);
    const record = isRecord
      ? ledger.get(
        keyOf(dataset, Object.fromEntries(dataset.key.map((name, i) => [name, marked[i] ?? null]))),
      )
      : null;
    if (record === undefined) throw new HttpError(404, "There is no row of that key");
    return page({
      dataset,
      table,
      record,
      query,
      marked: placeOfKey(dataset, table.rows, marked),
      past,
      symbols: dataset.key.includes("symbol") ? ledger.symbols() : [],
      files: filesBy(state.services.store, at).filter((file) => file.dataset === dataset.name).toReversed(),
      origin: url.origin,
    });
  },
});

export default define.page<typeof handler>(
  function DatasetPage({ data, state }) {
    const { dataset, table, record, query, marked, past, symbols, files, origin } = data;
    const symbol = query.get("symbol")?.toUpperCase() ?? "";
    const hasSymbols = dataset.key.includes("symbol");
    return (
      <>
        <Head>
          <title>{`${dataset.title} · Quarterhour`}</title>
          <link rel="stylesheet" href={asset("/data.css")} />
        </Head>
        <div class="page-head">
          <h1>{dataset.title}{symbol !== "" && ` of ${symbol}`}</h1>
          <p class="lede">
            <Prose text={dataset.description} />
          </p>
        </div>
        <div class="stack">
          <DatasetActions
            dataset={dataset}
            total={table.total}
            files={files.length}
            symbol={symbol}
            past={past}
          />
          {dataset.name === "stock_historical" && past === undefined && (
            <ImportPanel symbol={symbol} isAdmin={state.isAdmin} config={state.services.config} />
          )}
          {record !== null && (
            <RecordView dataset={dataset} row={record} back={`?${withKey(query)}#row`} past={past} />
          )}
          <DatasetRows
            dataset={dataset}
            table={table}
            query={query}
            marked={marked}
            symbols={symbols}
            past={past}
          />
          <div class="data-grid">
            <ColumnsTable dataset={dataset} />
            <div class="stack">
              <DatasetFiles files={files} past={past} />
              <Panel
                id="elsewhere"
                title="Elsewhere"
                aside={<a href={addressAt("/api/files/datapackage.json", past)}>datapackage.json</a>}
              >
                <div class="body">
                  <DownloadForm
                    name={dataset.name}
                    title={dataset.title}
                    hasSymbols={hasSymbols}
                    symbol={symbol}
                    symbols="symbols"
                    past={past}
                  />
                  <Commands
                    name={dataset.name}
                    origin={origin}
                    pandas={pandasLine(dataset)}
                    hasSymbols={hasSymbols}
                    symbol={symbol}
                  />
                </div>
              </Panel>
            </div>
          </div>
        </div>
      </>
    );
  },
);

/** The page that has a row among others: where it stands is found by its key. */
function withKey(query: URLSearchParams): URLSearchParams {
  const kept = new URLSearchParams(query);
  kept.delete("offset");
  return kept;
}
