import { counted, formatInteger } from "@/lib/market/format.ts";
import { DataTable, type DataTableProps } from "./DataTable.tsx";
import { RowFilter } from "./RowFilter.tsx";

/** Rows of a page. */
const STEP = 50;

/** The rows, what is asked of them, and the pages. */
export function DatasetRows({ symbols, ...props }: DataTableProps & { symbols: readonly string[] }) {
  const { dataset, table, query, past } = props;
  const { rows, total, offset, lookedThrough } = table;
  const isNarrowed = ["symbol", "from", "to", "find"].some((name) => query.has(name));
  return (
    <section class="panel" id="preview" aria-labelledby="preview-title">
      <header>
        <h2 id="preview-title">Rows</h2>
      </header>
      <RowFilter dataset={dataset} table={table} query={query} symbols={symbols} past={past} />
      <div data-fresh={past === undefined ? "rows" : undefined} id="rows">
        <p class="body small soft" data-count>
          {total === 0
            ? "No rows."
            : `${formatInteger(offset + 1)} to ${formatInteger(offset + rows.length)} of ${
              counted(total, "row")
            }`}
          {lookedThrough !== null &&
            `; looked through the newest ${
              formatInteger(lookedThrough)
            }: choose a symbol or days for older ones`}
        </p>
        {rows.length === 0
          ? (
            <p class="empty">
              No rows{isNarrowed
                ? " for this selection"
                : past !== undefined
                ? " were known then"
                : " yet. They come with the next poll"}.
            </p>
          )
          : <DataTable {...props} />}
        <Pages {...props} />
      </div>
    </section>
  );
}

/** Newer and older rows. Of newest first a page is named by how many are older: it is the same while others come. */
function Pages({ table: { rows, total, offset, sort, find }, query }: DataTableProps) {
  if (offset === 0 && offset + rows.length >= total) return null;
  const isByTime = sort === "" && find === "" && query.get("order") !== "oldest";
  const to = (start: number) => {
    const next = new URLSearchParams(query);
    for (const name of ["offset", "below", "key"]) next.delete(name);
    if (start > 0) next.set(isByTime ? "below" : "offset", String(isByTime ? total - start : start));
    return `?${next}#preview`;
  };
  return (
    <nav class="body pages" aria-label="Pages of rows">
      {offset > 0 && (
        <a class="button" rel="prev" href={to(Math.max(0, offset - STEP))}>{isByTime ? "Newer" : "Back"}</a>
      )}{" "}
      {offset + rows.length < total && (
        <a class="button" rel="next" href={to(offset + rows.length)}>{isByTime ? "Older" : "On"}</a>
      )}
    </nav>
  );
}
