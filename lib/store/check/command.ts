import { ConfigError, loadEnv, readConfig } from "@/lib/config.ts";
import { StoreError } from "../store_error.ts";

/** A command on the volume that the environment names. */
export interface Command {
  readonly usage: string;
  /** Does it; answers what to print in words and for machines, and whether all is well. */
  run(dir: string): Promise<{ words: string; report: unknown; ok: boolean }>;
}

/**
 * Runs a command: its only argument is `--json`. Ends with 0 when all is well, 1 when something is wrong with the
 * volume, 2 when the arguments or the environment are.
 */
export async function runCommand(command: Command, args: readonly string[]): Promise<number> {
  if (args.some((arg) => arg !== "--json")) {
    print(Deno.stderr, command.usage);
    return args.includes("--help") ? 0 : 2;
  }
  try {
    const { words, report, ok } = await command.run(readConfig(loadEnv(".")).dataPath);
    print(Deno.stdout, args.length > 0 ? JSON.stringify(report) : words);
    return ok ? 0 : 1;
  } catch (error) {
    // `| head` has seen enough.
    if (error instanceof Deno.errors.BrokenPipe) return 0;
    if (!(error instanceof StoreError || error instanceof ConfigError)) throw error;
    print(Deno.stderr, error.message);
    return error instanceof ConfigError ? 2 : 1;
  }
}

function print(to: { writeSync(bytes: Uint8Array): number }, text: string): void {
  let bytes = new TextEncoder().encode(`${text}\n`);
  while (bytes.length > 0) bytes = bytes.subarray(to.writeSync(bytes));
}
