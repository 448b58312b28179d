import { sortWord, type WatchView } from "@/lib/market/watch_view.ts";

/** What stands above the watchlist. */
export interface WatchToolsProps {
  readonly view: WatchView;
  /** Id of the form. */
  readonly form: string;
  readonly past: string | undefined;
  /** Symbols of the server's list, and of the reader's. */
  readonly counts: { readonly server: number; readonly own: number };
  readonly isCompact: boolean;
  readonly isEditing: boolean;
  /** Whether the order shown is not that of the figures any more. */
  readonly isOutdated: boolean;
  readonly onView: (view: WatchView) => void;
  readonly onDensity: () => void;
  readonly onEdit: () => void;
  readonly onSortAgain: () => void;
}

/** Filter, choice of list, density and the way to change the list: a form, for readers without JavaScript. */
export function WatchTools(props: WatchToolsProps) {
  const { view, form, past, counts, isCompact, isEditing, isOutdated } = props;
  const { onView, onDensity, onEdit, onSortAgain } = props;
  const choose = (list: WatchView["list"]) => (event: Event) => {
    event.preventDefault();
    onView({ ...view, list, page: 1 });
  };
  const instead = (act: () => void) => (event: Event) => {
    event.preventDefault();
    act();
  };
  return (
    <form
      id={form}
      class="watch-tools"
      method="get"
      action="/"
      role="search"
      aria-label="Watchlist"
      onSubmit={(event) => event.preventDefault()}
    >
      {past !== undefined && <input type="hidden" name="at" value={past} />}
      {view.sort !== null && <input type="hidden" name="sort" value={sortWord(view.sort, view.direction)} />}
      <span class="filter">
        <input
          type="search"
          name="q"
          value={view.filter}
          placeholder="Filter"
          aria-label="Filter by symbol, name or industry"
          autocomplete="off"
          maxLength={40}
          onInput={(event) => onView({ ...view, filter: event.currentTarget.value, page: 1 })}
        />
        <button type="submit" class="icon" aria-label="Filter" title="Filter">
          <span aria-hidden="true">⌕</span>
        </button>
      </span>
      <span class="segments" role="group" aria-label="List">
        <button
          type="submit"
          name="list"
          value="server"
          aria-pressed={view.list === "server"}
          onClick={choose("server")}
        >
          All <span class="count">{counts.server}</span>
        </button>
        <button
          type="submit"
          name="list"
          value="own"
          aria-pressed={view.list === "own"}
          onClick={choose("own")}
        >
          Mine <span class="count">{counts.own}</span>
        </button>
      </span>
      <button
        type="button"
        class={`sort-again ${isOutdated ? "" : "unseen"}`}
        disabled={!isOutdated}
        title="Prices have moved since the list was sorted"
        onClick={onSortAgain}
      >
        Sort again
      </button>
      <span class="watch-right">
        <button
          type="submit"
          name="density"
          value={isCompact ? "comfortable" : "compact"}
          aria-pressed={isCompact}
          onClick={instead(onDensity)}
        >
          Compact
        </button>
        {past === undefined && (
          <button
            type="submit"
            name="edit"
            value={isEditing ? "" : "1"}
            aria-pressed={isEditing}
            onClick={instead(onEdit)}
          >
            Edit
          </button>
        )}
      </span>
    </form>
  );
}
