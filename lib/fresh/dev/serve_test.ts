import assert from "node:assert/strict";
import { join } from "node:path";
import { serveWhileChanging } from "./serve.ts";

const SERVER = `
Deno.addSignalListener("SIGTERM", () => {
  Deno.writeTextFileSync("starts", "stop\\n", { append: true });
  Deno.exit();
});
Deno.writeTextFileSync("starts", "start\\n", { append: true });
setInterval(() => {}, 1000);
`;

/** Waits for reports one by one. */
function reports(): { report: (message: string) => void; next: () => Promise<string> } {
  const told: string[] = [];
  const waiting: ((message: string) => void)[] = [];
  return {
    report(message) {
      const first = waiting.shift();
      if (first) first(message);
      else told.push(message);
    },
    next() {
      const first = told.shift();
      return first === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(first);
    },
  };
}

async function readText(path: string): Promise<string> {
  try {
    return (await Deno.readTextFile(path)).replaceAll("\n", " ");
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}

Deno.test("serveWhileChanging - restarts after a change, keeps the server when a build fails", async () => {
  const root = await Deno.makeTempDir();
  await Deno.mkdir(join(root, "islands"));
  await Deno.writeTextFile(join(root, "main.ts"), SERVER);
  const { report, next } = reports();
  const stop = new AbortController();
  let fails = false;
  const build = () => fails ? Promise.reject(new Error("does not compile")) : Promise.resolve();
  const command = [Deno.execPath(), "run", "--no-config", "--no-lock", "--allow-write=starts", "main.ts"];
  const starts = async (expected: string) => {
    // Asked and not watched: a watcher that is closed here would end the others of this process.
    while (await readText(join(root, "starts")) !== expected) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  try {
    const serving = serveWhileChanging(root, build, { command, signal: stop.signal, report, quietMs: 50 });
    assert.match(await next(), /^Built in \d+ ms$/);
    await starts("start ");

    await Deno.writeTextFile(join(root, "islands/New.tsx"), "export {}");
    assert.match(await next(), /^Built in/);
    await starts("start stop start ");

    fails = true;
    await Deno.writeTextFile(join(root, "islands/New.tsx"), "export {");
    assert.equal(await next(), "does not compile");
    stop.abort();
    await serving;
    await starts("start stop start stop ");
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});
