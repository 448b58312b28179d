/**
 * The lines of `docs/use-the-data.md` that read each dataset into pandas, made from the datasets' own columns. Run
 * `deno run --allow-read --allow-write=docs tests/_pandas.ts` when those change; a test tells when.
 *
 * @module
 */
import { DATASETS } from "@/lib/datasets/mod.ts";
import type { Column, Dataset } from "@/lib/datasets/dataset.ts";

/** The page. */
export const PAGE = new URL("../docs/use-the-data.md", import.meta.url);

/** What pandas reads a column as, and what it makes of it then; dates are only typed when all files are together. */
export const TYPES: Readonly<Record<Column["type"], { readonly read: string; readonly as: string }>> = {
  string: { read: '"string"', as: "string" },
  integer: { read: '"Int64"', as: "Int64" },
  number: { read: '"float64"', as: "float64" },
  boolean: { read: '"boolean"', as: "boolean" },
  date: { read: "str", as: "datetime64[ns]" },
  datetime: { read: "str", as: "datetime64[ns, UTC]" },
};

/** One line of Python: the dataset's rows, the last of each key, with types. */
export function lineFor({ name, columns, key }: Dataset): string {
  const types = columns.map((column) => `"${column.name}": ${TYPES[column.type].read}`).join(", ");
  const dates = columns.filter(({ type }) => type === "date" || type === "datetime")
    .map((column) => `"${column.name}": "${TYPES[column.type].as}"`).join(", ");
  const keys = key.map((column) => `"${column}"`).join(", ");
  return `${name} = pd.concat(pd.read_csv(file, dtype={${types}}, keep_default_na=False, na_values=[""]) ` +
    `for file in files("${name}")).astype({${dates}}).drop_duplicates([${keys}], keep="last", ignore_index=True)`;
}

const START = "<!-- datasets -->\n\n```python\n";
const END = "```\n\n<!-- /datasets -->";

/** The page with the lines as they should be. */
export function withLines(page: string): string {
  const [from, to] = [page.indexOf(START) + START.length, page.indexOf(END)];
  if (from < START.length || to < from) {
    throw new Error(`Cannot find the lines of the datasets in "${PAGE.pathname}"`);
  }
  return `${page.slice(0, from)}${DATASETS.map((dataset) => `${lineFor(dataset)}\n`).join("\n")}${
    page.slice(to)
  }`;
}

if (import.meta.main) await Deno.writeTextFile(PAGE, withLines(await Deno.readTextFile(PAGE)));
