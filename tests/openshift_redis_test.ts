import assert from "node:assert/strict";
import { freePort, until } from "@/lib/bus/_redis_server.ts";
import { connected, ingested, peer, progress, status } from "@/lib/bus/_testing.ts";
import { named, ofKind } from "./openshift/_manifests.ts";
import { build } from "./openshift/_kustomize.ts";
import { copyOpenshift, run, SECRETS } from "./openshift/_render.ts";

const USER = "quarterhour";

/** What the ConfigMap puts into the pod, in a folder of its own; Debian's redis-server stands in for Valkey. */
async function podFolder() {
  await using copy = await copyOpenshift();
  const manifests = await build(copy.path);
  const [container] = named(manifests, "Deployment", "redis").spec?.template.spec?.containers ?? [];
  assert.deepEqual(container?.command, ["sh", "/etc/valkey/start.sh"]);
  const files = ofKind(manifests, "ConfigMap").find(({ metadata }) =>
    metadata?.name?.startsWith("redis-config")
  );
  const folder = await Deno.makeTempDir({ prefix: "quarterhour-valkey-" });
  const port = freePort();
  for (const [name, text] of Object.entries(files?.data ?? {})) {
    await Deno.writeTextFile(`${folder}/${name}`, text.replace(/^port 6379$/m, `port ${port}`));
  }
  await Deno.symlink("/usr/bin/redis-server", `${folder}/valkey-server`);
  return {
    port,
    start: (env: Readonly<Record<string, string>>) =>
      new Deno.Command("sh", {
        args: [`${folder}/start.sh`],
        env: { PATH: `${folder}:/usr/bin:/bin`, ...env },
        clearEnv: true,
        stdin: "null",
        stdout: "piped",
        stderr: "piped",
      }).spawn(),
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

Deno.test("OpenShift's Redis - lets the application do all it does, and nobody anything else", async () => {
  await using pod = await podFolder();
  const server = pod.start({ REDIS_USERNAME: USER, REDIS_PASSWORD: SECRETS.REDIS_PASSWORD });
  const output = server.output();
  const cli = async (...args: readonly string[]) =>
    (await run("redis-cli", "-p", String(pod.port), "--no-auth-warning", ...args)).stdout.trim();
  const asUser = (...args: readonly string[]) =>
    cli("--user", USER, "--pass", SECRETS.REDIS_PASSWORD, ...args);
  await until(async () => (await asUser("ping")) === "PONG", "the server answers");
  {
    const auth = { username: USER, password: SECRETS.REDIS_PASSWORD };
    await using a = await peer("a", pod, auth);
    await using b = await peer("b", pod, auth);
    await connected(a, b);
    a.bus.publish("data_ingested", ingested("r1"));
    a.bus.publish("ingest_progress", progress(3));
    a.bus.announce(status("a"));
    await until(() => b.heard.length >= 3, "b hears three messages");
    await using late = await peer("late", pod, auth);
    await connected(late);
    const errors = [...a.lines, ...b.lines, ...late.lines].filter((line) =>
      !/"level":"(INFO|DEBUG)"/.test(line)
    );
    assert.deepEqual(errors, []);
  }
  for (
    const command of [["set", "quarterhour:x", "1"], ["keys", "*"], ["config", "get", "*"], ["acl", "list"]]
  ) {
    assert.match(await asUser(...command), /NOPERM/, command[0]);
  }
  assert.match(await asUser("xadd", "other", "*", "a", "b"), /NOPERM/);
  assert.match(await asUser("publish", "other", "x"), /NOPERM/);
  assert.match(await cli("ping"), /NOAUTH/);
  const commandLine = await Deno.readTextFile(`/proc/${server.pid}/cmdline`);
  assert.ok(!commandLine.includes(SECRETS.REDIS_PASSWORD));
  server.kill("SIGTERM");
  assert.equal((await output).code, 0, "the shell has become the server, which hears the signal");
});

for (
  const [what, env, said] of [
    ["a password", { REDIS_USERNAME: USER, REDIS_PASSWORD: "" }, /REDIS_PASSWORD: is not set.*secrets\.env/],
    ["a name", { REDIS_PASSWORD: "x" }, /REDIS_USERNAME: is not set.*pipeline\.env/],
  ] as const
) {
  Deno.test(`OpenShift's Redis - does not start without ${what}, and says where it belongs`, async () => {
    await using pod = await podFolder();
    const { success, stderr } = await pod.start(env).output();
    assert.equal(success, false);
    assert.match(new TextDecoder().decode(stderr), said);
  });
}
