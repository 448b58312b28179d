import { resolve } from "node:path";
import { ConfigError } from "@/lib/config.ts";
import { StoreError } from "@/lib/store/store_error.ts";

/** What is wrong with a command's arguments. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Writes a line to standard output. */
export function print(text: string): void {
  write(Deno.stdout, new TextEncoder().encode(`${text}\n`));
}

/** Writes a line to standard error. */
export function printError(text: string): void {
  write(Deno.stderr, new TextEncoder().encode(`${text}\n`));
}

/** Writes all of the bytes. */
export function write(to: { writeSync(bytes: Uint8Array): number }, bytes: Uint8Array): void {
  while (bytes.length > 0) bytes = bytes.subarray(to.writeSync(bytes));
}

/** A path from the command line: `deno task` starts in the project's folder, wherever it was called. */
export function pathOf(argument: string): string {
  return resolve(Deno.env.get("INIT_CWD") ?? ".", argument);
}

/**
 * Runs a command: its result is the exit status. What went wrong as foreseen is told in a line, with status 2 where
 * the arguments or the environment are to blame, else 1.
 */
export async function runCommand(work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    // `| head` has seen enough.
    if (error instanceof Deno.errors.BrokenPipe) return 0;
    if (error instanceof UsageError || isArgumentError(error)) {
      printError(`${error.message}; --help tells how`);
      return 2;
    }
    if (error instanceof ConfigError) {
      printError(error.message);
      return 2;
    }
    if (!(error instanceof StoreError)) throw error;
    printError(error.message);
    return 1;
  }
}

/** What `parseArgs` of `node:util` throws for an option that it does not know, or that lacks its value. */
function isArgumentError(error: unknown): error is Error {
  return error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
}
