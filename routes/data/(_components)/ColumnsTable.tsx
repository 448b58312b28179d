import type { Dataset } from "@/lib/datasets/dataset.ts";
import { Panel } from "../../(_components)/Panel.tsx";
import { Prose } from "../../(_components)/Prose.tsx";
import { Scroll } from "../../(_components)/Scroll.tsx";

/** What each column is. */
export function ColumnsTable({ dataset: { columns, key } }: { dataset: Dataset }) {
  return (
    <Panel
      id="columns"
      title="Columns"
      aside={
        <>
          key: <code>{key.join(", ")}</code>
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
            {columns.map((column) => (
              <tr key={column.name}>
                <td class="nowrap">
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
  );
}
