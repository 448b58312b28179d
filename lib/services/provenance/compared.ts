import { HttpError } from "fresh";
import { COMPARED, type Compared, comparedFigure } from "@/lib/market/compare/figure_names.ts";
import { figureAddress } from "@/lib/market/figure_address.ts";
import { formatInteger } from "@/lib/market/format.ts";
import { dateText } from "@/lib/market/stock/words.ts";
import { askedComparison, type CompareView } from "../compare_view.ts";
import { symbolOf } from "../parameters.ts";
import { pastOf } from "../past.ts";
import type { Known } from "../services.ts";
import type { Found } from "./cell.ts";
import { type Asked, RECKON_COMPARED } from "./compared_figures.ts";
import { closeCells } from "./daily.ts";
import { formulaView } from "./formula_view.ts";
import { type Formula, FORMULAS } from "./formulas.ts";
import { originOf } from "./view.ts";
import { reckonedWords } from "./words.ts";

/** Names of the figures of a comparison. */
export const COMPARED_FIGURES = COMPARED.map((name) => `compare.${name}` as const);

/** The figure of a comparison that a name is; `undefined` for the name of another. */
export function comparedNamed(name: string): Compared | undefined {
  return COMPARED.find((each) => `compare.${each}` === name);
}

/**
 * Where a figure of a comparison is from. The query says which comparison, as the page's address does, and of which
 * `symbol`; of a correlation with which `other`, of a change and of the index on which `day`.
 * @throws {HttpError} 400 for a comparison that cannot be made, 404 for a symbol or day that is not compared
 */
export function comparedProvenance(known: Known, name: Compared, query: URLSearchParams): Found {
  const { market, store } = known;
  const asked = askedFigure(known, name, query);
  const { view, figures, other, day, cellOf } = asked;
  const { date } = view.common;
  const reckoned = RECKON_COMPARED[name](asked);
  const { title, unit }: Formula = FORMULAS[reckoned.formula];
  const { dataset } = store.ledger("stock_historical");
  const symbol = figures?.symbol ?? null;
  const of = {
    ...(symbol !== null && { symbol }),
    ...(other !== "" && { other }),
    ...(day !== "" && { day }),
  };
  const last = day === "" ? date.at(-1) ?? "" : day;
  // As old as the oldest of what it ends with.
  const origin = (symbol === null ? asked.watchlist : other === "" ? [symbol] : [symbol, other])
    .flatMap((each) => cellOf(each, last) ?? [])
    .map(({ row }) => originOf(row))
    .reduce((a, b) => (a.as_of ?? "~") <= (b.as_of ?? "~") ? a : b, originOf({}));
  const freshness = symbol === null ? null : market.freshness(dataset, symbol);
  return {
    subject: symbol ?? "Watchlist",
    title: `${title}${other === "" ? "" : ` with ${other}`}, ${dateText(date[0] ?? "")} to ${dateText(last)}`,
    description: daysWords(view),
    value: reckoned.value,
    text: reckonedWords(reckoned.value),
    unit,
    ...origin,
    source: `derived:${dataset.name}`,
    checked_at: freshness?.checked_at ?? null,
    verdict: freshness?.verdict ?? market.datasetFreshness(dataset).verdict,
    run: null,
    file: null,
    formula: formulaView(known, reckoned, false),
    note: "",
    at: pastOf(known) ?? null,
    address: figureAddress(comparedFigure(name, view, of), pastOf(known)),
  };
}

function daysWords({ range, common: { symbols, date } }: CompareView): string {
  const [from = "", to = ""] = [date[0], date.at(-1)];
  return `${symbols.join(", ")} compared over ${range}: ${formatInteger(date.length)} days that all have, ` +
    `${dateText(from)} to ${dateText(to)}, and ${formatInteger(date.length - 1)} returns between them.`;
}

function askedFigure(known: Known, name: Compared, query: URLSearchParams): Asked {
  const view = askedComparison(known, query);
  const { symbols, date } = view.common;
  if (date.length === 0) throw new HttpError(404, "Nothing is compared there: no two days are in common");
  const compared = (parameter: string, fallback?: string) => {
    const symbol = symbolOf(query.get(parameter) ?? fallback);
    if (symbols.includes(symbol)) return symbol;
    throw new HttpError(
      404,
      `"${symbol}" is not compared there: expected ${parameter} to be one of ${symbols.join(", ")}`,
    );
  };
  const place = name === "index" ? -1 : symbols.indexOf(compared("symbol"));
  const isOfDay = name === "index" || name === "change";
  const day = isOfDay ? query.get("day") ?? date.at(-1) ?? "" : "";
  if (isOfDay && !date.includes(day)) {
    throw new HttpError(
      404,
      `"${day.slice(0, 40)}" is not compared there: expected day to be one that all have`,
    );
  }
  if (view.index === null && (name === "index" || name === "beta")) {
    throw new HttpError(404, "There is no index of this watchlist, and so no beta");
  }
  return {
    view,
    watchlist: known.market.symbols,
    figures: view.figures[place] ?? null,
    place,
    other: name === "correlation" ? compared("other", symbols[0]) : "",
    day,
    cellOf: closeCells(known),
  };
}
