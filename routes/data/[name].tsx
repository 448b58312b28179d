import { page } from "fresh";
import { Head } from "fresh/runtime";
import { addressAt } from "@/lib/market/address.ts";
import { formatInteger } from "@/lib/market/format.ts";
import { filesBy } from "@/lib/services/dataset_view.ts";
import { define } from "@/lib/services/define.ts";
import { knownOnPage, pastOf } from "@/lib/services/past.ts";
import { placeOfKey, showRow } from "@/lib/services/row_in_view.ts";
import { datasetNamed, select } from "@/lib/services/selection.ts";
import { ImportPanel } from "../(_components)/ImportPanel.tsx";
import { Panel } from "../(_components)/Panel.tsx";
import { Prose } from "../(_components)/Prose.tsx";
import { RowsTable } from "../(_components)/RowsTable.tsx";
import { Scroll } from "../(_components)/Scroll.tsx";

const PREVIEW_ROWS = 50;

export const handler = define.handlers({
  async GET({ url, params, state }) {
    const known = await knownOnPage({ url, state });
    const { store, at } = known;
    const dataset = datasetNamed(store, params["name"]);
    const query = new URLSearchParams(url.searchParams);
    if (!query.has("order")) query.set("order", "newest");
    const marked = query.getAll("key");
    showRow(store, dataset, query, marked);
    const { rows, total, offset } = select(store, dataset, query, PREVIEW_ROWS);
    return page({
      dataset,
      rows,
      total,
      offset,
      query,
      marked: placeOfKey(dataset, rows, marked),
      past: pastOf(known),
      files: filesBy(state.services.store, at).filter((file) => file.dataset === dataset.name).length,
    });
  },
});

export default define.page<typeof handler>(
  function DatasetPage({ data: { dataset, rows, total, offset, query, marked, files, past }, state }) {
    const symbol = query.get("symbol");
    const suffix = symbol === null ? "" : `?symbol=${encodeURIComponent(symbol)}`;
    const to = (address: string) => addressAt(address, past);
    const from = (start: number) => {
      const next = new URLSearchParams(query);
      next.set("offset", String(Math.max(0, start)));
      return `?${next}`;
    };
    const step = rows.length === 0 ? PREVIEW_ROWS : Math.max(rows.length, PREVIEW_ROWS);
    return (
      <>
        <Head>
          <title>{`${dataset.title} · Quarterhour`}</title>
        </Head>
        <div class="page-head">
          <h1>{dataset.title}{symbol !== null && ` of ${symbol.toUpperCase()}`}</h1>
          <p class="lede">
            <Prose text={dataset.description} />
          </p>
        </div>
        <div class="stack">
          <p class="actions">
            <a class="button" href={to(`/api/datasets/${dataset.name}.csv${suffix}`)} download>
              Download CSV
            </a>{" "}
            <a class="button" href={to(`/api/datasets/${dataset.name}${suffix}`)}>JSON</a>{" "}
            <a
              class="button"
              href={to(`/api/export?dataset=${dataset.name}&format=parquet${suffix.replace("?", "&")}`)}
              download
            >
              Parquet
            </a>{" "}
            {symbol !== null && <a class="button" href={to(`/data/${dataset.name}`)}>All symbols</a>}{" "}
            <span class="soft small">
              {formatInteger(total)} rows in {formatInteger(files)} files ·{" "}
              {dataset.endpoints.length > 0 ? "asked of" : "derived from"}{" "}
              {(dataset.endpoints.length > 0 ? dataset.endpoints : dataset.after ?? []).map((origin, i) => (
                <>
                  {i > 0 && ", "}
                  <code>{origin}</code>
                </>
              ))}
              {dataset.substitute && ` · where refused: ${dataset.substitute}`}
            </span>
          </p>
          {dataset.name === "stock_historical" && past === undefined && (
            <ImportPanel
              symbol={symbol?.toUpperCase() ?? ""}
              isAdmin={state.isAdmin}
              config={state.services.config}
            />
          )}
          <Panel
            id="preview"
            fresh
            title="Rows"
            aside={total === 0
              ? undefined
              : `${formatInteger(offset + 1)} to ${formatInteger(offset + rows.length)} of ${
                formatInteger(total)
              }`}
          >
            {rows.length === 0
              ? (
                <p class="empty">
                  No rows{symbol !== null
                    ? " for this selection"
                    : past !== undefined
                    ? " were known then"
                    : " yet. They come with the next poll"}.
                </p>
              )
              : (
                <RowsTable
                  caption={`Rows of ${dataset.title}`}
                  dataset={dataset}
                  rows={rows}
                  marked={marked}
                  at={past}
                />
              )}
          </Panel>
          {(offset > 0 || offset + rows.length < total) && (
            <nav aria-label="Pages of rows">
              {offset > 0 && <a class="button" href={from(offset - step)}>Newer</a>}{" "}
              {offset + rows.length < total && <a class="button" href={from(offset + rows.length)}>Older</a>}
            </nav>
          )}
          <Panel
            id="columns"
            title="Columns"
            aside={
              <>
                key: <code>{dataset.key.join(", ")}</code>
              </>
            }
          >
            <Scroll label="Columns">
              <table>
                <thead>
                  <tr>
                    <th scope="col">Column</th>
                    <th scope="col">Type</th>
                    <th scope="col">Unit</th>
                    <th scope="col">Meaning</th>
                  </tr>
                </thead>
                <tbody>
                  {dataset.columns.map((column) => (
                    <tr key={column.name}>
                      <td>
                        <code>{column.name}</code>
                      </td>
                      <td>{column.type}</td>
                      <td>{column.unit ?? "–"}</td>
                      <td class="wrap soft">
                        <Prose text={column.description} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scroll>
          </Panel>
        </div>
      </>
    );
  },
);
