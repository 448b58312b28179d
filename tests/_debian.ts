/** A file, and Debian's package that brings it. */
export interface Need {
  readonly path: string;
  readonly package: string;
}

/** Mirrors have bad minutes. */
const TRIES = 3;
const PAUSE_MS = 5_000;

const INSTALL = ["install", "--yes", "--no-install-recommends"];

/**
 * Makes sure that programs are there, as Debian packages them. As root it installs what is missing.
 * @param whom whose needs they are, as a sentence begins: `The tests`
 * @returns null when all are there, otherwise what to do by hand
 */
export async function ensurePackages(whom: string, needs: readonly Need[]): Promise<string | null> {
  const packages = await missing(needs);
  if (packages.length === 0) return null;
  const byHand = [
    `${whom} need Debian's ${packages.join(", ")}. There, or on Ubuntu, run`,
    "",
    `  sudo apt-get update && sudo apt-get ${INSTALL.join(" ")} ${packages.join(" ")}`,
    "",
    `elsewhere put the same at ${needs.map(({ path }) => path).join(", ")}.`,
  ].join("\n");
  if (Deno.build.os !== "linux" || Deno.uid() !== 0) return byHand;
  say(`Installing ${packages.join(", ")}`);
  for (let tried = 1;; tried++) {
    const problem = await aptGet("update") || await aptGet(...INSTALL, ...packages);
    if ((await missing(needs)).length === 0) return null;
    if (tried === TRIES) return `${problem}\n${byHand}`;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

/** Prints to standard error. */
export function say(text: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(`${text}\n`));
}

async function missing(needs: readonly Need[]): Promise<string[]> {
  const absent = await Promise.all(needs.map(async (need) => await exists(need.path) ? [] : [need.package]));
  return [...new Set(absent.flat())];
}

async function exists(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** Runs apt-get without questions and without starting services; answers what went wrong, empty when nothing did. */
async function aptGet(...args: readonly string[]): Promise<string> {
  try {
    const { success, stdout, stderr } = await new Deno.Command("apt-get", {
      args: ["-qq", "-o", "Acquire::Retries=3", "-o", "DPkg::Lock::Timeout=120", ...args],
      // RUNLEVEL=1 keeps the package's scripts from starting a Redis on the machine's own port.
      env: { DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" },
      stdin: "null",
    }).output();
    const words = new TextDecoder().decode(stderr).trim() || new TextDecoder().decode(stdout).trim();
    return success ? "" : `apt-get ${args[0]} failed: ${words.split("\n").slice(-5).join("\n")}`;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "There is no apt-get here.";
    throw error;
  }
}
