import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { type Command, rank } from "./command.ts";

const LIST = "palette-list";
/** Commands shown at a time: what fits a screen of 800 pixels. */
const MOST_SHOWN = 12;

/** Letters from which on the server is asked, and the pause in typing after which, milliseconds. */
const LEAST_SOUGHT = 2;
const PAUSE_MS = 250;

/** A field and the commands that fit what is typed: a combobox with a list box, led by the arrow keys. */
export function Palette({ commands, find, close, go }: {
  commands: readonly Command[];
  /** Finds further ones that fit a text. */
  find: (text: string, signal: AbortSignal) => Promise<readonly Command[]>;
  close: () => void;
  /** Leads to an address, in a tab of its own if so asked. */
  go: (href: string, newTab: boolean) => void;
}) {
  const text = useSignal("");
  const active = useSignal(0);
  const said = useSignal("");
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const found = useSignal<readonly Command[]>([]);
  const typed = text.value.trim();
  useEffect(() => {
    found.value = [];
    if (typed.length < LEAST_SOUGHT) return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      find(typed, stop.signal).then((commands) => found.value = commands).catch((error) => {
        // Without the server there is still what the page knows itself.
        if (!stop.signal.aborted && !(error instanceof TypeError)) throw error;
      });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [typed]);
  const shown = [...rank(commands, text.value, MOST_SHOWN), ...found.value].slice(0, MOST_SHOWN);
  const run = async ({ href, run }: Command, newTab: boolean) => {
    if (href !== undefined) {
      close();
      return go(href, newTab);
    }
    try {
      const answer = await run?.();
      if (typeof answer === "string") said.value = answer;
      else if (document.querySelector("dialog.palette:not(.keys)") !== null) close();
    } catch (error) {
      // A server that is away, a clipboard that is forbidden.
      said.value = error instanceof TypeError
        ? "The server did not answer. Try again."
        : "The browser refused that.";
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const chosen = shown[active.value];
    if (step !== 0 && shown.length > 0) active.value = (active.value + step + shown.length) % shown.length;
    else if (event.key === "Enter" && chosen !== undefined) run(chosen, event.ctrlKey || event.metaKey);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        ref={field}
        type="text"
        role="combobox"
        aria-label="Go to a symbol or page, or do something"
        aria-expanded={shown.length > 0}
        aria-controls={LIST}
        aria-autocomplete="list"
        aria-activedescendant={shown.length === 0 ? undefined : `${LIST}-${active.value}`}
        placeholder="Symbol, page, range, action …"
        autocomplete="off"
        spellcheck={false}
        maxLength={60}
        value={text.value}
        onInput={(event) => {
          text.value = event.currentTarget.value;
          active.value = 0;
          said.value = "";
        }}
        onKeyDown={onKeyDown}
      />
      <ul id={LIST} role="listbox" aria-label="Commands" hidden={shown.length === 0}>
        {shown.map((command, i) => (
          <li
            key={command.id}
            id={`${LIST}-${i}`}
            role="option"
            aria-selected={i === active.value}
            // Keeps the focus in the field.
            onMouseDown={(event) => event.preventDefault()}
            onMouseMove={() => active.value = i}
            onClick={(event) => run(command, event.ctrlKey || event.metaKey)}
          >
            <span class="title">{command.title}</span>
            {command.kind === "Symbol" && <span class="number soft">{command.words}</span>}
            {command.keys !== undefined && <kbd>{command.keys}</kbd>}
            <span class="kind">{command.kind}</span>
          </li>
        ))}
      </ul>
      <p class="small soft" role="status">
        {said.value || (shown.length === 0
          ? "Nothing fits. Try a symbol, a page or a word such as theme."
          : "↑ ↓ choose, Enter goes, Esc closes.")}
      </p>
    </>
  );
}
