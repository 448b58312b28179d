import type { Column, Row } from "@/lib/datasets/dataset.ts";
import { formatCell } from "@/lib/market/format_cell.ts";
import { Scroll } from "./Scroll.tsx";

/** Rows of a dataset as a table; what the columns mean is said in their titles. */
export function RowsTable({ caption, columns, rows }: {
  caption: string;
  columns: readonly Column[];
  rows: readonly Row[];
}) {
  return (
    <Scroll label={caption}>
      <table>
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.name}
                scope="col"
                class={isNumber(column) ? "number" : ""}
                title={column.unit === undefined
                  ? column.description
                  : `${column.description} Unit: ${column.unit}`}
              >
                {column.name.replaceAll("_", " ")}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={i}>
              {columns.map((column) => (
                <td
                  key={column.name}
                  class={isNumber(column) ? "number" : isLong(row[column.name]) ? "wrap" : "nowrap"}
                >
                  {formatCell(row[column.name] ?? null, column)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function isNumber({ type }: Column): boolean {
  return type === "number" || type === "integer";
}

function isLong(cell: unknown): boolean {
  return typeof cell === "string" && cell.length > 32;
}
