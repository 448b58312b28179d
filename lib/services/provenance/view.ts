import type { Cell, Row } from "@/lib/datasets/dataset.ts";
import type { Verdict } from "@/lib/market/verdict.ts";

/** A number that another was reckoned from. */
export interface InputView {
  /** Its name in the formula. */
  readonly name: string;
  /** Which of them: a symbol, a day, a headline. */
  readonly label: string;
  readonly value: number;
  /** Page that tells where it is from in turn. */
  readonly address: string;
}

/** How a number was reckoned. */
export interface FormulaView {
  readonly text: string;
  /** What its names mean, where they do not say it. */
  readonly words: string;
  /** What the formula comes to now, of the inputs as they stand; `null` where one is not known. */
  readonly reckoned: number | null;
  /** Whether that is the number that is shown. */
  readonly agrees: boolean;
  /** The first of them and the last, when they are many. */
  readonly inputs: readonly InputView[];
  /** How many there are in all. */
  readonly inputs_total: number;
}

/** Where a number is from. Times are ISO 8601 UTC. */
export interface ProvenanceView {
  /** What it is of: a symbol, or empty. */
  readonly subject: string;
  readonly title: string;
  /** What it means. */
  readonly description: string;
  readonly value: Cell;
  /** The value for people, without its unit. */
  readonly text: string;
  readonly unit: string;
  /** When the exchange or the provider said it. */
  readonly as_of: string | null;
  readonly fetched_at: string | null;
  /** When we last asked with success; later, where the answer had not changed. */
  readonly checked_at: string | null;
  readonly verdict: Verdict | null;
  /** Where the row comes from, as it says itself: `finnhub:/quote`. */
  readonly source: string;
  readonly run: {
    readonly run_id: string;
    readonly status: string;
    readonly trigger: string;
    readonly address: string;
  } | null;
  readonly file: {
    /** Below the data folder. */
    readonly path: string;
    /** From 1, as editors count. */
    readonly line: number;
    readonly archived: boolean;
    /** The line as it stands there. */
    readonly text: string;
    /** Page of the dataset at that row. */
    readonly address: string;
  } | null;
  readonly formula: FormulaView | null;
  /** What else is to be known of it; empty as a rule. */
  readonly note: string;
  /** The number in a line, to be cited. */
  readonly citation: string;
  /** The instant of the past that was asked about. */
  readonly at: string | null;
  readonly answered_at: string;
  /** This page. */
  readonly address: string;
}

/** What a row says of itself. */
export type Origin = Pick<ProvenanceView, "as_of" | "fetched_at" | "source">;

/** The last three cells of a row. */
export function originOf(row: Row | undefined): Origin {
  const text = (name: string) => {
    const cell = row?.[name];
    return typeof cell === "string" && cell !== "" ? cell : null;
  };
  return { as_of: text("as_of"), fetched_at: text("fetched_at"), source: text("source") ?? "" };
}
