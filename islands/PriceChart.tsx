import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { candleOptions, chartColors } from "@/lib/browser/candles.ts";
import { type LiveSeed, useLive } from "@/lib/browser/live.ts";
import { useRefetch } from "@/lib/browser/refetch.ts";
import { addressAt } from "@/lib/market/address.ts";
import { barLabel, chartDataOf, ticksOf, withLivePrice } from "@/lib/market/chart_data.ts";
import { formatPrice } from "@/lib/market/format.ts";
import { type History, type Range, RANGES } from "@/lib/market/history.ts";
import { thin } from "@/lib/market/thin.ts";
import { pathOf } from "@/routes/(_components)/Sparkline.tsx";

/** Least distance between two labels of the time axis. */
const TICK_PX = 84;

/** Candles of one symbol; the server draws a line where there is no JavaScript. */
export default function PriceChart({ seed, initial }: { seed: LiveSeed; initial: History }) {
  const { quotes, ingested } = useLive(seed);
  const history = useSignal(initial);
  const range = useSignal<Range>(initial.range);
  const cursor = useSignal<number | null>(null);
  const drawn = useSignal(false);
  const box = useRef<HTMLDivElement>(null);
  const { symbol } = initial;
  const address = addressAt(
    `/api/stocks/${encodeURIComponent(symbol)}/history?range=${range.value}`,
    seed.past,
  );
  useRefetch<History>(ingested, address, (body) => history.value = body);
  const live = useComputed(() => quotes.value.find((quote) => quote.symbol === symbol)?.price ?? null);

  useEffect(() => {
    if (range.value === history.value.range) return;
    const cancelled = new AbortController();
    fetch(address, { signal: cancelled.signal })
      .then(async (response) => response.ok && (history.value = await response.json()))
      .catch((error) => !cancelled.signal.aborted && reportError(error));
    return () => cancelled.abort();
  }, [address]);

  useEffect(() => {
    const inside = box.current;
    if (inside === null) return;
    const stop = new AbortController();
    draw(inside, stop.signal).catch(reportError);
    return () => stop.abort();
  }, []);

  return (
    <div>
      <div class="chart-tools">
        <RangeLinks range={range.value} past={seed.past} onPick={(picked) => range.value = picked} />
        <Legend history={history.value} index={cursor.value} />
      </div>
      <div class="chart">
        <div class="chart-canvas" ref={box} />
        {history.value.time.length === 0
          ? <p class="empty">No bars yet: history begins with the first polls, or with an import.</p>
          : !drawn.value && <Line history={history.value} />}
      </div>
    </div>
  );

  async function draw(inside: HTMLElement, signal: AbortSignal) {
    const { default: UPlot } = await import("uplot");
    if (signal.aborted) return;
    const data = () => {
      const bars = chartDataOf(history.value);
      return live.value === null ? bars : withLivePrice(bars, live.value);
    };
    let colors = chartColors(inside);
    const size = () => ({ width: inside.clientWidth, height: inside.clientHeight });
    const ticks = (width: number) =>
      ticksOf(history.value.time, history.value.interval, Math.floor(width / TICK_PX));
    const options = candleOptions({
      ...size(),
      colors: () => colors,
      ticks,
      formatPrice,
      onCursor: (index) => cursor.value = index,
    });
    const plot = new UPlot(options, data(), inside);
    drawn.value = true;
    const repaint = () => {
      colors = chartColors(inside);
      plot.redraw(false);
    };
    const stops = [
      history.subscribe(() => plot.setData(data())),
      live.subscribe(() => plot.setData(data())),
    ];
    const resize = new ResizeObserver(() => plot.setSize(size()));
    resize.observe(inside);
    const theme = new MutationObserver(repaint);
    theme.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    const system = matchMedia("(prefers-color-scheme: dark)");
    system.addEventListener("change", repaint, { signal });
    signal.addEventListener("abort", () => {
      stops.forEach((stop) => stop());
      resize.disconnect();
      theme.disconnect();
      plot.destroy();
    });
  }
}

function RangeLinks({ range, past, onPick }: {
  range: Range;
  past: string | undefined;
  onPick: (range: Range) => void;
}) {
  const pick = (event: MouseEvent, picked: Range) => {
    if (event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    globalThis.history.replaceState(null, "", addressAt(`?range=${picked}`, past));
    onPick(picked);
  };
  return (
    <nav class="segments" aria-label="Range">
      {RANGES.map((each) => (
        <a
          key={each}
          class="button"
          href={addressAt(`?range=${each}`, past)}
          aria-current={each === range ? "true" : undefined}
          onClick={(event) => pick(event, each)}
        >
          {each}
        </a>
      ))}
    </nav>
  );
}

function Legend({ history, index }: { history: History; index: number | null }) {
  // A cursor can still point at a bar that a shorter range does not have.
  const at = Math.min(index ?? Infinity, history.time.length - 1);
  const time = history.time[at];
  if (time === undefined) return null;
  const value = (column: readonly number[]) => formatPrice(column[at] ?? null);
  return (
    <p class="chart-legend">
      <span>{barLabel(time, history.interval)}</span>
      <span>O {value(history.open)}</span>
      <span>H {value(history.high)}</span>
      <span>L {value(history.low)}</span>
      <span>C {value(history.close)}</span>
    </p>
  );
}

/** The closes as one line. */
function Line({ history }: { history: History }) {
  const closes = thin(history.close, 240);
  if (closes.length < 2) return <p class="empty">One bar so far; a line needs two.</p>;
  return (
    <svg
      class="spark chart-line"
      viewBox="0 0 120 32"
      preserveAspectRatio="none"
      role="img"
      aria-label={`${history.symbol}, closing prices, ${history.range}, in bars of ${history.interval}`}
    >
      <path d={pathOf(closes)} />
    </svg>
  );
}
