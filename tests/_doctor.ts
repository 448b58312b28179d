import assert from "node:assert/strict";
import { join } from "node:path";
import { ROOT } from "./_server.ts";

/** One finding of `--json`. */
export interface Finding {
  readonly status: "ok" | "note" | "wrong";
  readonly text: string;
  readonly advice?: string;
}

/** What a run of the doctor came to. */
export interface Report {
  readonly code: number;
  /** Everything printed, standard error included. */
  readonly output: string;
  /** Findings of a check of `--json`. */
  of(check: string): readonly Finding[];
}

/** The doctor as `deno task doctor` starts it: its permissions, and nothing of this process's environment. */
export async function doctor(
  dataPath: string,
  env: Readonly<Record<string, string>> = {},
  json = true,
): Promise<Report> {
  const { tasks } = JSON.parse(await Deno.readTextFile(join(ROOT, "deno.json")));
  const flags: string = /&& deno run (.*) lib\/doctor\/main\.ts$/.exec(tasks.doctor)?.[1] ?? "";
  assert.notEqual(flags, "", "the task is as expected");
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      ...flags.split(" ").map((flag) => flag.replaceAll('"', "").replaceAll("$DATA", dataPath)),
      "lib/doctor/main.ts",
      ...(json ? ["--json"] : []),
    ],
    cwd: ROOT,
    env: { ...inherited(), SHARED_DATA_PATH: dataPath, PORT: "0", ...env },
    clearEnv: true,
  }).output();
  const text = new TextDecoder().decode(stdout);
  const checks = json ? JSON.parse(text).checks : [];
  return {
    code,
    output: text + new TextDecoder().decode(stderr),
    of: (check) => checks.find(({ name }: { name: string }) => name === check)?.findings ?? [],
  };
}

function inherited(): Record<string, string> {
  return Object.fromEntries(["HOME", "PATH", "DENO_DIR"].flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value]];
  }));
}
