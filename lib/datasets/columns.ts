import type { Cell, Column } from "./dataset.ts";
import { isoTime } from "./time.ts";

/** The first column of every dataset of symbol scope. */
export const SYMBOL: Column = {
  name: "symbol",
  type: "string",
  description: "Ticker symbol, as on the watchlist.",
  required: true,
};

/** The last three columns of every dataset. */
export const PROVENANCE: readonly Column[] = [
  {
    name: "source",
    type: "string",
    description:
      "Where the row comes from: provider and endpoint, `derived:` and what from, or `import:` and file.",
    required: true,
  },
  { name: "as_of", type: "datetime", description: "The provider's own time of the row, where it gives one." },
  { name: "fetched_at", type: "datetime", description: "When the answer had arrived here.", required: true },
];

/** The cells of {@linkcode PROVENANCE}: `asOf` and `fetchedAt` are epoch milliseconds, `asOf` null where unknown. */
export function provenance(source: string, asOf: number | null, fetchedAt: number): Record<string, Cell> {
  return { source, as_of: asOf === null ? null : isoTime(asOf), fetched_at: isoTime(fetchedAt) };
}
