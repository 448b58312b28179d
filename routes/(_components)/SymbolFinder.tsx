import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { SearchView, SymbolMatch } from "@/lib/services/symbol_search.ts";

/** Pause in typing after which the server is asked, milliseconds. */
const PAUSE_MS = 250;
const LIST_ID = "symbol-finder-list";

/** Finds a symbol by its letters or its company's name: a combobox, led by the arrow keys. */
export function SymbolFinder({ has, onPick, label }: {
  /** Whether a symbol is on the list already. */
  has: (symbol: string) => boolean;
  onPick: (symbol: string) => void;
  label: string;
}) {
  const text = useSignal("");
  const found = useSignal<SearchView | null>(null);
  const failure = useSignal("");
  const active = useSignal(-1);
  const isOpen = useComputed(() => text.value.trim() !== "" && found.value !== null);
  const asking = useRef<AbortController | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const forget = () => {
    clearTimeout(timer.current);
    asking.current?.abort();
  };
  useEffect(() => forget, []);

  const type = (typed: string) => {
    text.value = typed;
    active.value = -1;
    failure.value = "";
    forget();
    if (typed.trim() === "") return void (found.value = null);
    timer.current = setTimeout(async () => {
      const { signal } = asking.current = new AbortController();
      try {
        const response = await fetch(`/api/search?q=${encodeURIComponent(typed.trim())}`, { signal });
        const body = await response.json();
        if (response.ok) found.value = body;
        else failure.value = body.detail;
      } catch (error) {
        if (!signal.aborted) failure.value = "The server did not answer. Try again.";
        else if (!(error instanceof DOMException)) throw error;
      }
    }, PAUSE_MS);
  };
  useEffect(() => {
    // The command palette leads here with what it found.
    const sought = new URLSearchParams(location.search).get("add");
    if (sought !== null) type(sought);
  }, []);
  const pick = (symbol: string) => {
    if (symbol === "" || has(symbol)) return;
    type("");
    onPick(symbol);
  };
  const results = found.value?.results ?? [];
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      active.value = Math.max(-1, Math.min(results.length - 1, active.value + step));
    } else if (event.key === "Escape") {
      type("");
    } else if (event.key === "Enter") {
      event.preventDefault();
      pick(results[active.value]?.symbol ?? text.value.trim().toUpperCase());
    }
  };
  return (
    <div class="finder">
      <input
        type="search"
        role="combobox"
        aria-label={label}
        aria-expanded={isOpen.value}
        aria-controls={LIST_ID}
        aria-autocomplete="list"
        aria-activedescendant={active.value < 0 ? undefined : `${LIST_ID}-${active.value}`}
        placeholder={label}
        autocomplete="off"
        spellcheck={false}
        maxLength={40}
        value={text.value}
        onInput={(event) => type(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <ul id={LIST_ID} role="listbox" aria-label="Symbols found" hidden={!isOpen.value}>
        {results.map((match, i) => (
          <Match
            key={match.symbol}
            id={`${LIST_ID}-${i}`}
            match={match}
            isActive={i === active.value}
            isThere={has(match.symbol)}
            onPick={pick}
          />
        ))}
      </ul>
      <span class="small soft" role="status">
        {failure.value || (isOpen.value ? wordsOf(found.value) : "")}
      </span>
    </div>
  );
}

function Match({ id, match: { symbol, name, type, polled }, isActive, isThere, onPick }: {
  id: string;
  match: SymbolMatch;
  isActive: boolean;
  isThere: boolean;
  onPick: (symbol: string) => void;
}) {
  return (
    <li
      id={id}
      role="option"
      aria-selected={isActive}
      aria-disabled={isThere}
      // Keeps the focus in the field.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onPick(symbol)}
    >
      <strong>{symbol}</strong> <span class="name">{name}</span>
      <span class="faint small">{isThere ? "on the list" : polled ? "polled" : type}</span>
    </li>
  );
}

function wordsOf(found: SearchView | null): string {
  if (found === null) return "";
  const { results, note } = found;
  const count = results.length === 0
    ? "Nothing found."
    : `${results.length} found: arrow keys choose, Enter adds.`;
  return note === null ? count : `${count} ${note}`;
}
