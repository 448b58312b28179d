import type { Config } from "@/lib/config.ts";
import { DATASETS } from "@/lib/datasets/mod.ts";
import { Holdings } from "@/lib/store/holdings.ts";
import { list } from "@/lib/store/listing.ts";
import { createLogger } from "@/lib/telemetry/mod.ts";
import { count, type Finding, note, ok, wrong } from "./finding.ts";
import { isFolder } from "./volume.ts";
import { bytes, some } from "./words.ts";

/** The files on the volume, read as the program reads them: ours, damaged ones, strangers. Changes nothing. */
export async function examineFiles({ dataPath, symbols }: Config): Promise<Finding[]> {
  if (!await isFolder(dataPath)) return [];
  const holdings = new Holdings(dataPath, DATASETS, createLogger({ level: "ERROR", write: () => {} }));
  const listing = await list(dataPath, DATASETS);
  await holdings.follow(listing, false);
  const damaged = [...holdings.damaged.values()];
  const files = holdings.catalog.files();
  const datasets = new Set(files.map(({ dataset }) => dataset)).size;
  return [
    ok(
      `${count(files.length, "data file")} of ${datasets} of the ${count(DATASETS.length, "dataset")}, ` +
        bytes(holdings.catalog.bytes),
    ),
    ...damaged.slice(0, 5).map(({ path, reason }) =>
      wrong(
        `${path} is damaged: ${reason}`,
        "It is left alone and counts for nothing; restore it or remove it",
      )
    ),
    ...(damaged.length > 5 ? [wrong(`${damaged.length - 5} more files are damaged`)] : []),
    ...(listing.foreign.length === 0 ? [] : [note(
      `${count(listing.foreign.length, "file")} not of this program: ${some(listing.foreign)}`,
      "They are left alone; a data file of ours is named <dataset>_YYYYMMDD_HHMMSS.csv",
    )]),
    ...unquoted(holdings, symbols),
  ];
}

/** Symbols that never had a quote while others have: a typing error, or a listing that the plan does not cover. */
function unquoted(holdings: Holdings, symbols: readonly string[]): Finding[] {
  const quotes = holdings.ledger("stock_quotes");
  const without = symbols.filter((symbol) => quotes.latest(symbol) === undefined);
  if (without.length === 0 || quotes.size === 0) return [];
  return [note(
    `No quote was ever kept of ${some(without)}`,
    "Look for a typing error in STOCK_SYMBOLS; a free key covers US listings only",
  )];
}
