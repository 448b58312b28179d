import type { ListChanges } from "@/lib/browser/list_changes.ts";

/** The buttons at the end of a line while the list is changed. */
export function EditCell({ symbol, canMove, changes }: {
  symbol: string;
  canMove: boolean;
  changes: ListChanges;
}) {
  return (
    <td class="edit-cell">
      {canMove && (
        <>
          <button
            type="button"
            class="icon"
            aria-label={`Move ${symbol} up`}
            onClick={() => changes.move(symbol, -1)}
          >
            ↑
          </button>
          <button
            type="button"
            class="icon"
            aria-label={`Move ${symbol} down`}
            onClick={() => changes.move(symbol, 1)}
          >
            ↓
          </button>
        </>
      )}
      <button
        type="button"
        class="icon remove"
        aria-label={`Remove ${symbol}`}
        onClick={({ currentTarget }) => {
          // The line goes, and the focus with it: it moves to the next.
          const line = currentTarget.closest("tr");
          const next = line?.nextElementSibling ?? line?.previousElementSibling;
          next?.querySelector<HTMLElement>("button.remove")?.focus();
          changes.remove(symbol);
        }}
      >
        ×
      </button>
    </td>
  );
}
