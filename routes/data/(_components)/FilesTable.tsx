import { addressAt } from "@/lib/market/address.ts";
import { formatBytes, formatDateTime, formatInteger } from "@/lib/market/format.ts";
import type { CatalogFile } from "@/lib/store/store.ts";
import { Scroll } from "../../(_components)/Scroll.tsx";

/** Data files with what tells one from another; each as it stands on the volume. */
export function FilesTable({ files, past }: { files: readonly CatalogFile[]; past: string | undefined }) {
  return (
    <Scroll label="Files">
      <table>
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col" class="number">Rows</th>
            <th scope="col" class="number">Size</th>
            <th scope="col">Changed</th>
            <th scope="col">SHA-256</th>
          </tr>
        </thead>
        <tbody>
          {files.map(({ path, rows, bytes, mtimeMs, sha256 }) => {
            const changed = new Date(mtimeMs).toISOString();
            return (
              <tr key={path}>
                <td class="nowrap">
                  <a href={addressAt(`/api/files/${path}`, past)}>
                    <code>{path}</code>
                  </a>
                </td>
                <td class="number">{formatInteger(rows)}</td>
                <td class="number">{formatBytes(bytes)}</td>
                <td class="nowrap">
                  <time dateTime={changed}>{formatDateTime(changed)}</time>
                </td>
                <td class="sha">
                  <code>{sha256}</code>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroll>
  );
}
