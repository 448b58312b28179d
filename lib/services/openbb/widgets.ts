import type { Dataset } from "@/lib/datasets/dataset.ts";
import { KIND_TITLES, KINDS } from "@/lib/market/calendar/event.ts";
import { RANGES } from "@/lib/market/history.ts";
import { column, columnsOf } from "./columns.ts";
import { type Widget, type WidgetColumn, type WidgetData, widgetId, type WidgetParam } from "./widget.ts";

const CATEGORY = "Quarterhour";
/** A run comes every quarter of an hour; prices may move in between. */
const REFETCH_MS = 900_000;
const QUOTES_REFETCH_MS = 60_000;
const STALE_MS = 300_000;
/** Rows of a dataset that a table takes. */
const ROWS = 500;
const RUNS = 200;

const NUMBER = { formatterFn: "none", chartDataType: "series" } as const;

/** What the widgets are made from. */
export interface WidgetFacts {
  readonly datasets: readonly Dataset[];
  /** The symbol that is shown first. */
  readonly first: string;
  /** Whose data it is: `Finnhub`, or `Simulator`. */
  readonly source: string;
}

/** `widgets.json`: the watchlist, a price chart, news, calendar, runs, and a table for each dataset. */
export function widgetsOf(facts: WidgetFacts): Record<string, Widget> {
  const symbol: WidgetParam = {
    paramName: "symbol",
    type: "endpoint",
    value: facts.first,
    label: "Symbol",
    description: "A stock of the watchlist",
    optionsEndpoint: "/api/openbb/symbols",
  };
  const all: readonly Widget[] = [
    quotes(facts),
    prices(facts, symbol),
    news(facts),
    calendar(facts),
    runs(facts),
    ...facts.datasets.map((dataset) => datasetWidget(dataset, facts, symbol)),
  ];
  return Object.fromEntries(all.map((widget) => [widgetId(widget), widget]));
}

/** Paths that the widgets ask, `/widgets.json` and `/apps.json` among them: only these are open to OpenBB's pages. */
export function openBbPaths(datasets: readonly Dataset[]): ReadonlySet<string> {
  const widgets = Object.values(widgetsOf({ datasets, first: "", source: "" }));
  const options = widgets.flatMap(({ params }) =>
    params.flatMap(({ optionsEndpoint }) => optionsEndpoint ?? [])
  );
  return new Set([
    "/widgets.json",
    "/apps.json",
    ...options,
    ...widgets.map(({ endpoint }) => `/${endpoint}`),
  ]);
}

function base(
  { source }: WidgetFacts,
): Pick<Widget, "category" | "source" | "refetchInterval" | "staleTime"> {
  return { category: CATEGORY, source: [source], refetchInterval: REFETCH_MS, staleTime: STALE_MS };
}

function table(columnsDefs: readonly WidgetColumn[], dataKey?: string): WidgetData {
  return {
    ...(dataKey === undefined ? {} : { dataKey }),
    table: { enableCharts: true, showAll: false, columnsDefs },
  };
}

function quotes(facts: WidgetFacts): Widget {
  return {
    ...base(facts),
    name: "Watchlist",
    description: "Prices and changes of the watchlist, and how far each number can be trusted to be today's",
    type: "table",
    endpoint: "api/quotes",
    gridData: { w: 20, h: 12 },
    params: [],
    data: table([
      column("symbol", "Symbol", "text", { pinned: "left", chartDataType: "category" }),
      column("name", "Company", "text"),
      column("price", "Price", "number", NUMBER),
      column("change", "Change", "number", { ...NUMBER, renderFn: "greenRed" }),
      column("change_percent", "Change %", "number", {
        formatterFn: "percent",
        chartDataType: "series",
        renderFn: "greenRed",
      }),
      column("spark", "Last day", "text", { sparkline: { type: "line" }, chartDataType: "excluded" }),
      column("day_low", "Low", "number", NUMBER),
      column("day_high", "High", "number", NUMBER),
      column("previous_close", "Previous close", "number", NUMBER),
      column("market_cap_millions", "Market value, millions", "number", { ...NUMBER, formatterFn: "int" }),
      column("verdict", "Verdict", "text", {
        headerTooltip: "live, delayed, market closed, provider stale, we are stale, never seen",
      }),
      column("as_of", "Exchange said", "text"),
      column("checked_at", "Checked", "text"),
      column("source", "Source", "text"),
    ], "quotes"),
    refetchInterval: QUOTES_REFETCH_MS,
    staleTime: QUOTES_REFETCH_MS,
  };
}

function prices(facts: WidgetFacts, symbol: WidgetParam): Widget {
  const columns = table([
    column("time", "Time", "text", { chartDataType: "time", pinned: "left" }),
    ...["Open", "High", "Low", "Close", "Volume"].map((name) =>
      column(
        name.toLowerCase(),
        name,
        "number",
        name === "Volume" ? { ...NUMBER, formatterFn: "int" } : NUMBER,
      )
    ),
    column("source", "Source", "text"),
  ]);
  return {
    ...base(facts),
    name: "Price history",
    description: "Bars of a stock: a line of its closes, and the table behind it",
    type: "table",
    endpoint: "api/openbb/history",
    gridData: { w: 20, h: 12 },
    params: [symbol, {
      paramName: "range",
      type: "text",
      value: "6M",
      label: "Range",
      description: "Stretch of time that ends now",
      options: RANGES.map((range) => ({ label: range, value: range })),
    }],
    data: {
      table: {
        ...columns.table,
        chartView: { enabled: true, chartType: "line", cellRangeCols: { line: ["time", "close"] } },
      },
    },
  };
}

function news(facts: WidgetFacts): Widget {
  return {
    ...base(facts),
    name: "News",
    description: "Headlines of the market and of every company of the watchlist, each story once",
    type: "newsfeed",
    endpoint: "api/openbb/news",
    gridData: { w: 20, h: 14 },
    params: [
      text("symbol", "Companies", "Symbols, separated by commas; empty for all"),
      text("q", "Words", "Words of the headline"),
    ],
  };
}

function calendar(facts: WidgetFacts): Widget {
  return {
    ...base(facts),
    name: "Calendar",
    description: "Earnings and dividends of the watchlist, IPOs, and days on which the exchange is closed",
    type: "table",
    endpoint: "api/calendar",
    gridData: { w: 20, h: 14 },
    params: [
      text("month", "Month", "Such as 2026-11; empty for the present one"),
      {
        ...text("kind", "Kinds", "Empty for all"),
        multiSelect: true,
        options: KINDS.map((kind) => ({ label: KIND_TITLES[kind], value: kind })),
      },
    ],
    data: table([
      column("date", "Day", "text", { pinned: "left", chartDataType: "category" }),
      column("kind", "Kind", "text"),
      column("symbol", "Symbol", "text"),
      column("name", "Name", "text"),
      column("status", "State", "text"),
      column("hour", "Time of day", "text", {
        headerTooltip: "bmo before the open, amc after the close, dmh during the session",
      }),
      column("eps_estimate", "EPS expected", "number", NUMBER),
      column("eps_actual", "EPS", "number", NUMBER),
      column("surprise_percent", "Surprise %", "number", {
        formatterFn: "percent",
        chartDataType: "series",
        renderFn: "greenRed",
      }),
      column("amount", "Dividend a share", "number", NUMBER),
      column("price", "IPO price", "text"),
      column("shares", "Shares", "number", { ...NUMBER, formatterFn: "int" }),
      column("exchange", "Exchange", "text"),
    ], "events"),
  };
}

function runs(facts: WidgetFacts): Widget {
  return {
    ...base(facts),
    name: "Runs of the pipeline",
    description: "Every run and every missed slot: status, calls, rows, what was kept aside",
    subCategory: "Pipeline",
    type: "table",
    endpoint: "api/runs",
    gridData: { w: 40, h: 12 },
    params: [fixed("limit", RUNS)],
    data: table([
      column("slot", "Slot", "text", { pinned: "left", chartDataType: "category" }),
      column("status", "Status", "text"),
      column("trigger", "Trigger", "text"),
      ...["calls", "rows", "quarantined", "errors", "duration_ms"].map((name) =>
        column(name, name === "duration_ms" ? "Duration, ms" : name, "number", {
          ...NUMBER,
          formatterFn: "int",
        })
      ),
      column("note", "Note", "text"),
    ], "runs"),
  };
}

function datasetWidget(dataset: Dataset, facts: WidgetFacts, symbol: WidgetParam): Widget {
  return {
    ...base(facts),
    name: dataset.title,
    description: dataset.description,
    subCategory: "Datasets",
    type: "table",
    endpoint: `api/datasets/${dataset.name}`,
    gridData: { w: 20, h: 12 },
    params: [...dataset.scope === "symbol" ? [symbol] : [], fixed("order", "newest"), fixed("limit", ROWS)],
    data: table(columnsOf(dataset.columns), "rows"),
  };
}

function text(paramName: string, label: string, description: string): WidgetParam {
  return { paramName, type: "text", value: "", label, description };
}

function fixed(paramName: string, value: string | number): WidgetParam {
  const type = typeof value === "number" ? "number" : "text";
  return { paramName, type, value, label: paramName, description: paramName, show: false };
}
