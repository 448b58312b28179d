import type { Dataset } from "./dataset.ts";

/** Every dataset has `as_of`, the provider's time; it is a row's own where there is no other. */
export const TIME_COLUMNS: readonly string[] = [
  "time",
  "published_at",
  "transaction_date",
  "date",
  "period",
  "end_date",
  "as_of",
];

/** The column a dataset's rows are dated by. */
export function timeColumnOf(dataset: Dataset): string {
  const dated = dataset.columns.filter(({ type }) => type === "date" || type === "datetime").map(({ name }) =>
    name
  );
  return TIME_COLUMNS.find((name) => dated.includes(name)) ?? "fetched_at";
}
