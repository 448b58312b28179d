import assert from "node:assert/strict";
import { VARIABLES } from "@/lib/config.ts";
import { readSources } from "./_sources.ts";
import { allOf, CODE, COMMANDS, GUIDE, part, quantity } from "./openshift/_guide.ts";
import { named, ofKind } from "./openshift/_manifests.ts";
import { patchAll } from "./openshift/_patches.ts";
import { run } from "./openshift/_render.ts";
import { COMPONENTS, OVERLAYS, renderAll } from "./openshift/_variants.ts";
import { ROOT, runToEnd, startServer } from "./_server.ts";

const VARIANTS = await renderAll();
const BASE = VARIANTS.get("base") ?? [];
const TEXT = [...COMMANDS, ...CODE].join("\n");
/** Kinds as `oc` takes them. */
const KINDS: Readonly<Record<string, string>> = {
  bc: "BuildConfig",
  deploy: "Deployment",
  deployment: "Deployment",
  route: "Route",
  pvc: "PersistentVolumeClaim",
  endpoints: "Service",
  "start-build": "BuildConfig",
};
/** Objects of the old guide that are named so that they are taken away. */
const OLD = ["data-ingest", "data-visualization"];

Deno.test("Guide - files, headings, components and overlays that it names are there", async () => {
  for (const path of allOf(/\]\((?!https?:|#)([^)#]+)/g, GUIDE)) await Deno.stat(`${ROOT}/openshift/${path}`);
  const slugs = allOf(/^#+ (.*)$/gm, GUIDE).map((heading) => heading.toLowerCase().replaceAll(" ", "-"));
  assert.deepEqual(allOf(/\]\(#([^)]+)\)/g, GUIDE).filter((slug) => !slugs.includes(slug)), []);
  assert.deepEqual(allOf(/^\| `([a-z-]+)` +\| (?!is)/gm, part("Install")).sort(), COMPONENTS);
  assert.deepEqual(allOf(/^\| `openshift\/overlays\/([a-z-]+)`/gm, part("Install")).sort(), OVERLAYS);
  for (const path of allOf(/(?<![\w/])((?:openshift|base)\/[\w./-]*\w)/g, TEXT)) {
    const file = path === "openshift/base/secrets.env" || path === "base/secrets.env"
      ? `${path}.example`
      : path;
    await Deno.stat(`${ROOT}/${file.replace(/^base/, "openshift/base")}`);
  }
});

Deno.test("Guide - every object that it names is in the manifests", () => {
  for (const [short, kind] of Object.entries(KINDS)) {
    for (const name of allOf(new RegExp(`\\b${short}[ /]([a-z][a-z-]*[a-z])(?![\\w/.:])`, "g"), TEXT)) {
      if (OLD.includes(name) || name in KINDS) continue;
      assert.ok(BASE.some((each) => each.kind === kind && each.metadata.name === name), `${short} ${name}`);
    }
  }
  for (
    const name of ["shared-data-pvc", "data-visualization-route", "data-visualization-service", "quarterhour"]
  ) {
    assert.ok(TEXT.includes(name), name);
  }
});

Deno.test("Guide - what it says the project's quota must hold is the sum of the manifests", () => {
  const containers = ofKind(BASE, "Deployment").flatMap(({ spec }) => spec?.template.spec?.containers ?? []);
  const sum = (of: "requests" | "limits", what: string) =>
    containers.reduce((all, { resources }) => all + quantity(String(resources?.[of]?.[what] ?? 0)), 0);
  const row = GUIDE.split("\n").find((line) => line.startsWith("| `exceeded quota`")) ?? "";
  const [
    ,
    cpu = "",
    memory = "",
    limit = "",
    storage = "",
    buildCpu = "",
    buildMemory = "",
    buildLimit = "",
  ] =
    /requests (\w+) of CPU and (\w+) of memory, takes limits of (\w+) of memory and (\w+) of storage, and while a build runs (\w+) and (\w+) more, with a limit of (\w+)/
      .exec(row) ?? [];
  assert.deepEqual([quantity(cpu).toFixed(3), quantity(memory)], [
    sum("requests", "cpu").toFixed(3),
    sum("requests", "memory"),
  ]);
  assert.equal(quantity(limit), sum("limits", "memory"));
  const claim = named(BASE, "PersistentVolumeClaim", "shared-data-pvc").spec;
  assert.equal(storage, claim?.resources?.requests?.["storage"]);
  const { resources } = named(BASE, "BuildConfig", "quarterhour").spec;
  assert.deepEqual([buildCpu, buildMemory, buildLimit], [
    resources?.requests?.["cpu"],
    resources?.requests?.["memory"],
    resources?.limits?.["memory"],
  ]);
});

Deno.test("Guide - before a build it can be told its commit, which the image's build takes", async () => {
  const command = COMMANDS.find((each) => each.startsWith("oc patch bc/quarterhour")) ?? "";
  const { stdout } = await run("sh", "-ec", `oc() { for last; do :; done; printf %s "$last"; }\n${command}`);
  const [build] = ofKind(patchAll(BASE, { target: { kind: "BuildConfig" }, patch: stdout }), "BuildConfig");
  const head = (await run("git", "rev-parse", "HEAD")).stdout.trim();
  assert.deepEqual(build?.spec.strategy.dockerStrategy.buildArgs, [{ name: "COMMIT", value: head }]);
  assert.match(await Deno.readTextFile(`${ROOT}/Containerfile`), /^ARG COMMIT=$/m);
});

Deno.test("Guide - no upload is given arguments, which oc would leave out", async () => {
  for await (const path of textsIn(`${ROOT}/openshift`)) {
    const text = (await Deno.readTextFile(path)).replaceAll("\\\n", " ");
    assert.doesNotMatch(text, /--from-dir[^\n`]*--(build-arg|env)|--(build-arg|env)[^\n`]*--from-dir/, path);
  }
});

Deno.test("Guide - rolling back moves the tag that the trigger follows, and undoes no rollout", () => {
  const [trigger] = JSON.parse(
    named(BASE, "Deployment", "data-pipeline").metadata?.annotations?.["image.openshift.io/triggers"] ?? "[]",
  );
  assert.deepEqual(COMMANDS.filter((each) => /\boc (tag|rollout (undo|history))\b/.test(each)), [
    `oc tag quarterhour@sha256:… ${trigger.from.name}`,
  ]);
});

Deno.test("Guide - nothing is taken away before the project is chosen, the secrets are there and the cluster agrees", () => {
  const commands = part("Taking over its volume").replaceAll(/ +#.*/g, "").split("\n");
  const at = (start: string) => {
    const index = commands.findIndex((each) => each.startsWith(start));
    assert.ok(index >= 0, start);
    return index;
  };
  const order = [
    "oc project data-pipeline-microservices",
    "cp openshift/base/secrets.env.example openshift/base/secrets.env",
    "oc apply -k openshift/ --dry-run=server",
    "oc delete deployment",
    "oc delete service",
  ].map(at);
  assert.deepEqual(order, order.toSorted((a, b) => a - b));
  assert.ok(commands.lastIndexOf("oc apply -k openshift/") > at("oc delete service"));
});

Deno.test("Guide - Secrets that are not made here are made by a command that it or its file has", async () => {
  const [ingress] = ofKind(VARIANTS.get("overlay kubernetes") ?? [], "Ingress");
  const file = await Deno.readTextFile(`${ROOT}/openshift/overlays/kubernetes/kustomization.yaml`);
  for (const { secretName } of ingress?.spec?.tls ?? []) {
    assert.ok(
      file.includes(`kubectl create secret tls ${secretName} `) && CODE.includes(String(secretName)),
      secretName,
    );
  }
});

Deno.test("Guide - uninstalling takes away every object but the claim and the snapshots", () => {
  const kinds = allOf(/oc delete (\S+) +-l app\.kubernetes\.io\/part-of=quarterhour/g, COMMANDS.join("\n"))
    .join().split(",");
  for (const [variant, manifests] of VARIANTS) {
    for (const { kind, metadata } of manifests) {
      const stays = ["PersistentVolumeClaim", "VolumeSnapshot"].includes(kind);
      const goes = kinds.includes(kind.toLowerCase()) &&
        metadata.labels?.["app.kubernetes.io/part-of"] === "quarterhour";
      assert.equal(goes, !stays, `${variant}: ${kind} ${metadata.name}`);
    }
  }
});

Deno.test("Guide - variables, tasks, log lines and words that it quotes are the program's", async () => {
  const { tasks } = JSON.parse(await Deno.readTextFile(`${ROOT}/deno.json`));
  const used = allOf(/\bdeno task ([a-z]+)/g, TEXT);
  assert.ok(used.includes("doctor") && used.includes("verify"));
  assert.deepEqual(used.filter((name) => !(name in tasks)), []);

  const elsewhere = await Promise.all(
    ["Containerfile", "openshift/base/pipeline.env"].map((path) => Deno.readTextFile(`${ROOT}/${path}`)),
  );
  const known = [
    ...VARIABLES.map(({ name }) => name),
    ...allOf(/^(?:ARG|# )? ?([A-Z_]+)(?:=|$)/gm, elsewhere.join("\n")),
    "HOST",
    // What git calls the commit that is checked out.
    "HEAD",
  ];
  const named = CODE.concat(COMMANDS).flatMap((code) => allOf(/(?:^|[\s$"])([A-Z][A-Z_]{3,})\b(?!-)/g, code));
  assert.ok(
    named.includes("HTTPS_PROXY") && named.includes("ADMIN_TOKEN") && named.includes("NPM_CONFIG_REGISTRY"),
  );
  assert.deepEqual(named.filter((name) => !known.includes(name)), []);

  const sources = (await readSources()).map(({ text }) => text).join("\n");
  const logged = allOf(/log: `([^`]+)`/g, GUIDE);
  assert.ok(logged.length >= 5);
  // What a template chooses stands in its place.
  const chosen = sources.replace(/\$\{\w+ \? "\w+" : "(\w+)"\}/g, "$1");
  for (const words of [...logged, "Run finished"]) {
    assert.match(chosen, new RegExp(`["\`]${words}\\b`), words);
  }
  const shown = part("Troubles").split("\n").map((line) => line.split(" | ")[1] ?? "").join("\n");
  const quoted = allOf(/"([^"]+)"/g, shown.replace(/`[^`\n]*`/g, ""));
  assert.ok(quoted.length >= 7);
  for (const words of quoted) assert.ok(sources.includes(words), words);
});

Deno.test("Guide - a configuration that is wrong ends with the status that it names", async () => {
  assert.match(GUIDE, /`CrashLoopBackOff`, exit status 2/);
  const dataPath = await Deno.makeTempDir();
  const { code, stderr, stdout } = await runToEnd({ DEMO: "false", REDIS_PORT: "x" }, dataPath);
  await Deno.remove(dataPath, { recursive: true });
  assert.equal(code, 2);
  assert.match(stdout + stderr, /FINNHUB_API_KEY[\s\S]*REDIS_PORT|REDIS_PORT[\s\S]*FINNHUB_API_KEY/);
});

Deno.test("Guide - addresses answer, metrics are there, and its curl commands do what they say, as they are typed", async () => {
  const folder = await Deno.makeTempDir({ prefix: "quarterhour-guide-" });
  await using server = await startServer({ env: { LIVE_TRADES: "off", ADMIN_TOKEN: "t0ken" } });
  await server.logged("Run finished");
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  for (const name of allOf(/\b(quarterhour_\w+)/g, GUIDE)) {
    assert.ok(metrics.includes(`# TYPE ${name} `), name);
  }
  for (const [sample] of GUIDE.matchAll(/quarterhour_\w+\{[^}]+\}/g)) {
    assert.ok(metrics.includes(`\n${sample} `), sample);
  }
  for (const path of CODE.filter((code) => /^\/[\w/]+$/.test(code))) {
    const response = await fetch(server.url + path);
    await response.body?.cancel();
    // One says which parameter it lacks; the other is a folder of the container.
    assert.ok(
      response.ok || response.status === 400 || path === "/shared/data",
      `${path}: ${response.status}`,
    );
  }

  const commands = COMMANDS.filter((command) => command.startsWith("curl "));
  assert.equal(commands.length, 5);
  for (const command of commands) {
    const { success, stdout, stderr } = await new Deno.Command("sh", {
      args: [
        "-ec",
        command.replaceAll("https://$HOST", "$URL").replace("curl ", "curl -sSf "),
      ],
      cwd: folder,
      env: { URL: server.url, ADMIN_TOKEN: "t0ken" },
    }).output();
    const said = new TextDecoder().decode(stdout);
    assert.ok(success, `${command}: ${said}${new TextDecoder().decode(stderr)}`);
    if (command.includes("/readyz")) assert.equal(JSON.parse(said).ready, true);
    if (command.includes("/api/import")) assert.notEqual(JSON.parse(said).status, "refused");
  }
  for (const [file, column] of [["prices.csv", "close"], ["quotes.csv", "price"]] as const) {
    assert.ok(
      (await Deno.readTextFile(`${folder}/${file}`)).split("\n")[0]?.split(",").includes(column),
      file,
    );
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("Guide - maps each step of the old one, and says of each object what became of it", () => {
  const steps = part("Coming from the old guide");
  const manifests = [
    "namespace",
    "shared-data-pvc",
    "pipeline-config",
    "finnhub-config",
    "redis-deployment",
    "data-ingest-deployment",
    "data-visualization-deployment",
    "data-visualization-route",
  ];
  for (const name of manifests) assert.ok(steps.includes(`oc apply -f k8s-microservices/${name}.yaml`), name);
  for (
    const command of [
      "oc scale deployment data-ingest --replicas=0",
      "oc get all",
      "oc get pvc",
      "oc logs -l app=",
    ]
  ) {
    assert.ok(steps.includes(`\`${command}`), command);
  }
  for (const line of steps.split("\n").filter((line) => line.startsWith("| `"))) {
    assert.ok((line.split(" | ")[1] ?? "").trim().length > 5, line);
  }
});

/** Paths of the files in a folder and those below it. */
async function* textsIn(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) yield* textsIn(`${folder}/${name}`);
    else yield `${folder}/${name}`;
  }
}
