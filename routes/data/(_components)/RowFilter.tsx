import InstantForm from "@/islands/InstantForm.tsx";
import type { Dataset } from "@/lib/datasets/dataset.ts";
import type { TableView } from "@/lib/services/table_view.ts";

/** What a reader asks a table for. */
export interface RowFilterProps {
  readonly dataset: Dataset;
  readonly table: TableView;
  readonly query: URLSearchParams;
  readonly symbols: readonly string[];
  /** The instant shown, ISO 8601 UTC. */
  readonly past: string | undefined;
}

/** Symbols offered; who has more types theirs. */
const SYMBOLS_OFFERED = 600;

/** Leaves some rows and columns of the table; instant with a script, a form without. */
export function RowFilter({ dataset, table, query, symbols, past }: RowFilterProps) {
  const shown = new Set(table.columns.map(({ name }) => name));
  const isAll = shown.size === dataset.columns.length;
  return (
    <form id="rows-form" class="tools body" method="get" action={`/data/${dataset.name}`}>
      {past !== undefined && <input type="hidden" name="at" value={past} />}
      {table.sort !== "" && <input type="hidden" name="sort" value={table.sort} />}
      {table.isDescending && <input type="hidden" name="dir" value="desc" />}
      {dataset.key.includes("symbol") && (
        <label>
          Symbol{" "}
          <input
            type="text"
            name="symbol"
            value={query.get("symbol")?.toUpperCase() ?? ""}
            size={8}
            maxLength={16}
            placeholder="all"
            list="symbols"
            autocomplete="off"
            spellcheck={false}
          />
        </label>
      )}
      <label>
        From <input type="date" name="from" value={query.get("from")?.slice(0, 10) ?? ""} />
      </label>
      <label>
        To <input type="date" name="to" value={query.get("to")?.slice(0, 10) ?? ""} />
      </label>
      <label>
        Text <input type="search" name="find" value={query.get("find") ?? ""} size={14} maxLength={100} />
      </label>
      <label>
        Order{" "}
        <select name="order">
          <option value="newest" selected={query.get("order") !== "oldest"}>newest first</option>
          <option value="oldest" selected={query.get("order") === "oldest"}>as they came</option>
        </select>
      </label>
      <button type="submit">Show</button>
      <details class="choose-columns">
        <summary class="small">
          Columns{!isAll && `: ${shown.size} of ${dataset.columns.length}`}
        </summary>
        <fieldset>
          <legend class="visually-hidden">Columns to show</legend>
          {dataset.columns.map(({ name, description }) => (
            <label key={name} title={description}>
              <input type="checkbox" name="column" value={name} checked={!isAll && shown.has(name)} />{" "}
              <code>{name}</code>
            </label>
          ))}
        </fieldset>
        <p class="small faint">None chosen: all are shown.</p>
      </details>
      <datalist id="symbols">
        {symbols.slice(0, SYMBOLS_OFFERED).map((symbol) => <option key={symbol} value={symbol} />)}
      </datalist>
      <InstantForm form="rows-form" target="rows" />
    </form>
  );
}
