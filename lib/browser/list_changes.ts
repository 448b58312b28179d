import { type Signal, useSignal } from "@preact/signals";
import { MOST_OWN, moved, OWN_LIST_COOKIE, writeOwnList } from "@/lib/market/own_list.ts";
import { changeServerList, remember } from "./watchlist_request.ts";

/** What was done last, and how to undo it. */
export interface WatchMessage {
  readonly text: string;
  readonly isError?: boolean;
  readonly undo?: () => void;
}

/** What a list can be told to do. */
export interface ListChanges {
  /** What came of the last change. */
  readonly message: Signal<WatchMessage | null>;
  readonly add: (symbol: string) => void;
  readonly remove: (symbol: string) => void;
  readonly move: (symbol: string, step: -1 | 1) => void;
  /** Replaces the reader's own list. */
  readonly setOwn: (symbols: readonly string[]) => void;
}

/** Changes of the list that is shown: the server's over its API, the reader's own in a cookie. */
export function useListChanges({ list, own, hasServer }: {
  list: "server" | "own";
  own: Signal<readonly string[]>;
  hasServer: (symbol: string) => boolean;
}): ListChanges {
  const message = useSignal<WatchMessage | null>(null);
  const setOwn = (symbols: readonly string[]) => {
    own.value = symbols.slice(0, MOST_OWN);
    remember(OWN_LIST_COOKIE, writeOwnList(own.value));
  };
  const change = async (action: "add" | "remove", symbol: string) => {
    message.value = {
      text: action === "add" ? `Asking the provider about ${symbol} …` : `Removing ${symbol} …`,
    };
    const reason = await changeServerList(action, symbol);
    message.value = reason !== null
      ? { text: reason, isError: true }
      : action === "add"
      ? { text: `${symbol} is on the server's list; its first price is on its way.` }
      : { text: `${symbol} is polled no more.`, undo: () => void change("add", symbol) };
  };
  return {
    message,
    setOwn,
    add: (symbol) => {
      if (list === "server") return void change("add", symbol);
      setOwn([...own.value, symbol]);
      message.value = {
        text: hasServer(symbol)
          ? `${symbol} is on your list.`
          : `${symbol} is on your list, but the server does not poll it: no prices.`,
      };
    },
    remove: (symbol) => {
      if (list === "server") return void change("remove", symbol);
      const before = own.value;
      setOwn(before.filter((each) => each !== symbol));
      message.value = { text: `${symbol} is off your list.`, undo: () => setOwn(before) };
    },
    move: (symbol, step) => setOwn(moved(own.value, symbol, step)),
  };
}
