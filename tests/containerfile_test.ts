import assert from "node:assert/strict";
import { VARIABLES } from "@/lib/config.ts";
import { VERSION } from "@/lib/services/version.ts";
import { isTest, readSources } from "./_sources.ts";
import { ROOT, startFlags } from "./_server.ts";

/** One instruction of the Containerfile, lines put together. */
interface Instruction {
  readonly name: string;
  readonly rest: string;
}

const INSTRUCTIONS = instructionsOf(await Deno.readTextFile(`${ROOT}/Containerfile`));
const DATA = "/shared/data";

function instructionsOf(text: string): Instruction[] {
  return text.replaceAll(/^#.*\n/gm, "").replaceAll(/\\\n/g, "").split("\n").filter((line) => line !== "")
    .map((line) => ({ name: line.split(" ")[0] ?? "", rest: line.replace(/^\S+ /, "") }));
}

function all(name: string): string[] {
  return INSTRUCTIONS.filter((each) => each.name === name).map(({ rest }) => rest);
}

function only(name: string): string {
  const [found = "", ...further] = all(name);
  assert.deepEqual(further, [], name);
  return found;
}

/** Variables that the finished image sets. */
function environment(): Record<string, string> {
  const last = INSTRUCTIONS.findLastIndex(({ name }) => name === "FROM");
  return Object.fromEntries(
    INSTRUCTIONS.slice(last).filter(({ name }) => name === "ENV")
      .flatMap(({ rest }) =>
        rest.split(" ").map((each) => [each.split("=", 1)[0], each.replace(/^\w+=/, "")])
      ),
  );
}

Deno.test("Containerfile - what it copies is there, and the builder is given that, tests left out", async () => {
  const ignored = (await Deno.readTextFile(`${ROOT}/.containerignore`)).split("\n");
  const copied = all("COPY").filter((rest) => !rest.includes("--from=")).flatMap((rest) =>
    rest.split(" ").slice(0, -1)
  );
  for (const path of copied) await Deno.stat(`${ROOT}/${path}`);
  assert.deepEqual(ignored.filter((line) => line.startsWith("!")).map((line) => line.slice(1)), copied);
  assert.ok(ignored.includes("*"), "all else is left out");
  for (const pattern of ["**/*_test.ts", "**/*_test.tsx", "**/*_bench.ts", "lib/**/_*", "lib/**/testdata"]) {
    assert.ok(ignored.includes(pattern), pattern);
  }
});

Deno.test("Containerfile - the image has the permissions of deno task start, and no others", async () => {
  const [program, command, ...flags] = JSON.parse(only("ENTRYPOINT"));
  assert.deepEqual([program, command], ["/usr/local/bin/deno", "run"]);
  assert.deepEqual(flags, ["--cached-only", ...await startFlags(DATA)]);
  assert.deepEqual(JSON.parse(only("CMD")), ["main.ts"]);
});

Deno.test("Containerfile - its variables are known, and it never makes prices up by accident", () => {
  const env = environment();
  const known = VARIABLES.filter(({ readByDeno }) => !readByDeno).map(({ name }) => name);
  // What Deno and the C library read for themselves.
  const others = Object.keys(env).filter((name) => !/^(DENO|MALLOC)_|^NO_COLOR$/.test(name));
  assert.deepEqual(others.filter((name) => !known.includes(name)), []);
  assert.equal(env["DEMO"], "false");
  assert.equal(env["HOST"], "0.0.0.0");
  assert.equal(env["SHARED_DATA_PATH"], DATA);
  assert.equal(env["DENO_USE_CGROUPS"], "1");
});

Deno.test("Containerfile - every mention of the port is the default of PORT", () => {
  const port = VARIABLES.find(({ name }) => name === "PORT")?.default;
  assert.equal(only("EXPOSE"), port);
  assert.equal(environment()["PORT"], port);
  assert.match(only("LABEL"), new RegExp(`io\\.openshift\\.expose-services="${port}:http"`));
});

Deno.test("Containerfile - the label's version is the program's, and its Deno the one that the README names", async () => {
  assert.ok(only("LABEL").includes(`org.opencontainers.image.version="${VERSION}"`));
  const deno = /^DENO=.*:bin-(.*)$/.exec(all("ARG").find((rest) => rest.startsWith("DENO=")) ?? "")?.[1];
  const readme = await Deno.readTextFile(`${ROOT}/README.md`);
  assert.equal(deno, /npx -y deno@(\S+) task start/.exec(readme)?.[1]);
});

Deno.test("Containerfile - packages come from deno.lock, and what only the build imports goes again", async () => {
  const commands = all("RUN").map((rest) => JSON.parse(rest) as string[]);
  assert.deepEqual(commands[0], ["deno", "install", "--frozen"]);
  const { imports } = JSON.parse(await Deno.readTextFile(`${ROOT}/deno.json`));
  const program = (await readSources()).filter(({ path }) => !isTest(path));
  const importers = (name: string) =>
    program.filter((source) =>
      source.imports.some(({ specifier }) => specifier === name || specifier.startsWith(`${name}/`))
    );
  const ofBuild = Object.keys(imports).filter((name) => imports[name].startsWith("npm:"))
    .filter((name) => importers(name).every(({ path }) => /^lib\/(fresh\/dev|build)\//.test(path)));
  const removed = commands.filter(([, command]) => command === "remove").flatMap((command) =>
    command.slice(2)
  );
  assert.deepEqual(removed, ofBuild.map((name) => `npm:${name}`));
});

Deno.test("Containerfile - runs as a user by number of group 0, and needs no shell to build or to run", () => {
  assert.match(all("USER").at(-1) ?? "", /^[1-9]\d*:0$/);
  for (const name of ["RUN", "ENTRYPOINT", "CMD"]) {
    for (const rest of all(name)) assert.ok(Array.isArray(JSON.parse(rest)), rest);
  }
});
