import type { Dataset, Row } from "@/lib/datasets/dataset.ts";
import { RATES, YIELDS } from "@/lib/datasets/dividends.ts";
import { bareConcept } from "@/lib/datasets/financial_items.ts";
import { headlineScorer } from "@/lib/datasets/social_sentiment.ts";
import { newYorkDate } from "@/lib/exchange/mod.ts";
import { cellFigure } from "@/lib/market/figure_address.ts";
import type { Known } from "../services.ts";
import { dailyBars } from "./daily.ts";
import { type FormulaName, isFormula } from "./formulas.ts";
import { cellInput, type Input, type Reckoned } from "./inputs.ts";

/** What a column of a row was derived from, by the row's dataset. */
type Derive = (known: Known, row: Row, column: string) => Omit<Reckoned, "value"> | null;

const DERIVED: { readonly [name in Dataset["name"]]?: Derive } = {
  stock_quotes: ofQuote,
  stock_historical: ofBar,
  technical_indicators: ofIndicator,
  social_sentiment: ofSentiment,
  dividends: ofDividend,
};

/** How a cell of a file was reckoned, and from what; `null` for one that was stated, not reckoned. */
export function derivationOf(known: Known, dataset: Dataset, row: Row, column: string): Reckoned | null {
  const derived = DERIVED[dataset.name]?.(known, row, column) ?? null;
  const value = row[column];
  return derived === null ? null : { ...derived, value: typeof value === "number" ? value : null };
}

/** A change as the provider states it: it can be reckoned again from what is stated beside it. */
function ofQuote({ store }: Known, row: Row, column: string): Omit<Reckoned, "value"> | null {
  if (column !== "change" && column !== "change_percent") return null;
  const { dataset } = store.ledger("stock_quotes");
  return {
    formula: `stock_quotes.${column}`,
    inputs: ["price", "previous_close"].flatMap((column) => cellInput({ dataset, row, column })),
  };
}

function ofBar({ store }: Known, bar: Row, column: string): Omit<Reckoned, "value"> | null {
  if (bar["source"] !== "derived:quotes") return null;
  const ledger = store.ledger("stock_quotes");
  const isDaily = bar["interval"] === "1d";
  const start = timeOf(bar["time"]);
  const date = String(bar["time"]).slice(0, 10);
  const day = 86_400_000;
  // The closing price carries the instant of the close, and is of the bar that ends there: what is told tells which.
  const quotes = ledger.range({
    symbol: String(bar["symbol"]),
    from: start,
    to: isDaily ? start + 2 * day : Math.max(start + 900_000 - 1, timeOf(bar["as_of"])),
    order: "oldest",
  }).filter((quote) =>
    typeof quote["price"] === "number" && isBy(quote, bar) &&
    timeOf(quote["as_of"]) <= timeOf(bar["as_of"]) &&
    (!isDaily || newYorkDate(timeOf(quote["as_of"])) === date)
  );
  const last = quotes.at(-1);
  const prices = quotes.flatMap((row) =>
    cellInput({ dataset: ledger.dataset, row, column: "price", label: String(row["as_of"]) })
  );
  const cell = (column: string) => cellInput({ dataset: ledger.dataset, row: last, column });
  const open = cellInput({ dataset: store.ledger("stock_historical").dataset, row: bar, column: "open" });
  if (column === "open") {
    const stated = isDaily ? cell("day_open") : [];
    return stated.length > 0
      ? { formula: "bar.day_open", inputs: stated }
      : { formula: "bar.open", inputs: prices };
  }
  if (column === "high" || column === "low") {
    const stated = isDaily ? cell(`day_${column}`) : [];
    return stated.length > 0
      ? { formula: `bar.day_${column}`, inputs: [...open, ...stated, ...prices] }
      : { formula: `bar.${column}`, inputs: prices };
  }
  return column === "close" || column === "samples" ? { formula: `bar.${column}`, inputs: prices } : null;
}

/** Bars that an indicator looks back on; all of them, where each one weighs a little. */
const LENGTHS: Readonly<Record<string, number>> = {
  close: 1,
  sma_20: 20,
  sma_50: 50,
  sma_200: 200,
  bollinger_upper: 20,
  bollinger_middle: 20,
  bollinger_lower: 20,
};

function ofIndicator(known: Known, row: Row, column: string): Omit<Reckoned, "value"> | null {
  const formula = nameOf("technical_indicators", column);
  if (formula === null) return null;
  const { dataset, rows: bars } = dailyBars(known, String(row["symbol"]));
  const rows = bars.filter((bar) =>
    String(bar["time"]).slice(0, 10) <= String(row["date"]) && typeof bar["close"] === "number"
  ).slice(-(LENGTHS[column] ?? Infinity));
  const inputs = rows.flatMap((bar) => {
    const label = String(bar["time"]).slice(0, 10);
    const input = (name: "high" | "low" | "close") => adjustedInput(dataset, bar, name, label);
    return column === "atr_14" ? [...input("high"), ...input("low"), ...input("close")] : input("close");
  });
  return { formula, inputs };
}

/** A price of a bar, adjusted where the bar is; where only its close is, as that is. */
function adjustedInput(dataset: Dataset, bar: Row, name: "high" | "low" | "close", label: string): Input[] {
  const adjusted = cellInput({ dataset, row: bar, column: `adjusted_${name}`, name, label });
  if (adjusted.length > 0) return adjusted;
  const { close, adjusted_close } = bar;
  const factor = typeof close === "number" && typeof adjusted_close === "number" ? adjusted_close / close : 1;
  return cellInput({ dataset, row: bar, column: name, label })
    .map((input) => factor === 1 ? input : { ...input, value: input.value * factor });
}

function ofSentiment({ store, market }: Known, row: Row, column: string): Omit<Reckoned, "value"> | null {
  const formula = nameOf("social_sentiment", column);
  if (row["source"] !== "derived:company_news" || formula === null) return null;
  const news = store.ledger("company_news");
  const symbol = String(row["symbol"]);
  const company = market.quote(symbol).name;
  const score = headlineScorer();
  const date = String(row["time"]).slice(0, 10);
  const inputs = news.rows(symbol).flatMap((article): Input[] => {
    const { headline, published_at } = article;
    if (typeof headline !== "string" || typeof published_at !== "string" || !isBy(article, row)) return [];
    if (newYorkDate(Date.parse(published_at)) !== date) return [];
    const value = score(headline, company === "" ? undefined : company);
    return [{
      name: "headline_score",
      label: headline,
      value,
      figure: cellFigure(news.dataset, article, "headline"),
    }];
  });
  return { formula, inputs };
}

function ofDividend({ store }: Known, row: Row, column: string): Omit<Reckoned, "value"> | null {
  const symbol = String(row["symbol"]);
  const ledger = (name: "company_metrics" | "financials") => store.ledger(name);
  const formula = nameOf("dividends", column);
  if (formula === null || typeof row[column] !== "number") return null;
  if (row["kind"] === "paid_in_period" && column === "total_paid") {
    const paid = ledger("financials").rows(symbol).find((each) =>
      each["statement"] === "cf" && each["end_date"] === row["date"] && typeof each["value"] === "number" &&
      bareConcept(each["concept"]).startsWith("PaymentsOf") && Math.abs(each["value"]) === row[column]
    );
    return {
      formula,
      inputs: cellInput({ dataset: ledger("financials").dataset, row: paid, column: "value" }),
    };
  }
  if (row["kind"] !== "annual_rate" || column === "total_paid") return null;
  const names = column === "amount" ? RATES : YIELDS;
  const metric = ledger("company_metrics").rows(symbol).find((each) =>
    names.includes(String(each["metric"])) && each["value"] === row[column]
  );
  return {
    formula,
    inputs: cellInput({ dataset: ledger("company_metrics").dataset, row: metric, column: "value" }),
  };
}

function nameOf(dataset: string, column: string): FormulaName | null {
  const name = `${dataset}.${column}`;
  return isFormula(name) ? name : null;
}

/** Whether a row had been fetched when another was made of it. */
function isBy(row: Row, made: Row): boolean {
  return timeOf(row["fetched_at"]) <= timeOf(made["fetched_at"]);
}

function timeOf(cell: Row[string] | undefined): number {
  return typeof cell === "string" ? Date.parse(cell) : NaN;
}
