import assert from "node:assert/strict";
import { join } from "node:path";
import { checkManifest } from "fresh/dev";
import { VARIABLES } from "@/lib/config.ts";
import { isTest, readSources } from "./_sources.ts";
import { ROOT } from "./_server.ts";

/** Variables that the program itself reads; Deno reads the others when it starts, without being asked. */
const READ = VARIABLES.filter(({ readByDeno }) => !readByDeno).map(({ name }) => name);

const PROJECT = await readJson("deno.json");
const TESTS = await readJson("deno.test.json");

async function readJson(path: string) {
  return JSON.parse(await Deno.readTextFile(join(ROOT, path)));
}

/** Runs Deno itself in the project. */
async function deno(...args: readonly string[]): Promise<{ success: boolean; output: string }> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  return { success, output: new TextDecoder().decode(stderr) + new TextDecoder().decode(stdout) };
}

for (
  const [promise, args] of [
    ["is formatted", ["fmt", "--check"]],
    ["has nothing that lint minds", ["lint"]],
    ["has no type error", ["check", "--config", "deno.test.json"]],
  ] as const
) {
  Deno.test(`Project - ${promise}`, async () => {
    const { success, output } = await deno(...args);
    assert.ok(success, output);
  });
}

Deno.test("Project - fresh.gen.ts is what routes/ and islands/ make", async () => {
  await checkManifest(ROOT);
});

Deno.test("Project - the tests run on the program's imports and options, with a few packages more", () => {
  const { imports, compilerOptions, nodeModulesDir } = TESTS;
  const shared = Object.entries(imports).filter(([name]) => name in PROJECT.imports);
  assert.deepEqual(Object.fromEntries(shared), PROJECT.imports);
  assert.deepEqual(compilerOptions, PROJECT.compilerOptions);
  assert.equal(nodeModulesDir, PROJECT.nodeModulesDir);
});

Deno.test("Project - start installs what the program imports, and what only tests import it does not", async () => {
  const sources = await readSources();
  const isUsed = (name: string, byTests: boolean) =>
    sources.some(({ path, imports }) =>
      isTest(path) === byTests &&
      imports.some(({ specifier }) => specifier === name || specifier.startsWith(`${name}/`))
    );
  const packages = (imports: Record<string, string>) =>
    Object.keys(imports).filter((name) => imports[name]?.startsWith("npm:"));
  assert.deepEqual(packages(PROJECT.imports).filter((name) => !isUsed(name, false)), [], "unused");
  const further = packages(TESTS.imports).filter((name) => !(name in PROJECT.imports));
  assert.deepEqual(further.filter((name) => !isUsed(name, true)), [], "unused by tests");
  assert.deepEqual(further.filter((name) => isUsed(name, false)), [], "needed by the program");
});

Deno.test("Project - every package has one pinned version", () => {
  const loose = Object.entries<string>(TESTS.imports)
    .filter(([, target]) =>
      !target.startsWith("./") && !/^npm:(@[\w-]+\/)?[\w.-]+@\d+\.\d+\.\d+$/.test(target)
    );
  assert.deepEqual(loose, []);
});

Deno.test("Project - the tasks allow the environment variables that the program names, and no others", () => {
  const { settings, commands } = PROJECT.permissions;
  assert.deepEqual(settings, { env: READ });
  // The doctor looks at what Deno reads too, in both spellings that Deno takes; paths are of the user's own folder.
  const denos = VARIABLES.filter(({ readByDeno }) => readByDeno)
    .flatMap(({ name }) => name.endsWith("_PROXY") ? [name, name.toLowerCase()] : [name]);
  assert.deepEqual(commands, { env: [...READ, "INIT_CWD", ...denos] });
  assert.match(PROJECT.tasks.start, / -P=settings /);
});

Deno.test("Project - what users start has no permission beyond its need", () => {
  for (const task of ["start", "doctor", "simulator"]) {
    const command: string = PROJECT.tasks[task];
    assert.doesNotMatch(command, /--allow-(all|run|ffi)|\s-A\b|--allow-(env|sys|read|write)(\s|$)/, task);
    for (const run of command.split("&&").filter((part) => /deno run/.test(part))) {
      assert.match(run, /--no-prompt/);
    }
  }
});
