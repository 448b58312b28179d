import { type ReadonlySignal, signal, useComputed, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { ChartController, ChartState, MountedStage } from "@/lib/browser/chart/mod.ts";
import { type LiveSeed, useLive } from "@/lib/browser/live.ts";
import { addressAt, keepParameter } from "@/lib/market/address.ts";
import { hasAdjusted, hasVolume } from "@/lib/market/chart_bars.ts";
import { type LivePrice, livePriceOf, modelOf } from "@/lib/market/chart_model.ts";
import { readingOf } from "@/lib/market/chart_reading.ts";
import { type ChartSettings, PANES, settingsAddress } from "@/lib/market/chart_settings.ts";
import { wholeView } from "@/lib/market/chart_view.ts";
import type { History } from "@/lib/market/history.ts";
import type { QuoteView } from "@/lib/market/quote_view.ts";
import { ChartLegend } from "@/routes/(_components)/chart/ChartLegend.tsx";
import { ChartNote } from "@/routes/(_components)/chart/ChartNote.tsx";
import type { ChartTable } from "@/routes/(_components)/chart/ChartTable.tsx";
import { ChartTools } from "@/routes/(_components)/chart/ChartTools.tsx";
import { ClosesLine } from "@/routes/(_components)/chart/ClosesLine.tsx";

/** How long a view stands still before what is written about it follows. */
const REST_MS = 150;

/** The chart of one symbol; the server draws a line where there is no JavaScript. */
export default function PriceChart({ seed, initial, quote, chosen, table }: {
  seed: LiveSeed;
  initial: History;
  /** As the page's head begins with. */
  quote: QuoteView;
  chosen: ChartSettings;
  /** The table of the bars as the server draws it, until the script for it is there; `null` where none is chosen. */
  table: ComponentChildren;
}) {
  const { quotes, ingested, now } = useLive(seed);
  const [state] = useState(() => stateOf(initial, chosen, livePriceOf(quote)));
  const chart = useSignal<ChartController | null>(null);
  const mount = useRef<typeof import("@/lib/browser/chart/mod.ts")["mountStage"]>();
  const stage = useRef<MountedStage>();
  const box = useRef<HTMLDivElement>(null);
  const { symbol } = initial;
  const { past } = seed;
  const live = useComputed(() => livePriceOf(quotes.value.find((quote) => quote.symbol === symbol)));
  const settings = state.settings.value;
  const { history } = state.model.value;
  const hasAnyVolume = hasVolume(history);
  const Table = useTable(settings.table);
  const isEmpty = history.time.length === 0;
  const panes = settings.panes.filter((pane) => pane !== "volume" || hasAnyVolume);

  useEffect(() => {
    const stop = new AbortController();
    let controller: ChartController | undefined;
    import("@/lib/browser/chart/mod.ts").then(({ ChartController, mountStage }) => {
      if (stop.signal.aborted) return;
      mount.current = mountStage;
      controller = new ChartController(state, { symbol, past, now: () => now.peek(), ingested, live });
      chart.value = controller;
    }).catch(reportError);
    return () => {
      stop.abort();
      controller?.destroy();
    };
  }, []);

  useEffect(() => {
    const controller = chart.value;
    if (controller === null || box.current === null || mount.current === undefined) return;
    const mounted = mount.current(box.current, controller, state);
    stage.current = mounted;
    return () => {
      stage.current = undefined;
      mounted.destroy();
    };
  }, [chart.value, isEmpty]);

  useEffect(() => stage.current?.arrange(), [chart.value, isEmpty, panes.join()]);

  const change = (next: ChartSettings) => {
    const address = keepParameter(addressAt(settingsAddress(next), past), location.search, "financials");
    globalThis.history.replaceState(globalThis.history.state, "", address + location.hash);
    state.settings.value = next;
  };

  return (
    <div class="price-chart">
      <ChartTools
        settings={settings}
        abilities={{ volume: hasAnyVolume, adjusted: hasAdjusted(history) }}
        symbols={seed.snapshot.quotes.map((quote) => quote.symbol).filter((each) => each !== symbol)}
        past={past}
        isAwake={chart.value !== null}
        onChange={change}
        onRange={(range) => {
          change({ ...settings, range });
          if (range === settings.range) chart.value?.reset();
        }}
      />
      <LegendAtCursor state={state} />
      {
        /* The canvas says nothing to a screen reader: keys move from bar to bar, and each is read aloud below. */
      }
      {isEmpty && (
        <p class="chart-none empty">
          {past === undefined
            ? "No bars yet: they begin with the first polls, or with an import."
            : "No bars were known then."}
        </p>
      )}
      {!isEmpty && (
        <>
          <div
            class="chart"
            ref={box}
            tabIndex={0}
            role="application"
            aria-roledescription="chart"
            aria-label={`Prices of ${symbol}`}
            aria-describedby="chart-keys"
          >
            <div class="chart-pane price" data-pane="price">
              {chart.value === null && <ClosesLine history={history} />}
            </div>
            {panes.map((pane) => (
              <div key={pane} class="chart-pane" data-pane={pane}>
                <span class="chart-pane-label">{PANES[pane]}</span>
              </div>
            ))}
            <div class="chart-selection" hidden />
          </div>
          {/* Both hints have their room, whichever is seen: nothing moves with the focus. */}
          <div class="chart-foot small soft">
            <p class="by-pointer" aria-hidden="true">
              Drag moves, Ctrl + wheel zooms, Shift + drag zooms in on a stretch
            </p>
            <p class="by-touch" aria-hidden="true">Drag moves, two fingers zoom</p>
            <p id="chart-keys" class="by-keys">
              ← → bar by bar, Page Up and Down by ten, h highest, l lowest, e event, + − zoom, Shift ← → move,
              0 whole range
            </p>
            <WholeRange state={state} chart={chart.value} />
          </div>
        </>
      )}
      <p class="visually-hidden" aria-live="polite" data-spoken>{state.spoken}</p>
      <p class="fault small" role="alert">{state.trouble}</p>
      <NoteInView state={state} hasVolume={hasAnyVolume} />
      {settings.table && (Table === null ? table : <TableInView table={Table} state={state} past={past} />)}
    </div>
  );
}

function stateOf(initial: History, chosen: ChartSettings, quoted: LivePrice | null): ChartState {
  return {
    settings: signal(chosen),
    model: signal(modelOf(initial, chosen, quoted)),
    view: signal(wholeView(initial.time.length)),
    cursor: signal(null),
    spoken: signal(""),
    trouble: signal(""),
  };
}

/** The bar under the crosshair, else the newest. */
function LegendAtCursor({ state }: { state: ChartState }) {
  const model = state.model.value;
  const index = state.cursor.value ?? model.bars.count - 1;
  // Only a comparison's numbers depend on where the view begins.
  const view = model.comparison === null ? state.view.peek() : state.view.value;
  return (
    <ChartLegend
      reading={readingOf(model, index, view)}
      symbol={model.history.symbol}
      other={model.settings.compare}
    />
  );
}

/** Leads back from a part of the range, and has its room while all of it is in view. */
function WholeRange({ state, chart }: { state: ChartState; chart: ChartController | null }) {
  const { view, model } = state;
  const isPart = view.value && model.value && chart !== null && !chart.isWhole();
  return (
    <button
      type="button"
      class={isPart ? "" : "unseen"}
      disabled={!isPart}
      onClick={() => chart?.reset()}
    >
      Whole range
    </button>
  );
}

/** What is said of the bars in view, once it stands still. */
function NoteInView({ state, hasVolume }: { state: ChartState; hasVolume: boolean }) {
  // Both at once: a view says nothing of the bars of another range.
  const { model, view } = useRested(
    useComputed(() => ({ model: state.model.value, view: state.view.value })),
  );
  return <ChartNote model={model} view={view} hasVolume={hasVolume} />;
}

/** The table follows a view that has come to rest: while it moves, the time belongs to the drawing. */
function TableInView({ table: Table, state, past }: {
  table: typeof ChartTable;
  state: ChartState;
  past: string | undefined;
}) {
  const rested = useRested(state.view);
  return <Table model={state.model.value} view={rested} past={past} />;
}

/** The table's script, loaded when it is first opened; `null` until then. */
function useTable(isOpen: boolean): typeof ChartTable | null {
  const [table, setTable] = useState<typeof ChartTable | null>(null);
  useEffect(() => {
    if (!isOpen || table !== null) return;
    let isLeft = false;
    import("@/routes/(_components)/chart/ChartTable.tsx").then(({ ChartTable }) => {
      if (!isLeft) setTable(() => ChartTable);
    }).catch(reportError);
    return () => {
      isLeft = true;
    };
  }, [isOpen]);
  return table;
}

function useRested<T>(moving: ReadonlySignal<T>): T {
  const [rested, setRested] = useState(moving.peek());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = moving.subscribe((value) => {
      clearTimeout(timer);
      timer = setTimeout(() => setRested(value), REST_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, []);
  return rested;
}
