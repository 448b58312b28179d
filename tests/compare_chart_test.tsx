import assert from "node:assert/strict";
import type { CompareChoice } from "@/lib/market/compare/choice.ts";
import { commonDays } from "@/lib/market/compare/common_days.ts";
import { figuresOf, togetherOf } from "@/lib/market/compare/figures.ts";
import type { Lines } from "@/lib/market/compare/lines.ts";
import { openTestPage } from "./_dom.ts";

// The order matters: islands ask at once whether they are in a browser.
openTestPage(Date.parse("2026-03-10T15:00:00Z"));
const { AbortController: PageAbortController, AbortSignal: PageAbortSignal } = document.defaultView ??
  globalThis;
const watched = { observe() {}, disconnect() {} };
Object.assign(globalThis, {
  AbortController: PageAbortController,
  AbortSignal: PageAbortSignal,
  ResizeObserver: class {
    observe = watched.observe;
    disconnect = watched.disconnect;
  },
});
const { act, cleanup, fireEvent, render, screen, waitFor, within } = await import("@testing-library/preact");
const { default: CompareChart } = await import("@/islands/CompareChart.tsx");
const { FiguresTable } = await import("@/routes/(_components)/compare/FiguresTable.tsx");
const { CorrelationTable } = await import("@/routes/(_components)/compare/CorrelationTable.tsx");
const { ScatterPlot } = await import("@/routes/(_components)/compare/ScatterPlot.tsx");
const { Falls } = await import("@/routes/(_components)/compare/Falls.tsx");
const { DaysTable } = await import("@/routes/(_components)/compare/DaysTable.tsx");

const DATE = Array.from(
  { length: 60 },
  (_, i) => new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10),
);
const CLOSES = [
  DATE.map((_, i) => 100 + i + (i % 4)),
  DATE.map((_, i) => 200 - i - (i % 5)),
  DATE.map((_, i) => 50 + 10 * Math.sin(i)),
];
const SYMBOLS = ["AAPL", "MSFT", "BRK.B"];
const LINES: Lines = { symbols: SYMBOLS, slots: [0, 1, 2], date: DATE, closes: CLOSES };
const CHOICE: CompareChoice = { symbols: SYMBOLS, range: "6M", scale: "linear" };
const COMMON = commonDays(
  SYMBOLS.map((symbol, i) => ({ symbol, closes: { date: DATE, value: CLOSES[i] ?? [] } })),
  "MAX",
);
const FIGURES = figuresOf(COMMON, null);
const closeOf = (symbol: string) => ({ dataset: "stock_historical", column: "close", key: { symbol } });
const slotOf = (symbol: string) => SYMBOLS.indexOf(symbol);

// Only what the island reads of it; a past page has no stream.
const SEED = {
  id: "life-0",
  past: "2026-03-10T15:00:00Z",
  snapshot: {
    at: "2026-03-10T15:00:00Z",
    quotes: ["AAPL", "TSLA"].map((symbol) => ({ symbol })),
    market: {},
    progress: null,
    next_run: null,
    troubles: [],
  },
} as unknown as Parameters<typeof CompareChart>[0]["seed"];

function compareTest(promise: string, test: () => void | Promise<void>): void {
  Deno.test(promise, async () => {
    try {
      await test();
    } finally {
      cleanup();
    }
  });
}

const chart = () => screen.getByRole("application");
const spoken = () => document.querySelector("[data-spoken]")?.textContent ?? "";
/** Renders the chart and waits until keys move it. */
async function awake(): Promise<void> {
  render(<CompareChart seed={SEED} initial={LINES} choice={CHOICE} />);
  await waitFor(() => {
    fireEvent.keyDown(chart(), { key: "0" });
    assert.notEqual(spoken(), "");
  });
}
const press = (key: string) => void act(() => void fireEvent.keyDown(chart(), { key }));

compareTest(
  "Compare chart - every line carries its name and change at its end, none is told by colour alone",
  () => {
    render(<CompareChart seed={SEED} initial={LINES} choice={CHOICE} />);
    const ends = [...document.querySelectorAll(".compare-ends text")].map((text) => text.textContent);
    assert.deepEqual(ends.map((text) => text?.split("+")[0]?.split("−")[0]), SYMBOLS);
    const classes = [...document.querySelectorAll(".compare-plot path")].map((path) =>
      path.getAttribute("class")
    );
    assert.deepEqual(classes, ["line line-0", "line line-1", "line line-2"]);
  },
);

compareTest(
  "Compare chart - a range, a scale and what is left after a removal are links that keep the rest and the instant",
  () => {
    render(<CompareChart seed={SEED} initial={LINES} choice={CHOICE} />);
    const hrefOf = (name: string) => screen.getByRole("link", { name }).getAttribute("href");
    const at = "&at=2026-03-10T15%3A00%3A00Z";
    assert.equal(hrefOf("5Y"), `/compare?symbols=AAPL,MSFT,BRK.B&range=5Y${at}`);
    assert.equal(hrefOf("Log"), `/compare?symbols=AAPL,MSFT,BRK.B&range=6M&log=1${at}`);
    assert.equal(hrefOf("Remove MSFT"), `/compare?symbols=AAPL,BRK.B&range=6M${at}`);
    const offered = [...document.querySelectorAll("datalist option")].map((option) =>
      option.getAttribute("value")
    );
    assert.deepEqual(offered, ["TSLA"]);
  },
);

compareTest(
  "Compare chart - keys move from day to day and every move is told, of all lines or of one",
  async () => {
    await awake();
    press("ArrowLeft");
    assert.match(spoken(), /^Sunday.*\b1\b.*: .*AAPL up .*MSFT down /);
    press("PageUp");
    assert.match(spoken(), /^Thursday.*\b19\b.*: /);
    assert.equal(document.querySelectorAll("circle.dot").length, 3);
    press("ArrowDown");
    assert.match(spoken(), /^Thursday[^:]*: AAPL up [^,]+$/);
    assert.equal(document.querySelectorAll(".compare-plot path.pale").length, 2);
    press("ArrowDown");
    press("h");
    assert.match(spoken(), /^Thursday[^:]*\b1\b[^:]*: MSFT unchanged$/);
    press("Escape");
    assert.equal(document.querySelectorAll("circle.dot, .pale").length, 0);
  },
);

compareTest("Compare chart - zoomed in, changes count from the first day in view", async () => {
  await awake();
  const ends = () => [...document.querySelectorAll(".compare-ends text")].map((text) => text.textContent);
  const whole = ends();
  press("+");
  assert.match(spoken(), /^Change from .*, 42 days\./);
  assert.notDeepEqual(ends(), whole);
  press("0");
  assert.deepEqual(ends(), whole);
});

compareTest("Compare chart - a scale is taken at once and stands in the address", async () => {
  await awake();
  const path = () => document.querySelector(".compare-plot path")?.getAttribute("d");
  const linear = path();
  await waitFor(() => {
    fireEvent.click(screen.getByRole("link", { name: "Log" }));
    assert.match(location.search, /log=1/);
  });
  assert.notEqual(path(), linear);
  assert.equal(screen.getByRole("link", { name: "Log" }).getAttribute("aria-current"), "true");
});

compareTest("Figures - stand in a table with sign and arrow, and a dash where nothing is known", () => {
  render(
    <FiguresTable
      choice={CHOICE}
      figures={FIGURES}
      closeOf={closeOf}
      slotOf={slotOf}
      indexed={0}
      past="2026-03-10T15:00:00Z"
    />,
  );
  const [, first, second] = screen.getAllByRole("row");
  assert.ok(first && second);
  assert.match(first.textContent ?? "", /AAPL.*▲ \+62\.00/);
  assert.match(second.textContent ?? "", /MSFT.*▼ −31\.50/);
  const at = "at=2026-03-10T15%3A00%3A00Z";
  const links = within(first).getAllByRole("link").map((link) => link.getAttribute("href"));
  assert.equal(links[0], `/stocks/AAPL?${at}`);
  const compared = "/provenance?dataset=figures&symbols=AAPL%2CMSFT%2CBRK.B&range=6M&symbol=AAPL";
  assert.deepEqual(links.slice(1), [
    `${compared}&column=compare.return&${at}`,
    `${compared}&column=compare.volatility&${at}`,
    `${compared}&column=compare.fall&${at}`,
    `${compared}&column=compare.best_day&${at}`,
    `${compared}&column=compare.worst_day&${at}`,
    `${compared}&other=AAPL&column=compare.correlation&${at}`,
    `/provenance?dataset=stock_historical&symbol=AAPL&column=close&${at}`,
  ]);
  assert.equal(screen.queryByRole("columnheader", { name: "Beta" }), null);
  assert.equal(screen.queryByRole("columnheader", { name: "Per year" }), null);
});

compareTest(
  "Correlation - is a table of numbers with titles on both sides, tinted by sign and strength",
  () => {
    render(
      <CorrelationTable
        choice={CHOICE}
        symbols={SYMBOLS}
        together={togetherOf(COMMON)}
        past={undefined}
      />,
    );
    assert.equal(screen.getAllByRole("columnheader").length, 3);
    assert.equal(screen.getAllByRole("rowheader").length, 3);
    const cells = screen.getAllByRole("cell").filter((cell) => cell.textContent !== "");
    assert.equal(cells.length, 9);
    assert.ok(cells.every((cell) => /^−?[01]\.\d\d$/.test(cell.textContent ?? "")));
    assert.equal(cells[0]?.className, "number tint-self");
    assert.match(
      screen.getAllByRole("link")[1]?.getAttribute("href") ?? "",
      /symbol=AAPL&other=MSFT&column=compare\.correlation$/,
    );
  },
);

compareTest("Scatter and drawdowns - say in words what they draw", () => {
  const dots = FIGURES.map(({ symbol, volatility, change }, slot) => (
    { symbol, slot, volatilityPercent: (volatility ?? 0) * 100, returnPercent: change * 100 }
  ));
  render(<ScatterPlot dots={dots} upwards="Return" />);
  assert.match(screen.getByRole("img").getAttribute("aria-label") ?? "", /AAPL: \+62\.00\u202f% at \d/);
  cleanup();
  render(<Falls choice={CHOICE} common={COMMON} figures={FIGURES} slotOf={slotOf} past={undefined} />);
  assert.equal(screen.getAllByRole("img").length, 3);
  assert.match(
    screen.getAllByRole("listitem")[1]?.textContent ?? "",
    /MSFT−\d.*Jan 1, 2026 to .*not recovered/,
  );
});

compareTest("Figures - numbers are written as the reader's locale has them", () => {
  document.documentElement.dataset["locale"] = "de-DE";
  try {
    render(
      <CorrelationTable
        choice={CHOICE}
        symbols={SYMBOLS}
        together={togetherOf(COMMON)}
        past={undefined}
      />,
    );
    assert.equal(screen.getAllByRole("link")[0]?.textContent, "1,00");
  } finally {
    delete document.documentElement.dataset["locale"];
  }
});

compareTest("Prices - the newest days as a table, and how many there are in all", () => {
  render(<DaysTable choice={CHOICE} common={COMMON} closeOf={closeOf} past={undefined} />);
  assert.match(document.querySelector("summary")?.textContent ?? "", /newest 40 of 60/);
  assert.equal(document.querySelector("tbody th")?.textContent, "2026-03-01");
});
