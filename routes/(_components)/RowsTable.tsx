import type { Column, Dataset, Row } from "@/lib/datasets/dataset.ts";
import { cellFigure } from "@/lib/market/figure_address.ts";
import { formatCell } from "@/lib/market/format_cell.ts";
import { FigureLink } from "./FigureLink.tsx";
import { Scroll } from "./Scroll.tsx";

/** Rows of a dataset as a table; what the columns mean is said in their titles, where numbers are from they tell. */
export function RowsTable({ caption, dataset, rows, marked, at }: {
  caption: string;
  dataset: Dataset;
  rows: readonly Row[];
  /** The row that was asked for, by its place. */
  marked?: number | undefined;
  /** The instant of the past that is shown. */
  at: string | undefined;
}) {
  const { columns } = dataset;
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
            <tr
              key={i}
              id={i === marked ? "row" : undefined}
              aria-current={i === marked ? "true" : undefined}
            >
              {columns.map((column) => (
                <td
                  key={column.name}
                  class={isNumber(column) ? "number" : isLong(row[column.name]) ? "wrap" : "nowrap"}
                >
                  {isNumber(column)
                    ? (
                      <FigureLink figure={cellFigure(dataset, row, column.name)} at={at}>
                        {formatCell(row[column.name] ?? null, column)}
                      </FigureLink>
                    )
                    : formatCell(row[column.name] ?? null, column)}
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
