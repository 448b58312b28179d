import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import type { History } from "@/lib/market/history.ts";
import { DEFAULT_SETTINGS, readSettings } from "@/lib/market/chart_settings.ts";
import { historyWith } from "@/lib/market/_chart_testing.ts";
import { livePriceOf, modelOf } from "@/lib/market/chart_model.ts";
import { quoteOf } from "@/lib/market/_testing.ts";
import { wholeView } from "@/lib/market/chart_view.ts";
import { readingOf } from "@/lib/market/chart_reading.ts";
import { openTestPage } from "./_dom.ts";

// The order matters: islands ask at once whether they are in a browser.
openTestPage(Date.parse("2026-03-10T15:00:00Z"));
const { FormData: PageFormData, AbortController: PageAbortController } = document.defaultView ?? globalThis;
Object.assign(globalThis, { FormData: PageFormData, AbortController: PageAbortController });
const { cleanup, fireEvent, render, screen, within } = await import("@testing-library/preact");
const { ChartTools } = await import("@/routes/(_components)/chart/ChartTools.tsx");
const { ChartLegend } = await import("@/routes/(_components)/chart/ChartLegend.tsx");
const { ChartTable } = await import("@/routes/(_components)/chart/ChartTable.tsx");
const { ChartNote } = await import("@/routes/(_components)/chart/ChartNote.tsx");
const { ClosesLine } = await import("@/routes/(_components)/chart/ClosesLine.tsx");
const { default: PriceChart } = await import("@/routes/(_components)/stock/PriceChart.tsx");

const ALL = { volume: true, adjusted: true };
type Tools = Parameters<typeof ChartTools>[0];

/** Renders the tools and gives what was chosen last. */
function tools(more: Partial<Tools> = {}): () => string {
  let chosen = "";
  render(
    <ChartTools
      settings={DEFAULT_SETTINGS}
      abilities={ALL}
      symbols={["MSFT", "TSLA"]}
      past={undefined}
      isAwake
      onChange={(settings) => chosen = JSON.stringify(settings)}
      onRange={(range) => chosen = range}
      {...more}
    />,
  );
  return () => chosen;
}

function chartTest(promise: string, test: () => void): void {
  Deno.test(promise, () => {
    try {
      test();
    } finally {
      cleanup();
    }
  });
}

chartTest("Chart tools - ranges are links that keep every other choice, and the instant of the past", () => {
  const settings = readSettings(new URLSearchParams("range=1M&overlays=bb&scale=log"));
  tools({ settings, past: "2026-03-01T15:00:00.000Z" });
  const link = screen.getByRole("link", { name: "1Y" });
  assert.equal(
    link.getAttribute("href"),
    "?range=1Y&scale=log&overlays=bb&at=2026-03-01T15%3A00%3A00.000Z",
  );
  assert.equal(screen.getByRole("link", { name: "1M" }).getAttribute("aria-current"), "true");
});

chartTest(
  "Chart tools - a range is taken at once where scripts run, and a link where a key asks for a tab",
  () => {
    const chosen = tools();
    const link = screen.getByRole("link", { name: "1Y" });
    let isOpened = false;
    document.addEventListener("click", (event) => {
      isOpened = !event.defaultPrevented;
      // jsdom opens nothing.
      event.preventDefault();
    }, { once: true });
    fireEvent.click(link, { ctrlKey: true });
    assert.ok(isOpened, "the browser opens it");
    assert.equal(chosen(), "");
    assert.equal(fireEvent.click(link), false);
    assert.equal(chosen(), "1Y");
  },
);

chartTest("Chart tools - boxes and choices change the settings, each by itself", () => {
  const chosen = tools();
  fireEvent.click(screen.getByLabelText("SMA 50"));
  assert.deepEqual(JSON.parse(chosen()), { ...DEFAULT_SETTINGS, overlays: ["sma50"] });
  cleanup();
  const scale = tools();
  fireEvent.click(screen.getByLabelText("Logarithmic"));
  assert.equal(JSON.parse(scale()).scale, "log");
  cleanup();
  const panes = tools();
  fireEvent.click(screen.getByLabelText("Volume"));
  assert.deepEqual(JSON.parse(panes()).panes, [], "no box is a choice too");
});

chartTest("Chart tools - without scripts it is a form with a button in each menu", () => {
  tools({ isAwake: false, past: "2026-03-01T15:00:00.000Z" });
  assert.equal(screen.getAllByRole("button", { name: "Apply", hidden: true }).length, 3);
  const form = document.querySelector("form");
  assert.ok(form);
  assert.equal(form.method, "get");
  const sent = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
  assert.deepEqual(readSettings(sent), DEFAULT_SETTINGS, "sent as it stands it changes nothing");
  assert.equal(sent.get("at"), "2026-03-01T15:00:00.000Z");
});

chartTest("Chart tools - what the bars cannot give is said", () => {
  tools({ abilities: { volume: false, adjusted: false } });
  assert.ok(screen.getByLabelText(/VWAP \(no volume\)/));
  assert.match(document.body.textContent, /Bars built from samples know no volume/);
  assert.match(document.body.textContent, /No split among these bars/);
});

const history: History = historyWith([100, 101, 99], {
  samples: [26, 5, 26],
  expected: [26, 26, 26],
  volume: [1_500_000, null, null],
});

chartTest("Chart legend - direction by arrow and sign, coverage and source in words", () => {
  const model = modelOf(history, { ...DEFAULT_SETTINGS, overlays: ["sma20"] });
  render(<ChartLegend reading={readingOf(model, 1, wholeView(3))} symbol="AAPL" other="" />);
  const text = document.body.textContent.replaceAll("\u202f", " ");
  assert.match(
    text,
    /Tue, Jan 6, 2026.*O 101\.00.*▲ \+1\.00 %.*Vol –.*SMA 20 –.*derived:quotes · 5 of 26 samples/,
  );
  cleanup();
  render(<ChartLegend reading={readingOf(model, 2, wholeView(3))} symbol="AAPL" other="" />);
  assert.match(document.body.textContent.replaceAll("\u202f", " "), /▼ −1\.98 %/);
  assert.doesNotMatch(document.body.textContent, /of 15 min/);
  cleanup();
  const quarters = modelOf(historyWith([100, 101], { interval: "15m" }), DEFAULT_SETTINGS);
  render(<ChartLegend reading={readingOf(quarters, 1, wholeView(2))} symbol="AAPL" other="" />);
  assert.match(
    document.body.textContent.replaceAll("\u202f", " "),
    /▲ \+1\.00 %.* · change of 15 min/,
    "not the day's",
  );
});

chartTest("Chart table - the bars in view, newest first, with everything that is known of them", () => {
  const model = modelOf(history, DEFAULT_SETTINGS);
  render(<ChartTable model={model} view={{ from: 0.5, to: 2.5 }} past={undefined} />);
  const rows = screen.getAllByRole("row").slice(1);
  assert.deepEqual(rows.map((row) => within(row).getByRole("rowheader").textContent), [
    "Wed, Jan 7, 2026",
    "Tue, Jan 6, 2026",
  ]);
  assert.match(rows[1]?.textContent ?? "", /101\.00102\.00100\.00101\.00.*5 of 26derived:quotes/);
  assert.match(screen.getByRole("table").textContent, /AAPL, bars of 1d: 2 in view/);
  const [high] = screen.getAllByRole("link", { name: "102.00" });
  assert.equal(
    high?.getAttribute("href"),
    "/provenance?dataset=stock_historical&symbol=AAPL&interval=1d&time=2026-01-06T00%3A00%3A00.000Z&column=high",
  );
  assert.equal(screen.getAllByRole("link").length, 8, "a volume that is not known leads nowhere");
});

chartTest("Chart table - of very many bars the newest, and it says so", () => {
  const many = historyWith(Array.from({ length: 1_500 }, (_, i) => 100 + i));
  render(<ChartTable model={modelOf(many, DEFAULT_SETTINGS)} view={wholeView(1_500)} past={undefined} />);
  assert.equal(screen.getAllByRole("row").length, 201);
  assert.match(document.body.textContent, /the newest 200 of 1,500 in view; zoom in for others/);
});

chartTest("Chart note - thin candles, missing volume and raw prices are explained, and nothing else", () => {
  const note = (
    own: History,
    hasVolume: boolean,
    prices: "adjusted" | "raw",
    view = wholeView(own.time.length),
  ) => {
    cleanup();
    const model = modelOf(own, { ...DEFAULT_SETTINGS, prices });
    render(<ChartNote model={model} view={view} hasVolume={hasVolume} />);
    return document.body.textContent;
  };
  const colour = "A candle's colour compares its close with its open, the change with the close before.";
  assert.match(note(history, true, "adjusted"), /before\. Thin, pale candles \(1 of 3\)/);
  assert.match(
    note(history, true, "adjusted", { from: 0.5, to: 2.5 }),
    /\(1 of 2\)|before\.$/,
    "of those in view",
  );
  assert.match(note(historyWith([1, 2]), false, "raw"), /before\. No volume: .*Prices as traded/);
  assert.equal(note(historyWith([1, 2]), true, "adjusted"), colour);
});

chartTest("Closes line - what the server draws is on today's scale: a split is no crash", () => {
  const split = historyWith([400, 400, 100], { adjustment: [0.25, 0.25, 1] });
  render(<ClosesLine history={split} />);
  const heights = [...(document.querySelector("path")?.getAttribute("d") ?? "").matchAll(/ ([\d.]+)/g)]
    .map(([, height]) => height);
  assert.equal(new Set(heights).size, 1);
});

for (
  const [when, past, words] of [
    ["now", {}, "No bars yet: they begin with the first polls, or with an import."],
    ["then", { past: "2026-03-10T15:00:00.000Z" }, "No bars were known then."],
  ] as const
) {
  chartTest(`PriceChart - no bars ${when} are told as such: no axes, and the tools in their place`, () => {
    // As the server does: without effects, which would load what draws.
    document.body.innerHTML = renderToString(
      <PriceChart
        seed={{ id: "a-0", snapshot: SNAPSHOT, ...past }}
        initial={historyWith([])}
        quote={quoteOf({})}
        chosen={DEFAULT_SETTINGS}
        table={null}
      />,
    );
    assert.equal(document.querySelector(".empty")?.textContent, words);
    assert.equal(screen.getAllByRole("link").length, 9);
    assert.equal(document.querySelector("[data-pane], [role=application]"), null);
  });
}

chartTest("PriceChart - the newest day's change is the one that the page's head tells, then as now", () => {
  const seed = { id: "a-0", snapshot: SNAPSHOT, past: "2026-01-06T20:00:00.000Z" };
  const quote = quoteOf({ as_of: "2026-01-06T20:00:00Z", price: 101, change_percent: -0.44 });
  const [history, chosen] = [historyWith([100.5, 101]), { ...DEFAULT_SETTINGS, table: true }];
  const model = modelOf(history, chosen, livePriceOf(quote));
  document.body.innerHTML = renderToString(
    <PriceChart
      seed={seed}
      initial={history}
      quote={quote}
      chosen={chosen}
      table={<ChartTable model={model} view={wholeView(2)} past={seed.past} />}
    />,
  );
  const text = document.body.textContent.replaceAll("\u202f", " ");
  assert.equal(text.match(/▼ −0\.44 %/g)?.length, 2, "in the readout and in the table");
  assert.doesNotMatch(text, /\+0\.50 %/);
});

const SNAPSHOT = {
  at: "2026-03-10T15:00:00.000Z",
  demo: false,
  market: {
    is_open: true,
    session: "regular",
    holiday: null,
    opened_at: null,
    next_open: null,
    next_close: null,
    previous_close: null,
    source: "calendar",
  },
  quotes: [],
  progress: null,
  last_run: null,
  next_run: null,
  troubles: [],
} as const;
