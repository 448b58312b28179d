/**
 * `deno task export`: any dataset and range as CSV or Parquet.
 *
 * @module
 */
import { parseArgs } from "node:util";
import { datasetOf, DATASETS } from "@/lib/datasets/mod.ts";
import { csvOf } from "./export_csv.ts";
import { parquetOf } from "./export_parquet.ts";
import { type ExportRange, momentOf, rowsWithin } from "./export_rows.ts";
import { pathOf, printError, runCommand, UsageError, write } from "./terminal.ts";
import { openVolume } from "./volume.ts";

const USAGE = `Usage: deno task export DATASET [options]

  --symbol AAPL             its rows alone
  --from 2026-01-01         and later; a date or a time such as 2026-01-01T14:30:00Z
  --to 2026-03-31           and earlier; of a date all of the day
  --format csv|parquet      by default what the name of FILE ends in, else csv
  --out FILE                by default, and for -, standard output
  --raw                     CSV with cells as they are, also those a spreadsheet would run as a formula

Datasets: ${DATASETS.map(({ name }) => name).join(", ")}`;

const OPTIONS = {
  symbol: { type: "string" },
  from: { type: "string" },
  to: { type: "string" },
  format: { type: "string" },
  out: { type: "string", default: "-" },
  raw: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  const [name = "", ...others] = positionals;
  if (values.help || (name === "" && others.length === 0)) {
    printError(USAGE);
    return values.help ? 0 : 2;
  }
  const dataset = datasetOf(name);
  if (dataset === undefined || others.length > 0) {
    throw new UsageError(`There is no dataset "${positionals.join(" ")}"`);
  }
  const range = rangeOf(values);
  const format = values.format ?? (values.out.endsWith(".parquet") ? "parquet" : "csv");
  if (format !== "csv" && format !== "parquet") {
    throw new UsageError(`There is no format "${format}", wanted csv or parquet`);
  }
  if (format === "parquet" && values.out === "-" && Deno.stdout.isTerminal()) {
    throw new UsageError("Parquet is not for a terminal, say where to with --out");
  }
  const { store } = await openVolume();
  const rows = rowsWithin(store.ledger(dataset.name), range);
  const pieces = format === "csv" ? csvOf(dataset, rows, values.raw) : parquetOf(dataset, rows);
  if (values.out === "-") { for (const piece of pieces) write(Deno.stdout, piece); }
  else writeFile(values.out, pieces);
  printError(`${rows.length} rows of ${dataset.name}${values.out === "-" ? "" : ` in ${values.out}`}`);
  return 0;
}

function rangeOf({ symbol, from, to }: { symbol?: string; from?: string; to?: string }): ExportRange {
  const at = (text: string | undefined, end: boolean) => {
    if (text === undefined) return undefined;
    const moment = momentOf(text, end);
    if (!Number.isNaN(moment)) return moment;
    throw new UsageError(
      `Cannot read "${text}", wanted a date such as 2026-01-31 or a time such as 2026-01-31T14:30:00Z`,
    );
  };
  return { symbol: symbol?.toUpperCase(), from: at(from, false), to: at(to, true) };
}

/** What could be written only in part is taken away again. */
function writeFile(name: string, pieces: Iterable<Uint8Array>): void {
  const path = pathOf(name);
  const file = open(name, path);
  try {
    for (const piece of pieces) write(file, piece);
    file.close();
  } catch (error) {
    file.close();
    Deno.removeSync(path);
    throw error;
  }
}

function open(name: string, path: string): Deno.FsFile {
  try {
    return Deno.openSync(path, { write: true, create: true, truncate: true });
  } catch (error) {
    const reason = error instanceof Deno.errors.NotFound
      ? "there is no such folder"
      : error instanceof Deno.errors.PermissionDenied
      ? "the operating system refused access"
      : error instanceof Deno.errors.IsADirectory
      ? "it is a folder"
      : null;
    if (reason === null) throw error;
    throw new UsageError(`Cannot write "${name}": ${reason}`);
  }
}

if (import.meta.main) Deno.exit(await runCommand(() => main(Deno.args)));
