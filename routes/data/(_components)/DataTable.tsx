import type { Column, Dataset, Row } from "@/lib/datasets/dataset.ts";
import { addressAt } from "@/lib/market/address.ts";
import { cellFigure } from "@/lib/market/figure_address.ts";
import { formatCell } from "@/lib/market/format_cell.ts";
import type { TableView } from "@/lib/services/table_view.ts";
import { FigureLink } from "../../(_components)/FigureLink.tsx";
import { Scroll } from "../../(_components)/Scroll.tsx";

/** Options of {@linkcode DataTable}. */
export interface DataTableProps {
  readonly dataset: Dataset;
  readonly table: TableView;
  /** What the address says; links keep what they do not change. */
  readonly query: URLSearchParams;
  /** The row that was asked for, by its place. */
  readonly marked: number | undefined;
  /** The instant shown, ISO 8601 UTC. */
  readonly past: string | undefined;
}

/** Rows of a dataset: columns say unit and meaning and sort, numbers tell where they are from, a row opens as a record. */
export function DataTable({ dataset, table, query, marked, past }: DataTableProps) {
  const { columns, rows } = table;
  const caption = `Rows of ${dataset.title}`;
  return (
    <Scroll label={caption}>
      <table class="data-table">
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span class="visually-hidden">Record</span>
            </th>
            {columns.map((column) => (
              <ColumnHead key={column.name} column={column} table={table} query={query} />
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
              <td class="record-link">
                <a
                  href={addressAt(recordAddress(dataset, row), past)}
                  aria-label={`Record ${dataset.key.map((name) => String(row[name] ?? "")).join(", ")}`}
                >
                  ≡
                </a>
              </td>
              {columns.map((column) => (
                <td
                  key={column.name}
                  class={isNumber(column) ? "number" : isLong(row[column.name]) ? "wrap" : "nowrap"}
                >
                  {isNumber(column)
                    ? (
                      <FigureLink figure={cellFigure(dataset, row, column.name)} at={past}>
                        {formatCell(row[column.name] ?? null, column, row)}
                      </FigureLink>
                    )
                    : formatCell(row[column.name] ?? null, column, row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** Name and unit of a column; a link that sorts by it, and by it the other way round. */
function ColumnHead({ column, table, query }: {
  column: Column;
  table: TableView;
  query: URLSearchParams;
}) {
  const { name, unit, description } = column;
  const isSorted = table.sort === name;
  const next = new URLSearchParams(query);
  for (const each of ["offset", "below", "key", "view", "dir"]) next.delete(each);
  next.set("sort", name);
  // Of numbers and times the largest is asked for first.
  const isDescending = isSorted ? !table.isDescending : column.type !== "string";
  if (isDescending) next.set("dir", "desc");
  return (
    <th
      scope="col"
      class={isNumber(column) ? "number" : ""}
      aria-sort={isSorted ? (table.isDescending ? "descending" : "ascending") : undefined}
      title={unit === undefined ? description : `${description} Unit: ${unit}`}
    >
      <a class="sort" href={`?${next}`} rel="nofollow">
        {name.replaceAll("_", " ")}
        <span aria-hidden="true">{isSorted ? (table.isDescending ? " ↓" : " ↑") : ""}</span>
      </a>
      {unit !== undefined && <span class="unit">{unit}</span>}
    </th>
  );
}

/** Address of one row, all of it. */
function recordAddress({ name, key }: Dataset, row: Row): string {
  const query = new URLSearchParams(key.map((each) => ["key", String(row[each] ?? "")]));
  return `/data/${name}?view=record&${query}`;
}

function isNumber({ type }: Column): boolean {
  return type === "number" || type === "integer";
}

function isLong(cell: unknown): boolean {
  return typeof cell === "string" && cell.length > 32;
}
