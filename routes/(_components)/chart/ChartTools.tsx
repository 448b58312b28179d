import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { addressAt } from "@/lib/market/address.ts";
import {
  type ChartSettings,
  namesOf,
  OVERLAYS,
  PANES,
  readSettings,
  settingsAddress,
} from "@/lib/market/chart_settings.ts";
import { type Range, RANGES } from "@/lib/market/history.ts";

/** What the chart can show of its bars. */
export interface ChartAbilities {
  readonly volume: boolean;
  readonly adjusted: boolean;
}

/** Properties of {@linkcode ChartTools}. */
export interface ChartToolsProps {
  readonly settings: ChartSettings;
  readonly abilities: ChartAbilities;
  /** Symbols to compare with. */
  readonly symbols: readonly string[];
  /** Instant of the past that the page shows. */
  readonly past: string | undefined;
  /** Whether a choice is taken at once; else forms are sent. */
  readonly isAwake: boolean;
  readonly onChange: (settings: ChartSettings) => void;
  /** A range was chosen, perhaps the one that is on: it is shown whole. */
  readonly onRange: (range: Range) => void;
}

/** Everything that can be chosen of a chart: links and one form, which the server understands as well. */
export function ChartTools(
  { settings, abilities, symbols, past, isAwake, onChange, onRange }: ChartToolsProps,
) {
  const take = (form: HTMLFormElement) => {
    const entries = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
    onChange({ ...readSettings(new URLSearchParams(entries)), table: settings.table });
  };
  const follow = (event: MouseEvent, take: () => void) => {
    if (!isAwake || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    take();
  };
  const hrefOf = (chosen: ChartSettings) => addressAt(settingsAddress(chosen), past);
  const { overlays, panes, compare } = settings;
  const studies = overlays.length + panes.length;
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => closeMenusOutside(form.current), []);
  return (
    <form
      ref={form}
      class="chart-tools"
      method="get"
      onChange={(event) => isAwake && take(event.currentTarget)}
      onSubmit={(event) => {
        if (!isAwake) return;
        event.preventDefault();
        take(event.currentTarget);
      }}
    >
      <input type="hidden" name="range" value={settings.range} />
      {/* Says that a form was sent in which no box is ticked. */}
      <input type="hidden" name="panes" value="none" />
      {settings.table && <input type="hidden" name="table" value="1" />}
      {past !== undefined && <input type="hidden" name="at" value={past} />}
      <nav class="segments" aria-label="Range">
        {RANGES.map((range) => (
          <a
            key={range}
            class="button"
            href={hrefOf({ ...settings, range })}
            aria-current={range === settings.range ? "true" : undefined}
            onClick={(event) => follow(event, () => onRange(range))}
          >
            {range}
          </a>
        ))}
      </nav>
      <div class="chart-menus">
        <Menu label="Style" isAwake={isAwake}>
          <Choice
            name="type"
            legend="Prices as"
            value={settings.type}
            options={{ candles: "Candles", line: "Line" }}
          />
          <Choice
            name="scale"
            legend="Scale"
            value={settings.scale}
            options={{ linear: "Linear", log: "Logarithmic" }}
          />
          <Choice
            name="prices"
            legend="Splits"
            value={settings.prices}
            options={{ adjusted: "Adjusted", raw: "As traded" }}
            note={abilities.adjusted ? undefined : "No split among these bars: both are the same."}
          />
        </Menu>
        <Menu label="Indicators" count={studies} isAwake={isAwake}>
          <fieldset>
            <legend>Over the prices</legend>
            {namesOf(OVERLAYS).map((name) => (
              <Box
                key={name}
                name="overlays"
                value={name}
                label={OVERLAYS[name]}
                isOn={overlays.includes(name)}
                missing={name === "vwap" && !abilities.volume}
                swatch
              />
            ))}
          </fieldset>
          <fieldset>
            <legend>Below</legend>
            {namesOf(PANES).map((name) => (
              <Box
                key={name}
                name="panes"
                value={name}
                label={PANES[name]}
                isOn={panes.includes(name)}
                missing={name === "volume" && !abilities.volume}
              />
            ))}
          </fieldset>
          {!abilities.volume && (
            <p class="small soft">Bars built from samples know no volume, so these have none.</p>
          )}
        </Menu>
        <Menu label={compare === "" ? "Compare" : `vs ${compare}`} isAwake={isAwake}>
          <label class="chart-compare">
            Symbol beside, in percent since the left edge
            <input
              type="text"
              name="compare"
              list="chart-symbols"
              value={compare}
              placeholder="none"
              autocomplete="off"
              spellcheck={false}
              maxLength={16}
            />
          </label>
          <datalist id="chart-symbols">
            {symbols.map((symbol) => <option key={symbol} value={symbol} />)}
          </datalist>
        </Menu>
        <a
          class="button"
          href={hrefOf({ ...settings, table: !settings.table })}
          aria-current={settings.table ? "true" : undefined}
          onClick={(event) => follow(event, () => onChange({ ...settings, table: !settings.table }))}
        >
          Table
        </a>
      </div>
    </form>
  );
}

/** An open menu goes when something else is meant: a press elsewhere, or Escape. */
function closeMenusOutside(form: HTMLFormElement | null): () => void {
  const stop = new AbortController();
  const close = (event: Event, isMeant: (menu: HTMLDetailsElement) => boolean) => {
    for (const menu of form?.querySelectorAll<HTMLDetailsElement>("details[open]") ?? []) {
      if (!isMeant(menu)) continue;
      if (menu.contains(document.activeElement)) menu.querySelector("summary")?.focus();
      menu.open = false;
      event.stopPropagation();
    }
  };
  document.addEventListener("pointerdown", (event) => {
    close(event, (menu) => !(event.target instanceof Node && menu.contains(event.target)));
  }, { signal: stop.signal });
  form?.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close(event, () => true);
  }, { signal: stop.signal });
  return () => stop.abort();
}

function Menu({ label, count = 0, isAwake, children }: {
  label: string;
  count?: number;
  isAwake: boolean;
  children: ComponentChildren;
}) {
  // One is open at a time: they share a name.
  return (
    <details class="chart-menu" name="chart-menu">
      <summary class="button">
        {label}
        {count > 0 && <span class="count" aria-label={`${count} chosen`}>{count}</span>}
      </summary>
      <div class="chart-menu-body">
        {children}
        {!isAwake && <button type="submit">Apply</button>}
      </div>
    </details>
  );
}

function Box({ name, value, label, isOn, missing = false, swatch = false }: {
  name: string;
  value: string;
  label: string;
  isOn: boolean;
  missing?: boolean;
  swatch?: boolean;
}) {
  return (
    <label class={missing ? "faint" : undefined}>
      <input type="checkbox" name={name} value={value} checked={isOn} />
      {swatch && <span class={`swatch ${value}`} aria-hidden="true" />}
      {label}
      {missing && " (no volume)"}
    </label>
  );
}

function Choice({ name, legend, value, options, note }: {
  name: string;
  legend: string;
  value: string;
  options: Readonly<Record<string, string>>;
  note?: string | undefined;
}) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      {Object.entries(options).map(([each, label]) => (
        <label key={each}>
          <input type="radio" name={name} value={each} checked={each === value} />
          {label}
        </label>
      ))}
      {note !== undefined && <p class="small soft">{note}</p>}
    </fieldset>
  );
}
