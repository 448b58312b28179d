import { page } from "fresh";
import { asset, Head } from "fresh/runtime";
import Ages from "@/islands/Ages.tsx";
import InstantForm from "@/islands/InstantForm.tsx";
import { addressAt } from "@/lib/market/address.ts";
import { counted, formatInteger } from "@/lib/market/format.ts";
import { dataIndex } from "@/lib/services/data_index.ts";
import { define } from "@/lib/services/define.ts";
import { leftAlone } from "@/lib/services/left_alone.ts";
import { knownOnPage, pastOf } from "@/lib/services/past.ts";
import { seedOf } from "@/lib/services/status_view.ts";
import { LeftAlone } from "../(_components)/LeftAlone.tsx";
import { Panel } from "../(_components)/Panel.tsx";
import { DatasetEntry } from "./(_components)/DatasetEntry.tsx";
import { FilesTable } from "./(_components)/FilesTable.tsx";

/** Longest text that is looked for. */
const MOST_CHARACTERS = 100;

export const handler = define.handlers({
  async GET({ url, state }) {
    const known = await knownOnPage({ url, state });
    const text = (url.searchParams.get("q") ?? "").slice(0, MOST_CHARACTERS);
    const found = dataIndex(state.services, known, text);
    const past = pastOf(known);
    const left = past === undefined ? leftAlone(state.services.store) : { foreign: [], damaged: [] };
    return page({ ...found, left, text, now: known.now(), past });
  },
});

export default define.page<typeof handler>(
  function DataPage({ data: { entries, files, fileCount, left, text, now, past }, state }) {
    return (
      <>
        <Head>
          <title>Data · Quarterhour</title>
          <link rel="stylesheet" href={asset("/data.css")} />
        </Head>
        <div class="page-head">
          <h1>Data</h1>
          <p class="lede">
            Plain CSV files, one kind per dataset. What they hold, a look inside, and the download.
          </p>
        </div>
        <section class="panel" id="datasets" aria-labelledby="datasets-title">
          <header>
            <h2 id="datasets-title">Datasets</h2>
            <form id="data-search" class="tools search" method="get" action="/data" role="search">
              {past !== undefined && <input type="hidden" name="at" value={past} />}
              <label for="q" class="visually-hidden">Search datasets, columns and files</label>
              <input
                id="q"
                type="search"
                name="q"
                value={text}
                maxLength={MOST_CHARACTERS}
                placeholder="Dataset, column or file: eps, percent, 20261122"
                autocomplete="off"
                spellcheck={false}
              />
              <button type="submit">Search</button>
              <InstantForm form="data-search" target="found" />
            </form>
            <span class="aside">
              <a href={addressAt("/api/files/datapackage.json", past)}>datapackage.json</a> ·{" "}
              <a href={addressAt("/api/datasets", past)}>JSON</a>
            </span>
          </header>
          <div data-fresh="found" id="found">
            <p class="body small soft" data-count>{countWords(entries.length, fileCount, text)}</p>
            <ul class="data-list">
              {entries.map((entry) => <DatasetEntry key={entry.name} entry={entry} now={now} past={past} />)}
            </ul>
            {files.length > 0 && <FilesTable files={files} past={past} />}
          </div>
        </section>
        {left.foreign.length + left.damaged.length > 0 && (
          <Panel id="left-alone" title="Files left as they are">
            <ul class="body small soft left-alone">
              <LeftAlone files={left} />
            </ul>
          </Panel>
        )}
        {past === undefined && <Ages seed={seedOf(state.services)} />}
      </>
    );
  },
);

function countWords(datasets: number, files: number, text: string): string {
  if (text.trim() === "") return counted(datasets, "dataset");
  const words = `${formatInteger(datasets)} ${datasets === 1 ? "dataset" : "datasets"}`;
  const found = `${words} and ${formatInteger(files)} ${files === 1 ? "file" : "files"} for “${text.trim()}”`;
  return files > 20 ? `${found}; the newest 20 files are shown` : found;
}
