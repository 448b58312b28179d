import assert from "node:assert/strict";
import { join } from "node:path";
import { VARIABLES } from "@/lib/config.ts";
import { DATASETS } from "@/lib/datasets/mod.ts";
import { doctor } from "./_doctor.ts";
import { ROOT, startServer, until } from "./_server.ts";

const README = await Deno.readTextFile(join(ROOT, "README.md"));
const { tasks } = JSON.parse(await Deno.readTextFile(join(ROOT, "deno.json")));

/** Lines of the README's shell blocks. */
const COMMANDS = [...README.matchAll(/```sh\n([\s\S]*?)```/g)]
  .flatMap(([, block = ""]) => block.trim().split("\n"));

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A Markdown table without the blanks that align it. */
function plain(markdown: string): string {
  return markdown.replace(/[ \t]+/g, " ").replace(/-{3,}/g, "---");
}

const code = (text: string) => `\`${text}\``;

/** A default that is a value is set as code, one in words is not. */
function defaultOf(text: string): string {
  return text === "" ? "–" : /\s/.test(text) && !/^[*/\d ]+$/.test(text) ? text : code(text);
}

Deno.test("README - its table of the configuration is the program's own", () => {
  const rows = VARIABLES.map(({ name, default: value, meaning }) => [code(name), defaultOf(value), meaning]);
  const expected = table(["name", "default", "meaning"], rows);
  assert.ok(plain(README).includes(expected), `The README needs this table:\n\n${expected}\n`);
});

Deno.test("README - its table of the datasets is the program's own", () => {
  const rows = DATASETS.map(({ name, endpoints, substitute, key }) => [
    code(name),
    endpoints.length === 0 ? "nobody: derived from other datasets" : endpoints.map(code).join(", "),
    substitute ?? "–",
    key.map(code).join(", "),
  ]);
  const expected = table(["dataset", "asked of Finnhub", "where refused", "a row's key"], rows);
  assert.ok(plain(README).includes(expected), `The README needs this table:\n\n${expected}\n`);
});

Deno.test("README - every task that it names is there, and the version of Deno is one", async () => {
  const named = [...README.matchAll(/\btask ([a-z]+(?::[a-z]+)?)/g)].map(([, name = ""]) => name);
  assert.ok(named.includes("start") && named.includes("test"));
  assert.deepEqual(named.filter((name) => !(name in tasks)), []);
  const ci = await Deno.readTextFile(join(ROOT, ".ci/run"));
  const versions = [...`${README}${ci}`.matchAll(/deno@([\d.]+)/g)].map(([, version]) => version);
  assert.equal(new Set(versions).size, 1, versions.join(" "));
});

Deno.test("README - its test command is what .ci/run runs", async () => {
  const ci = await Deno.readTextFile(join(ROOT, ".ci/run"));
  const command = COMMANDS.find((line) => line.endsWith("task test"));
  assert.ok(command !== undefined && ci.includes(command));
});

Deno.test("README - what it links to in the project is there", async () => {
  const links = [...README.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = ""]) => path);
  assert.ok(links.includes("docs/screenshot.png") && links.includes("LICENSE"));
  for (const path of links) assert.ok((await Deno.stat(join(ROOT, path))).isFile, path);
});

Deno.test("README - its curl commands get answers", async () => {
  const commands = COMMANDS.filter((line) => line.startsWith("curl "));
  assert.ok(commands.length > 2);
  await using server = await startServer({ env: { LIVE_TRADES: "off" } });
  await server.logged("Run finished");
  for (const command of commands) {
    const [, method = "GET", address = ""] =
      /^curl (?:-X ([A-Z]+) )?http:\/\/127\.0\.0\.1:8000(\S+)$/.exec(command) ?? [];
    assert.notEqual(address, "", command);
    const response = await fetch(server.url + address, { method });
    assert.ok(response.ok && (await response.text()).length > 10, `${command}: ${response.status}`);
  }
});

Deno.test("README - task start, as it is typed, serves a page, and ends with all of its processes when told", async () => {
  const dataPath = await Deno.makeTempDir({ prefix: "quarterhour-readme-" });
  const child = new Deno.Command(Deno.execPath(), {
    args: ["task", "start"],
    cwd: ROOT,
    env: { SHARED_DATA_PATH: dataPath, PORT: "0", NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let [log, errors] = ["", ""];
  const reading = Promise.all([
    collect(child.stdout, (text) => log += text),
    collect(child.stderr, (text) => errors += text),
  ]);
  try {
    const url = await until(
      `it listens\n${errors}`,
      () => /"message":"Listening","url":"([^"]+)"/.exec(log)?.[1] ?? /"url":"(http[^"]+)"/.exec(log)?.[1],
    );
    const response = await fetch(url);
    assert.equal(response.status, 200);
    assert.match(await response.text(), /AAPL/);
    child.kill("SIGTERM");
    assert.equal((await child.status).code, 0);
    await reading;
    await assert.rejects(fetch(url), "nobody serves any more");
  } finally {
    await Deno.remove(dataPath, { recursive: true });
  }
});

Deno.test("README - task doctor finds nothing wrong with a demo", async () => {
  const dataPath = await Deno.makeTempDir({ prefix: "quarterhour-readme-" });
  try {
    assert.equal((await doctor(dataPath)).code, 0);
  } finally {
    await Deno.remove(dataPath, { recursive: true });
  }
});

async function collect(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  take: (text: string) => void,
): Promise<void> {
  for await (const text of stream.pipeThrough(new TextDecoderStream())) take(text);
}
