/**
 * Makes sure that what the tests need beside Deno is there: a Chromium, a Redis server and pandas, as Debian packages them. As
 * root it installs what is missing; otherwise it says what to run, and ends with 1. No test is ever skipped for want of them.
 *
 * @module
 */

/** Files, and Debian's packages that bring them. */
const NEEDS = [
  { path: "/usr/bin/chromium", package: "chromium" },
  { path: "/usr/bin/redis-server", package: "redis-server" },
  { path: "/usr/bin/redis-cli", package: "redis-tools" },
  { path: "/usr/lib/python3/dist-packages/pandas/__init__.py", package: "python3-pandas" },
] as const;

/** Mirrors have bad minutes. */
const TRIES = 3;
const PAUSE_MS = 5_000;

const INSTALL = ["install", "--yes", "--no-install-recommends"];

async function main(): Promise<number> {
  const packages = await missing();
  if (packages.length === 0) return 0;
  const byHand = [
    `The tests need Debian's ${packages.join(", ")}. There, or on Ubuntu, run`,
    "",
    `  sudo apt-get update && sudo apt-get ${INSTALL.join(" ")} ${packages.join(" ")}`,
    "",
    `elsewhere put the same at ${NEEDS.map(({ path }) => path).join(", ")}.`,
  ].join("\n");
  if (Deno.build.os !== "linux" || Deno.uid() !== 0) return say(byHand);
  say(`Installing ${packages.join(", ")} for the tests`);
  for (let tried = 1;; tried++) {
    const problem = await aptGet("update") || await aptGet(...INSTALL, ...packages);
    if ((await missing()).length === 0) return 0;
    if (tried === TRIES) return say(`${problem}\n${byHand}`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

async function missing(): Promise<string[]> {
  const absent = await Promise.all(NEEDS.map(async (need) => await exists(need.path) ? [] : [need.package]));
  return absent.flat();
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

/** Prints to standard error; answers the exit status of failure. */
function say(text: string): number {
  Deno.stderr.writeSync(new TextEncoder().encode(`${text}\n`));
  return 1;
}

Deno.exit(await main());
