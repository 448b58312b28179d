import assert from "node:assert/strict";
import { build, readManifests } from "./openshift/_kustomize.ts";
import { type Manifest, ofKind, titleOf } from "./openshift/_manifests.ts";
import { brokenReferences } from "./openshift/_references.ts";
import { copyOpenshift, newKubectl, renderWithKubectl, run } from "./openshift/_render.ts";
import { typeProblems, valueProblems } from "./openshift/_types.ts";
import { COMPONENTS, OVERLAYS, renderAll } from "./openshift/_variants.ts";
import { ROOT } from "./_server.ts";

const VARIANTS = await renderAll();
const BASE = VARIANTS.get("base") ?? [];
const NAMESPACE = await readManifests(`${ROOT}/openshift/namespace.yaml`);

Deno.test("OpenShift - base, overlays and components are the ones that the guide names", () => {
  assert.deepEqual(OVERLAYS, ["dev", "kubernetes", "prod"]);
  assert.deepEqual(COMPONENTS, [
    "backup",
    "corporate-proxy",
    "cpu-limits",
    "monitoring",
    "read-write-once-pod",
    "restore",
    "storage-class-standard",
  ]);
  assert.deepEqual(BASE.map(titleOf).map((title) => title.replace(/(?<=redis-config)-\w{10}$/, "")).sort(), [
    "BuildConfig quarterhour",
    "ConfigMap pipeline-config",
    "ConfigMap redis-config",
    "Deployment data-pipeline",
    "Deployment redis",
    "ImageStream quarterhour",
    "NetworkPolicy data-pipeline",
    "NetworkPolicy redis",
    "PersistentVolumeClaim shared-data-pvc",
    "Route data-visualization-route",
    "Secret finnhub-credentials",
    "Service data-visualization-service",
    "Service redis-service",
    "ServiceAccount data-pipeline",
    "ServiceAccount redis",
  ]);
});

Deno.test("OpenShift - every document has its kind's types and no field that the kind has not", async () => {
  const all = [...VARIANTS.values(), NAMESPACE].flat();
  assert.deepEqual(valueProblems(all), []);
  assert.equal(await typeProblems(all), "");
});

Deno.test("OpenShift - a misspelt field, a wrong type and a wrong value are found", async () => {
  const service = BASE.find((manifest) => titleOf(manifest) === "Service redis-service");
  const withSpec = (spec: unknown) => ({ ...service, spec }) as Manifest;
  const words = await typeProblems([
    withSpec({ selektor: { app: "redis" } }),
    withSpec({ ports: [{ port: "6379" }] }),
  ]);
  assert.match(words, /selektor\W+does not exist in type/);
  assert.match(words, /Type 'string' is not assignable to type 'number'/);
  assert.match(valueProblems([withSpec({ ports: [{ port: 6379.5 }] })]).join(), /port/);
});

for (const [name, manifests] of VARIANTS) {
  Deno.test(`OpenShift - in ${name} every reference leads somewhere`, () => {
    assert.deepEqual(brokenReferences(manifests), []);
  });
}

Deno.test("OpenShift - a broken reference is found, whichever it is", () => {
  const breaks: readonly [from: string | RegExp, to: string, problem: RegExp][] = [
    ['"claimName":"shared-data-pvc"', '"claimName":"other"', /PersistentVolumeClaim "other"/],
    ['"serviceAccountName":"redis"', '"serviceAccountName":"other"', /ServiceAccount "other"/],
    ['"key":"REDIS_PASSWORD"', '"key":"PASSWORD"', /key "PASSWORD"/],
    ['"secretRef":{"name":"finnhub-credentials"', '"secretRef":{"name":"finnhub"', /Secret "finnhub"/],
    ['"containerPort":8000,"name":"http"', '"containerPort":8001,"name":"web"', /probes port "http"/],
    ['"targetPort":"redis"', '"targetPort":"6380"', /leads to port "6380"/],
    [
      '"kind":"Service","name":"data-visualization-service"',
      '"kind":"Service","name":"other"',
      /Service "other"/,
    ],
    ['"selector":{"app":"redis"}', '"selector":{"app":"other"}', /redis-service" selects no pod/],
    [
      '"podSelector":{"matchLabels":{"app":"redis"}}',
      '"podSelector":{"matchLabels":{"app":"x"}}',
      /selects no pod/,
    ],
    ['"ports":[{"port":8000,"protocol":"TCP"}]', '"ports":[{"port":1,"protocol":"TCP"}]', /port "1"/],
    [
      'ImageStreamTag","name":"quarterhour:latest"',
      'ImageStreamTag","name":"other:latest"',
      /ImageStream "other"/,
    ],
    [String.raw`@.name==\\\"data-pipeline`, String.raw`@.name==\\\"other`, /container "other"/],
  ];
  const sorted = JSON.stringify(sortKeys(BASE));
  for (const [from, to, problem] of breaks) {
    const broken = sorted.replace(from, to);
    assert.notEqual(broken, sorted, String(from));
    assert.match(brokenReferences(JSON.parse(broken)).join("\n"), problem, String(from));
  }
});

Deno.test("OpenShift - kubectl and the renderer for machines without it agree", async () => {
  await using copy = await copyOpenshift();
  const folders = [".", ...OVERLAYS.map((name) => `overlays/${name}`), await copy.compose(...COMPONENTS)];
  if (!(await newKubectl())) {
    // Then everything above was rendered by ours alone; that it can is all there is to see here.
    for (const folder of folders) assert.ok((await build(`${copy.path}/${folder}`)).length > 10);
    return;
  }
  const byTitle = (a: Manifest, b: Manifest) => titleOf(a) < titleOf(b) ? -1 : 1;
  for (const folder of folders) {
    const [theirs, ours] = await Promise.all([
      renderWithKubectl(`${copy.path}/${folder}`),
      build(`${copy.path}/${folder}`),
    ]);
    assert.deepEqual(ours.sort(byTitle), theirs.sort(byTitle), folder);
  }
});

Deno.test("OpenShift - no manifest of the base names a namespace; the namespace is one of its own", () => {
  for (const [name, manifests] of VARIANTS) {
    const wanted = name === "overlay prod" ? ["data-pipeline-microservices"] : [undefined];
    assert.deepEqual([...new Set(manifests.map(({ metadata }) => metadata.namespace))], wanted, name);
  }
  assert.deepEqual(NAMESPACE.map(titleOf), ["Namespace data-pipeline-microservices"]);
  const images = ofKind(VARIANTS.get("overlay prod") ?? [], "Deployment")
    .flatMap(({ spec }) => spec?.template.spec?.containers ?? []).map(({ image }) => image ?? "");
  assert.ok(
    images.some((image) => image.includes("/data-pipeline-microservices/quarterhour@")),
    "prod's image",
  );
});

Deno.test("OpenShift - yamllint finds nothing, with its own strictest rules", async () => {
  const { success, stdout, stderr } = await run("yamllint", "--strict", "openshift", "tests/openshift");
  assert.ok(success, stdout + stderr);
});

const KUBECONFIG = Deno.env.get("OPENSHIFT_TEST_KUBECONFIG") ?? "";

Deno.test({
  name: "OpenShift - an API server takes everything: the one that OPENSHIFT_TEST_KUBECONFIG names",
  ignore: KUBECONFIG === "",
  fn: async () => {
    await using copy = await copyOpenshift();
    // The overlay prod wants its namespace to be there.
    for (
      const folder of [
        ".",
        ...OVERLAYS.map((name) => `overlays/${name}`),
        await copy.compose(...COMPONENTS),
      ]
    ) {
      const apply = ["apply", "--kubeconfig", KUBECONFIG, "--dry-run=server", "-k", `${copy.path}/${folder}`];
      const { success, stderr } = await run("kubectl", ...apply);
      assert.ok(success, stderr);
    }
  },
});

function sortKeys<T>(value: T): T {
  if (Array.isArray(value)) return value.map(sortKeys) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1).map(([name, each]) => [name, sortKeys(each)]),
  ) as T;
}
