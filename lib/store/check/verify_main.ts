/**
 * `deno task verify`: checks the whole volume. Changes nothing, and can be run beside a server. `--json` prints the
 * report for machines. Ends with 0 when all is sound, 1 when something is not.
 *
 * @module
 */
import { DATASETS } from "@/lib/datasets/mod.ts";
import { runCommand } from "./command.ts";
import { verify } from "./verify.ts";
import { verifyWords } from "./words.ts";

const command = {
  usage: "Usage: deno task verify [--json]",
  async run(dir: string) {
    const report = await verify(dir, DATASETS, Date.now);
    return { words: verifyWords(report), report, ok: report.ok };
  },
};

if (import.meta.main) Deno.exit(await runCommand(command, Deno.args));
