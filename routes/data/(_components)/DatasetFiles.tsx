import { formatInteger } from "@/lib/market/format.ts";
import type { CatalogFile } from "@/lib/store/store.ts";
import { Panel } from "../../(_components)/Panel.tsx";
import { FilesTable } from "./FilesTable.tsx";

/** Files shown: a day of slots; the API lists all. */
const SHOWN = 96;

/** The files of a dataset, the newest first. */
export function DatasetFiles({ files, past }: { files: readonly CatalogFile[]; past: string | undefined }) {
  return (
    <Panel
      id="files"
      fresh={past === undefined}
      class="data-files"
      title="Files"
      aside={files.length > SHOWN ? `the newest ${SHOWN} of ${formatInteger(files.length)}` : "as they stand"}
    >
      {files.length === 0
        ? <p class="empty">No file{past === undefined ? " yet" : " had anything then"}.</p>
        : <FilesTable files={files.slice(0, SHOWN)} past={past} />}
    </Panel>
  );
}
