import { type Range, RANGES } from "./history.ts";

/** Lines over the prices, in the order of their menu. */
export const OVERLAYS = {
  sma20: "SMA 20",
  sma50: "SMA 50",
  sma200: "SMA 200",
  ema12: "EMA 12",
  ema26: "EMA 26",
  bb: "Bollinger 20, 2",
  vwap: "VWAP",
} as const;
/** Name of an overlay in an address. */
export type Overlay = keyof typeof OVERLAYS;

/** Charts below the prices, in their order. */
export const PANES = { volume: "Volume", rsi: "RSI 14", macd: "MACD 12, 26, 9", atr: "ATR 14" } as const;
/** Name of a pane in an address. */
export type Pane = keyof typeof PANES;

/** How a column of a study is drawn. */
export type StudyRole = "line" | "signal" | "edge" | "histogram";

/** The columns of each study, by their labels. */
export const STUDY_COLUMNS: Readonly<
  Record<Exclude<Overlay | Pane, "volume">, readonly (readonly [label: string, role: StudyRole])[]>
> = {
  sma20: [["SMA 20", "line"]],
  sma50: [["SMA 50", "line"]],
  sma200: [["SMA 200", "line"]],
  ema12: [["EMA 12", "line"]],
  ema26: [["EMA 26", "line"]],
  bb: [["BB upper", "edge"], ["BB middle", "line"], ["BB lower", "edge"]],
  vwap: [["VWAP", "line"]],
  rsi: [["RSI", "line"]],
  macd: [["Histogram", "histogram"], ["MACD", "line"], ["Signal", "signal"]],
  atr: [["ATR", "line"]],
};

/** What a reader chose of a chart; all of it stands in the address. */
export interface ChartSettings {
  readonly range: Range;
  readonly type: "candles" | "line";
  readonly scale: "linear" | "log";
  /** Prices on today's scale, or as they were traded. */
  readonly prices: "adjusted" | "raw";
  readonly overlays: readonly Overlay[];
  readonly panes: readonly Pane[];
  /** Symbol whose performance is drawn beside; empty for none. */
  readonly compare: string;
  /** Whether the bars are shown as a table too. */
  readonly table: boolean;
}

/** The chart as it is without a choice. */
export const DEFAULT_SETTINGS: ChartSettings = {
  range: "6M",
  type: "candles",
  scale: "linear",
  prices: "adjusted",
  overlays: [],
  panes: ["volume"],
  compare: "",
  table: false,
};

/** Symbols as the watchlist takes them. */
export const SYMBOL = /^(?!\.{1,2}$)[A-Z0-9.^:-]{1,16}$/;
/** Says in an address that there are none, where leaving it out would mean the default. */
const NONE = "none";

/** Reads the settings from an address. What they do not know is left out: a link outlives the version it is from. */
export function readSettings(query: URLSearchParams): ChartSettings {
  const one = <Value extends string>(name: string, allowed: readonly Value[], fallback: Value) =>
    allowed.find((each) => each === query.get(name)) ?? fallback;
  // A form sends a name once for each box that is ticked, a link once with commas.
  const some = <Value extends string>(
    name: string,
    allowed: Readonly<Record<Value, string>>,
    fallback: readonly Value[],
  ) => {
    if (!query.has(name)) return fallback;
    const wanted = query.getAll(name).flatMap((text) => text.split(","));
    return namesOf(allowed).filter((each) => wanted.includes(each));
  };
  const compare = (query.get("compare") ?? "").trim().toUpperCase();
  return {
    range: one("range", RANGES, DEFAULT_SETTINGS.range),
    type: one("type", ["candles", "line"], DEFAULT_SETTINGS.type),
    scale: one("scale", ["linear", "log"], DEFAULT_SETTINGS.scale),
    prices: one("prices", ["adjusted", "raw"], DEFAULT_SETTINGS.prices),
    overlays: some("overlays", OVERLAYS, DEFAULT_SETTINGS.overlays),
    panes: some("panes", PANES, DEFAULT_SETTINGS.panes),
    compare: SYMBOL.test(compare) ? compare : "",
    table: query.get("table") === "1",
  };
}

/** The settings as the end of an address, without what is the default: `?range=1Y&overlays=sma50,bb`. */
export function settingsAddress(settings: ChartSettings): string {
  const { range, type, scale, prices, overlays, panes, compare, table } = settings;
  const parts: string[] = [];
  const add = (name: string, value: string, fallback: string) =>
    value !== fallback && parts.push(`${name}=${encodeURIComponent(value).replaceAll("%2C", ",")}`);
  // The range stands always: it is the one that people read and change.
  add("range", range, "");
  add("type", type, DEFAULT_SETTINGS.type);
  add("scale", scale, DEFAULT_SETTINGS.scale);
  add("prices", prices, DEFAULT_SETTINGS.prices);
  add("overlays", overlays.join(), "");
  add("panes", panes.join() || NONE, DEFAULT_SETTINGS.panes.join());
  add("compare", compare, "");
  if (table) parts.push("table=1");
  return `?${parts.join("&")}`;
}

/** The list with a name in it or without, in the order of all. */
export function toggled<Value extends string>(
  all: Readonly<Record<Value, string>>,
  list: readonly Value[],
  name: Value,
): readonly Value[] {
  return namesOf(all).filter((each) => (each === name) !== list.includes(each));
}

/** Names of a table of labels. */
export function namesOf<Value extends string>(all: Readonly<Record<Value, string>>): Value[] {
  // Object.keys forgets that the keys are these.
  return Object.keys(all) as Value[];
}

/** The studies that were chosen, in the order of their menus; the volume is none: the bars have it. */
export function studiesIn(
  { overlays, panes }: Pick<ChartSettings, "overlays" | "panes">,
): Exclude<Overlay | Pane, "volume">[] {
  return [...overlays, ...panes.filter((pane) => pane !== "volume")];
}
