import { WATCH_COLUMNS, type WatchColumn, type WatchColumnKey } from "@/lib/market/watch_columns.ts";
import { sortedBy, sortWord, type WatchView } from "@/lib/market/watch_view.ts";

const COLUMNS: readonly (WatchColumn & { readonly key: WatchColumnKey })[] = WATCH_COLUMNS;

/** The titles of the watchlist's columns, each a button that sorts; without JavaScript it sends the form. */
export function WatchHead({ view, form, onSort, isEditing }: {
  view: WatchView;
  /** Id of the form. */
  form: string;
  onSort: (view: WatchView) => void;
  /** Whether there is a column of buttons. */
  isEditing: boolean;
}) {
  return (
    <thead>
      <tr>
        {COLUMNS.map((column) => {
          const isSorted = view.sort === column.key;
          const next = sortedBy(view, column.key);
          return (
            <th
              key={column.key}
              scope="col"
              class={`of-${column.key} ${column.class}`}
              aria-sort={isSorted ? view.direction : undefined}
            >
              <button
                type="submit"
                form={form}
                name="sort"
                value={sortWord(next.sort, next.direction)}
                title={column.hint}
                onClick={(event) => {
                  event.preventDefault();
                  onSort(next);
                }}
              >
                {column.title}
                <span class="sort-mark" aria-hidden="true">
                  {isSorted ? view.direction === "ascending" ? "↑" : "↓" : ""}
                </span>
              </button>
            </th>
          );
        })}
        {isEditing && (
          <th scope="col">
            <span class="visually-hidden">Change the list</span>
          </th>
        )}
      </tr>
    </thead>
  );
}
