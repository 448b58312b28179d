import type { Column, Dataset } from "./dataset.ts";

/** What pandas reads a column as, and what it makes of it then; dates are only typed when all files are together. */
export const PANDAS_TYPES: Readonly<Record<Column["type"], { readonly read: string; readonly as: string }>> =
  {
    string: { read: '"string"', as: "string" },
    integer: { read: '"Int64"', as: "Int64" },
    number: { read: '"float64"', as: "float64" },
    boolean: { read: '"boolean"', as: "boolean" },
    date: { read: "str", as: "datetime64[ns]" },
    datetime: { read: "str", as: "datetime64[ns, UTC]" },
  };

/**
 * One line of Python that reads a dataset's files: the last row of each key, with types. `files` and `pd` are those of
 * docs/use-the-data.md, where a test runs these lines.
 */
export function pandasLine({ name, columns, key }: Pick<Dataset, "name" | "columns" | "key">): string {
  const types = columns.map((column) => `"${column.name}": ${PANDAS_TYPES[column.type].read}`).join(", ");
  const dates = columns.filter(({ type }) => type === "date" || type === "datetime")
    .map((column) => `"${column.name}": "${PANDAS_TYPES[column.type].as}"`).join(", ");
  const keys = key.map((column) => `"${column}"`).join(", ");
  return `${name} = pd.concat(pd.read_csv(file, dtype={${types}}, keep_default_na=False, na_values=[""]) ` +
    `for file in files("${name}")).astype({${dates}}).drop_duplicates([${keys}], keep="last", ignore_index=True)`;
}
