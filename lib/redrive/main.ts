/**
 * `deno task quarantine`: shows the rows that were kept aside, and decides about them. May run beside a server on the
 * same volume.
 *
 * @module
 */
import { parseArgs } from "node:util";
import { publishOnce } from "@/lib/bus/publish_once.ts";
import { print, printError, runCommand, UsageError } from "@/lib/transfer/terminal.ts";
import { openVolume } from "@/lib/transfer/volume.ts";
import { type Action, ACTIONS, redrive, RedriveError } from "./redrive.ts";
import { listWords, rowWords } from "./words.ts";

const USAGE = `Usage: deno task quarantine [list | show ID | accept ID | drop ID] [--json]

  list        what waits for review, the latest first (the default)
  show ID     all that is known of one row, decided about or not
  accept ID   it is right: commit it as its dataset's row, or adjust earlier prices for the split
  drop ID     it is wrong, and need not be asked about again
  --json      the answer for machines`;

const OPTIONS = {
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** A run of a long watchlist on a free key takes this long. */
const PATIENCE_MS = 15 * 60_000;

async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  if (values.help) {
    print(USAGE);
    return 0;
  }
  const [command = "list", id, ...others] = positionals;
  const action = ACTIONS.find((each) => each === command);
  if (action === undefined && command !== "list" && command !== "show") {
    throw new UsageError(`Cannot "${command}"`);
  }
  if (others.length > 0 || (command === "list") !== (id === undefined)) {
    throw new UsageError(command === "list" ? "list takes nothing more" : `${command} takes one ID`);
  }
  return await perform(action ?? (id === undefined ? "list" : "show"), id ?? "", values.json);
}

async function perform(command: Action | "list" | "show", id: string, asJson: boolean): Promise<number> {
  const { config: { redis }, store, logger } = await openVolume();
  const { quarantine } = store;
  if (command === "list") {
    const rows = quarantine.recent(Infinity);
    print(asJson ? JSON.stringify(rows) : listWords(rows));
    return 0;
  }
  if (command === "show") {
    const row = quarantine.get(id);
    if (row === undefined) throw new UsageError(`There is no row "${id}" in quarantine`);
    print(asJson ? JSON.stringify(row) : rowWords(row));
    return 0;
  }
  try {
    const { redriven, event } = await redrive(id, command, {
      store,
      now: Date.now,
      patienceMs: PATIENCE_MS,
      onWait: () => printError("Waiting for the run under way to end"),
    });
    if (event !== null) await publishOnce(event, { redis, command: "quarantine", logger });
    const { resolution, rows, run_id } = redriven;
    print(
      asJson
        ? JSON.stringify(redriven)
        : run_id === null
        ? `${id}: ${resolution}`
        : `${id}: ${resolution}, ${rows} rows changed in run ${run_id}`,
    );
    return 0;
  } catch (error) {
    if (!(error instanceof RedriveError)) throw error;
    printError(error.message);
    return 1;
  }
}

if (import.meta.main) Deno.exit(await runCommand(() => main(Deno.args)));
