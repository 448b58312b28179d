import type { WatchMessage } from "@/lib/browser/list_changes.ts";
import { MOST_OWN } from "@/lib/market/own_list.ts";
import type { WatchView } from "@/lib/market/watch_view.ts";
import { SymbolFinder } from "./SymbolFinder.tsx";

/** Where the list is changed: a search that adds, what came of it, and a plain form for the server's list. */
export function WatchEditor({ list, symbols, message, onAdd }: {
  list: WatchView["list"];
  symbols: readonly string[];
  message: WatchMessage | null;
  onAdd: (symbol: string) => void;
}) {
  const isServer = list === "server";
  return (
    <div class="watch-editor">
      <p class="small soft">
        {isServer
          ? "The server's list: what is added is polled from now on, for everybody. What is removed keeps its history."
          : `Your list, in this browser alone: order and choice are yours, up to ${MOST_OWN} symbols.`}
      </p>
      <SymbolFinder
        label={isServer ? "Add to the server's list" : "Add to your list"}
        has={(symbol) => symbols.includes(symbol)}
        onPick={onAdd}
      />
      <p class={`watch-message small ${message?.isError ? "fault" : ""}`} role="status">
        {message?.text}
        {message?.undo && <button type="button" onClick={message.undo}>Undo</button>}
      </p>
    </div>
  );
}
