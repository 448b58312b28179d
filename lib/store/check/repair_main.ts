/**
 * `deno task repair`: mends of the volume what can be mended, keeps aside what a file was before, and checks it again.
 * `--json` prints the report for machines. Ends with 0 when all is sound then, 1 when something is not.
 *
 * @module
 */
import { DATASETS } from "@/lib/datasets/mod.ts";
import { createLogger } from "@/lib/telemetry/mod.ts";
import { runCommand } from "./command.ts";
import { repair } from "./repair.ts";
import { repairWords } from "./words.ts";

const command = {
  usage: "Usage: deno task repair [--json]",
  async run(dir: string) {
    // Its report tells what the log would.
    const logger = createLogger({ level: "ERROR", write: () => {} });
    const report = await repair({ dir, datasets: DATASETS, now: Date.now, logger });
    return { words: repairWords(report), report, ok: report.after.ok };
  },
};

if (import.meta.main) Deno.exit(await runCommand(command, Deno.args));
