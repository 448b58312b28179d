import { dayOfDate } from "@/lib/exchange/mod.ts";
import { type Compared, comparedFigure } from "@/lib/market/compare/figure_names.ts";
import { changeOn, type DayMove, type Figures } from "@/lib/market/compare/figures.ts";
import type { CompareView } from "../compare_view.ts";
import type { BarCell } from "./daily.ts";
import { cellInput, type Input, type Reckoned } from "./inputs.ts";

/** One figure of a comparison that is asked about. */
export interface Asked {
  readonly view: CompareView;
  /** Symbols of the watchlist: those of the index. */
  readonly watchlist: readonly string[];
  /** Its figures, and its place among those compared; of the index none. */
  readonly figures: Figures | null;
  readonly place: number;
  readonly other: string;
  readonly day: string;
  /** The cell of a symbol's close of a day. */
  readonly cellOf: (symbol: string, day: string) => BarCell | undefined;
}

/** How each figure of a comparison is reckoned; the values are those that the page shows. */
export const RECKON_COMPARED: Readonly<Record<Compared, (asked: Asked) => Reckoned>> = {
  return: (asked) => ({
    formula: "compare.return",
    value: percent(asked.figures?.change),
    inputs: ends(asked),
  }),
  per_year: (asked) => {
    const { date } = asked.view.common;
    const days = dayOfDate(date.at(-1) ?? "") - dayOfDate(date[0] ?? "");
    return {
      formula: "compare.per_year",
      value: percent(asked.figures?.perYear),
      inputs: ends(asked),
      numbers: { days },
    };
  },
  volatility: (asked) => ({
    formula: "compare.volatility",
    value: percent(asked.figures?.volatility),
    inputs: asked.view.common.date.flatMap((day) => closeInput(asked, day, "close")),
  }),
  fall: (asked) => {
    const fall = asked.figures?.drawdown ?? null;
    return {
      formula: "compare.fall",
      value: percent(fall?.depth),
      inputs: fall === null
        ? []
        : [...closeInput(asked, fall.peak, "peak_close"), ...closeInput(asked, fall.trough, "trough_close")],
    };
  },
  best_day: (asked) => ofMove(asked, "compare.best_day", asked.figures?.best ?? null),
  worst_day: (asked) => ofMove(asked, "compare.worst_day", asked.figures?.worst ?? null),
  correlation: (asked) => {
    const { other, place, view: { common, together } } = asked;
    return {
      formula: "compare.correlation",
      value: together.matrix[place]?.[common.symbols.indexOf(other)] ?? null,
      inputs: common.date.flatMap((day) => [
        ...closeInput(asked, day, "close"),
        ...closeInput(asked, day, "other_close", other),
      ]),
    };
  },
  beta: (asked) => ({
    formula: "compare.beta",
    value: asked.figures?.beta ?? null,
    inputs: asked.view.common.date.flatMap((day) => [
      ...closeInput(asked, day, "close"),
      ...indexInput(asked, day, "index"),
    ]),
  }),
  change: (asked) => {
    const { day, place, view: { common: { date, closes } } } = asked;
    return {
      formula: "compare.change",
      value: percent(changeOn(closes[place] ?? [], date.indexOf(day))),
      inputs: [
        ...closeInput(asked, day, "close"),
        ...closeInput(asked, date[0] ?? "", "first_close"),
      ],
    };
  },
  index: (asked) => {
    const { day, watchlist, view: { common: { date }, index } } = asked;
    const place = date.indexOf(day);
    const before = date[place - 1];
    const value = index?.value[place] ?? null;
    if (before === undefined) return { formula: "compare.index_start", value, inputs: [] };
    const pairs = watchlist.map((symbol) => [
      ...closeInput(asked, day, "close", symbol),
      ...closeInput(asked, before, "close_before", symbol),
    ]);
    return {
      formula: "compare.index",
      value,
      inputs: [
        ...indexInput(asked, before, "index_before"),
        ...pairs.filter((pair) => pair.length === 2).flat(),
      ],
    };
  },
};

function percent(share: number | null | undefined): number | null {
  return share === null || share === undefined ? null : share * 100;
}

function ends(asked: Asked): Input[] {
  const { date } = asked.view.common;
  return [
    ...closeInput(asked, date.at(-1) ?? "", "last_close"),
    ...closeInput(asked, date[0] ?? "", "first_close"),
  ];
}

function ofMove(
  asked: Asked,
  formula: "compare.best_day" | "compare.worst_day",
  move: DayMove | null,
): Reckoned {
  const { date } = asked.view.common;
  return {
    formula,
    value: percent(move?.change),
    inputs: move === null ? [] : [
      ...closeInput(asked, move.date, "close"),
      ...closeInput(asked, date[date.indexOf(move.date) - 1] ?? "", "close_before"),
    ],
  };
}

function closeInput(
  { cellOf, figures }: Asked,
  day: string,
  name: string,
  symbol = figures?.symbol ?? "",
): Input[] {
  const cell = cellOf(symbol, day);
  return cell === undefined ? [] : cellInput({ ...cell, name, label: `${symbol} ${day}` });
}

function indexInput({ view }: Asked, day: string, name: string): Input[] {
  const value = view.index?.value[view.common.date.indexOf(day)];
  return typeof value !== "number"
    ? []
    : [{ name, label: day, value, figure: comparedFigure("index", view, { day }) }];
}
