import { signal } from "@preact/signals";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { CompareState } from "@/lib/browser/compare/mod.ts";
import { type LiveSeed, useLive } from "@/lib/browser/live.ts";
import { useRefetch } from "@/lib/browser/refetch.ts";
import { addressAt } from "@/lib/market/address.ts";
import { choiceAddress, type CompareChoice } from "@/lib/market/compare/choice.ts";
import { acrossOf, axisOf, daysIn, drawLines, type Lines } from "@/lib/market/compare/lines.ts";
import { linesReading, spokenStretch } from "@/lib/market/compare/reading.ts";
import { viewOver, wholeView } from "@/lib/market/chart_view.ts";
import type { CompareJson } from "@/lib/services/compare_view.ts";
import { CompareLines } from "@/routes/(_components)/compare/CompareLines.tsx";
import { CompareReading } from "@/routes/(_components)/compare/CompareReading.tsx";
import { CompareTools } from "@/routes/(_components)/compare/CompareTools.tsx";
import { dateText } from "@/lib/market/stock/words.ts";

/** Width that the server draws for: dates that have their places then have them on a phone, too. */
const UNKNOWN_WIDTH = 420;

/** Performance of several symbols since the first day in view; the server draws the same lines. */
export default function CompareChart({ seed, initial, choice }: {
  seed: LiveSeed;
  initial: Lines;
  choice: CompareChoice;
}) {
  const { ingested } = useLive(seed);
  const { past } = seed;
  const [state] = useState(() => stateOf(initial));
  const [scale, setScale] = useState(choice.scale);
  const [isAwake, setAwake] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const lines = state.lines.value;
  const [view, index, picked] = [state.view.value, state.cursor.value, state.picked.value];
  const axis = useMemo(() => axisOf(lines.date), [lines]);
  const width = state.width.value || UNKNOWN_WIDTH;
  const drawn = useMemo(() => drawLines(lines, { axis, view, scale, width }), [lines, view, scale, width]);
  const { first, last } = daysIn(view, lines.date.length);
  const reading = linesReading(lines, view, index ?? last);

  useRefetch<CompareJson>(ingested, `/api/compare${choiceAddress(choice)}`, (fresh) => {
    const next = linesOf(fresh, choice.symbols);
    if (next.date.length < 2) return;
    const before = state.lines.peek();
    state.view.value = viewOver(state.view.peek(), timesOf(before), timesOf(next));
    state.cursor.value = null;
    state.lines.value = next;
  });

  useEffect(() => {
    const stop = new AbortController();
    import("@/lib/browser/compare/mod.ts").then(({ mountLines }) => {
      if (stop.signal.aborted || box.current === null) return;
      mountLines(box.current, state, stop.signal);
      setAwake(true);
    }).catch(reportError);
    return () => stop.abort();
  }, []);

  const chooseScale = (scale: CompareChoice["scale"]) => {
    const address = addressAt(`/compare${choiceAddress({ ...choice, scale })}`, past);
    history.replaceState(history.state, "", address);
    setScale(scale);
  };

  return (
    <div class="compare">
      <CompareTools
        choice={{ ...choice, scale }}
        watchlist={seed.snapshot.quotes.map(({ symbol }) => symbol)}
        past={past}
        onScale={isAwake ? chooseScale : null}
      />
      {lines.date.length > 1 && (
        <>
          <CompareReading reading={reading} since={dateText(lines.date[first] ?? "")} />
          {
            /* Lines say nothing to a screen reader: keys move from day to day, and each is read aloud below. */
          }
          <div
            class="compare-chart"
            ref={box}
            tabIndex={0}
            role="application"
            aria-roledescription="chart"
            aria-label={`Performance of ${lines.symbols.join(", ")}`}
            aria-describedby="compare-keys"
          >
            <CompareLines
              drawn={drawn}
              label={spokenStretch(lines, view)}
              picked={picked}
              cursor={index === null || reading === null
                ? null
                : { across: acrossOf(index, view, lines.date.length), reading }}
            />
            <div class="chart-selection" hidden />
            <p id="compare-keys" class="compare-keys">
              ← → day by day, Page Up and Down by ten, ↑ ↓ one line, h highest, l lowest, + − zoom, 0 whole
              range
            </p>
          </div>
          <p class="visually-hidden" aria-live="polite" data-spoken>{state.spoken}</p>
        </>
      )}
    </div>
  );
}

function stateOf(lines: Lines): CompareState {
  return {
    lines: signal(lines),
    view: signal(wholeView(lines.date.length)),
    cursor: signal(null),
    picked: signal(null),
    spoken: signal(""),
    width: signal(0),
  };
}

function linesOf({ compared, date, close }: CompareJson, chosen: readonly string[]): Lines {
  return { symbols: compared, slots: compared.map((symbol) => chosen.indexOf(symbol)), date, closes: close };
}

function timesOf({ date }: Lines): number[] {
  return date.map((day) => Date.parse(day));
}
