/**
 * The lines of `docs/use-the-data.md` that read each dataset into pandas, made from the datasets' own columns. Run
 * `deno run --allow-read --allow-write=docs tests/_pandas.ts` when those change; a test tells when.
 *
 * @module
 */
import { DATASETS } from "@/lib/datasets/mod.ts";
import { PANDAS_TYPES, pandasLine } from "@/lib/datasets/pandas_line.ts";

/** The page. */
export const PAGE = new URL("../docs/use-the-data.md", import.meta.url);

export { PANDAS_TYPES as TYPES, pandasLine as lineFor };

const START = "<!-- datasets -->\n\n```python\n";
const END = "```\n\n<!-- /datasets -->";

/** The page with the lines as they should be. */
export function withLines(page: string): string {
  const [from, to] = [page.indexOf(START) + START.length, page.indexOf(END)];
  if (from < START.length || to < from) {
    throw new Error(`Cannot find the lines of the datasets in "${PAGE.pathname}"`);
  }
  return `${page.slice(0, from)}${DATASETS.map((dataset) => `${pandasLine(dataset)}\n`).join("\n")}${
    page.slice(to)
  }`;
}

if (import.meta.main) await Deno.writeTextFile(PAGE, withLines(await Deno.readTextFile(PAGE)));
