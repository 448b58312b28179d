import assert from "node:assert/strict";
import { join } from "node:path";
import { ROOT } from "./_server.ts";

/** What a command came to. */
export interface Outcome {
  readonly code: number;
  /** Standard output. */
  readonly output: string;
  readonly errors: string;
}

/** `deno task import`, `export` or `quarantine` with the task's permissions, and nothing of this process's environment. */
export async function command(
  task: "import" | "export" | "quarantine",
  dataPath: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const { tasks } = JSON.parse(await Deno.readTextFile(join(ROOT, "deno.json")));
  const [, flags = "", script = ""] = /&& deno run (.*) (lib\/\w+\/\w*main\.ts)$/.exec(tasks[task]) ??
    [];
  assert.notEqual(script, "", "the task is as expected");
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      ...flags.split(" ").map((flag) => flag.replaceAll('"', "").replaceAll("$DATA", dataPath)),
      script,
      ...args,
    ],
    cwd: ROOT,
    env: { ...inherited(), SHARED_DATA_PATH: dataPath, ...env },
    clearEnv: true,
  }).output();
  const decoder = new TextDecoder();
  return { code, output: decoder.decode(stdout), errors: decoder.decode(stderr) };
}

function inherited(): Record<string, string> {
  return Object.fromEntries(["HOME", "PATH", "DENO_DIR"].flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value]];
  }));
}
