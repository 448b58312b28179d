import { PAGES } from "@/lib/market/pages.ts";
import { CHART_KEYS } from "../chart/key_words.ts";
import { showDialog } from "./dialog.ts";

/** Keys and what they do. */
type KeyLines = readonly (readonly [keys: string, words: string])[];

const EVERYWHERE: KeyLines = [
  ["Ctrl K  /", "go to a symbol or page, or do something"],
  ["?", "these keys"],
  ["Tab", "the next link or field; from the top of the page, past the navigation"],
  ["Esc", "closes what is open"],
];
const CALENDAR: KeyLines = [
  ["← → ↑ ↓", "another day"],
  ["Home  End", "first and last day of the week"],
  ["Page Up  Page Down", "another month"],
];

/** Shows the keys that count on this page. */
export function showKeys(): void {
  const areOff = document.documentElement.dataset["keys"] === "off";
  showDialog("keys", "Keys", (close) => (
    <>
      <header>
        <h2>Keys</h2>
        <button type="button" onClick={close}>Close</button>
      </header>
      <KeyTable title="Everywhere" lines={EVERYWHERE} />
      <KeyTable title="Pages" lines={PAGES.map(({ key, title }) => [`g ${key}`, title])} />
      {document.querySelector(".chart[role=application]") !== null && (
        <KeyTable title="In the chart" lines={CHART_KEYS} />
      )}
      {document.querySelector("[data-day]") !== null && <KeyTable title="In the calendar" lines={CALENDAR} />}
      <p class="small soft">
        {areOff
          ? "Single keys are switched off in the settings; Ctrl K counts."
          : "Single keys never count while you type. They can be switched off in the settings."}
      </p>
    </>
  ));
}

function KeyTable({ title, lines }: { title: string; lines: KeyLines }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {lines.map(([keys, words]) => (
          <div key={keys}>
            <dt>{keys.split("  ").map((each) => <kbd key={each}>{each}</kbd>)}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
