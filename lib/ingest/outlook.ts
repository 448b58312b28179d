import type { Dataset } from "@/lib/datasets/dataset.ts";

/** When something comes that is not there yet. */
export type Expected =
  /** The run under way asks for it. */
  | { readonly state: "running" }
  /** The next run asks for it at that time, epoch milliseconds. */
  | { readonly state: "planned"; readonly at: number }
  /** It is due, but the calls of the next run are spent on others: expected in the slot of that time. */
  | { readonly state: "postponed"; readonly at: number }
  /** It was asked for, and there was nothing; `at` is when it is asked for again. */
  | { readonly state: "asked"; readonly asked: number; readonly at: number };

/** Tells of a dataset and symbol (the market's: empty) when it comes. */
export type Outlook = (dataset: Dataset, symbol: string) => Expected;
