/**
 * `deno task import FILE...`: takes foreign price files into `stock_historical`, and says what it understood and what
 * it did not. May run beside a server on the same volume.
 *
 * @module
 */
import { parseArgs } from "node:util";
import { publishOnce } from "@/lib/bus/publish_once.ts";
import { importFiles } from "./import_files.ts";
import { pathOf, print, printError, runCommand, UsageError } from "./terminal.ts";
import { openVolume } from "./volume.ts";
import { wordsOf } from "./words.ts";

const USAGE = `Usage: deno task import FILE... [options]

  --symbol AAPL             whose prices they are; by default as the columns or the file's name say
  --dates mdy|dmy           which of 03/04/2026 is the month, where the file does not tell
  --timezone NAME           of times without one, for instance America/New_York
  --all                     tell every rejected line
  --json                    the report for machines

Takes CSV as Yahoo, Stooq, Nasdaq and others give it: days, or 1 to 60 minutes.`;

const OPTIONS = {
  symbol: { type: "string" },
  dates: { type: "string" },
  timezone: { type: "string" },
  all: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** A run of a long watchlist on a free key takes this long. */
const PATIENCE_MS = 15 * 60_000;

async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  if (values.help || positionals.length === 0) {
    printError(USAGE);
    return values.help ? 0 : 2;
  }
  const { dates, symbol, timezone } = values;
  if (dates !== undefined && dates !== "mdy" && dates !== "dmy") {
    throw new UsageError(`Cannot read --dates "${dates}", wanted mdy or dmy`);
  }
  const files = positionals.map((name) => ({ name, bytes: readFile(name) }));
  const volume = await openVolume();
  const { report, event } = await importFiles(files, {
    store: volume.store,
    watchlist: volume.config.symbols,
    now: Date.now,
    symbol,
    dates,
    timezone,
    patienceMs: PATIENCE_MS,
    onWait: () => printError("Waiting for the run under way to end"),
  });
  print(values.json ? JSON.stringify(report) : wordsOf(report, values.all));
  const { config: { redis }, logger } = volume;
  if (event !== null) await publishOnce(event, { redis, command: "import", logger });
  return report.status === "refused" ? 1 : 0;
}

function readFile(name: string): Uint8Array {
  try {
    return Deno.readFileSync(pathOf(name));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) throw new UsageError(`There is no file "${name}"`);
    if (error instanceof Error && "code" in error && error.code === "EISDIR") {
      throw new UsageError(`"${name}" is a folder, wanted a file`);
    }
    throw error;
  }
}

if (import.meta.main) Deno.exit(await runCommand(() => main(Deno.args)));
