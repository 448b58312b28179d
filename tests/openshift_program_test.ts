import assert from "node:assert/strict";
import { ConfigError, readConfig, VARIABLES } from "@/lib/config.ts";
import { build } from "./openshift/_kustomize.ts";
import { type Manifest, named, ofKind, textsOf } from "./openshift/_manifests.ts";
import { copyOpenshift, run } from "./openshift/_render.ts";
import { OVERLAYS, renderAll } from "./openshift/_variants.ts";
import { ROOT } from "./_server.ts";

const VARIANTS = await renderAll();
const BASE = VARIANTS.get("base") ?? [];
/** On these OpenShift's admission chooses users and groups. */
const ON_OPENSHIFT = [...VARIANTS].filter(([name]) => name !== "overlay kubernetes");

function containersOf(manifests: readonly Manifest[]) {
  return ofKind(manifests, "Deployment").flatMap(({ metadata, spec }) =>
    (spec?.template.spec?.containers ?? []).map((container) => ({ deployment: metadata?.name, ...container }))
  );
}

function environmentOf(manifests: readonly Manifest[]): Record<string, string> {
  return {
    ...named(manifests, "ConfigMap", "pipeline-config").data,
    ...textsOf(named(manifests, "Secret", "finnhub-credentials")),
  };
}

for (const [name, manifests] of VARIANTS) {
  Deno.test(`OpenShift - in ${name} the program accepts its environment`, () => {
    const config = readConfig(environmentOf(manifests));
    assert.equal(config.redis?.username, "quarterhour");
    assert.equal(config.adminToken, "an administrator's token");
  });

  Deno.test(`OpenShift - in ${name} containers have requests, limits and no privilege`, () => {
    const wantsCpu = /cpu-limits|all components/.test(name);
    const containers = containersOf(manifests);
    assert.deepEqual(containers.map(({ deployment }) => deployment), ["data-pipeline", "redis"]);
    const builds = ofKind(manifests, "BuildConfig").map(({ metadata, spec }) => ({
      deployment: metadata.name,
      ...spec,
    }));
    for (const { deployment, resources } of [...containers, ...builds]) {
      assert.deepEqual(Object.keys(resources?.requests ?? {}), ["cpu", "memory"], deployment);
      assert.deepEqual(
        Object.keys(resources?.limits ?? {}).sort(),
        wantsCpu ? ["cpu", "memory"] : ["memory"],
      );
    }
    for (const { deployment, securityContext, terminationMessagePolicy } of containers) {
      assert.deepEqual(securityContext, {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      }, deployment);
      assert.equal(terminationMessagePolicy, "FallbackToLogsOnError");
    }
    for (const { spec } of ofKind(manifests, "Deployment")) {
      const { securityContext, enableServiceLinks, automountServiceAccountToken } = spec?.template.spec ?? {};
      assert.equal(securityContext?.runAsNonRoot, true);
      assert.deepEqual(securityContext?.seccompProfile, { type: "RuntimeDefault" });
      assert.deepEqual([enableServiceLinks, automountServiceAccountToken], [false, false]);
      assert.deepEqual(spec?.strategy, { type: "Recreate" });
      assert.equal(spec?.replicas, 1);
    }
  });
}

Deno.test("OpenShift - users and groups are left to its admission; elsewhere they are named", () => {
  for (const [name, manifests] of ON_OPENSHIFT) {
    assert.doesNotMatch(JSON.stringify(manifests), /"(runAsUser|runAsGroup|fsGroup)"/, name);
    for (const { spec } of ofKind(manifests, "Deployment")) {
      assert.equal(
        spec?.template.metadata?.annotations?.["openshift.io/required-scc"],
        "restricted-v2",
        name,
      );
    }
  }
  const elsewhere = VARIANTS.get("overlay kubernetes") ?? [];
  assert.doesNotMatch(JSON.stringify(elsewhere), /openshift\.io/);
  for (const { spec } of ofKind(elsewhere, "Deployment")) {
    const { runAsUser, runAsGroup, fsGroup } = spec?.template.spec?.securityContext ?? {};
    assert.deepEqual([runAsUser, runAsGroup, fsGroup], [65532, 65532, 65532]);
  }
});

Deno.test("OpenShift - ports, paths and probes are the program's", async () => {
  const [pipeline] = containersOf(BASE);
  const config = readConfig(environmentOf(BASE));
  assert.deepEqual(pipeline?.ports?.map(({ containerPort }) => containerPort), [config.port]);
  const { startupProbe, livenessProbe, readinessProbe } = pipeline ?? {};
  const paths = [startupProbe, livenessProbe, readinessProbe].map((probe) => probe?.httpGet?.path);
  assert.deepEqual(paths, ["/healthz", "/healthz", "/readyz"]);
  const [endpoint] =
    ofKind(VARIANTS.get("component monitoring") ?? [], "ServiceMonitor")[0]?.spec.endpoints ?? [];
  for (const path of [...paths, endpoint?.path]) await Deno.stat(`${ROOT}/routes${path}.ts`);
  assert.deepEqual(
    [startupProbe, livenessProbe, readinessProbe].map((
      probe,
    ) => [probe?.periodSeconds, probe?.failureThreshold]),
    [[2, 60], [20, 3], [5, 3]],
  );
  const mounts = Object.fromEntries(
    pipeline?.volumeMounts?.map((mount) => [mount.name, mount.mountPath]) ?? [],
  );
  assert.deepEqual(mounts, { "shared-data": config.volumePath, tmp: "/tmp" });
  const redis = named(BASE, "Service", "redis-service");
  assert.equal(config.redis?.host, redis.metadata?.name);
  assert.deepEqual(redis.spec?.ports?.map(({ port }) => port), [config.redis?.port]);
  const [build] = ofKind(BASE, "BuildConfig");
  await Deno.stat(`${ROOT}/${build?.spec.strategy.dockerStrategy.dockerfilePath}`);
});

Deno.test("OpenShift - the variables are the program's, and each of the program's is set or optional", async () => {
  const known = VARIABLES.map(({ name }) => name);
  for (const [name, manifests] of VARIANTS) {
    assert.deepEqual(Object.keys(environmentOf(manifests)).filter((each) => !known.includes(each)), [], name);
  }
  const config = named(BASE, "ConfigMap", "pipeline-config").data ?? {};
  const { REDIS_USERNAME: _, ...ofTheOldGuide } = config;
  assert.deepEqual(ofTheOldGuide, {
    REDIS_HOST: "redis-service",
    REDIS_PORT: "6379",
    SHARED_DATA_PATH: "/shared/data",
    LOG_LEVEL: "INFO",
    STOCK_SYMBOLS: "AAPL,GOOGL,MSFT,TSLA,AMZN,NVDA,META",
  });
  assert.deepEqual(Object.keys(textsOf(named(BASE, "Secret", "finnhub-credentials"))).sort(), [
    "ADMIN_TOKEN",
    "FINNHUB_API_KEY",
    "REDIS_PASSWORD",
  ]);
  // What has no default is set, or offered in the file that is there to be edited.
  const offered = await Deno.readTextFile(`${ROOT}/openshift/base/pipeline.env`);
  const forgotten = VARIABLES.filter((variable) =>
    variable.default === "" && !(variable.name in environmentOf(BASE)) &&
    !offered.includes(`\n# ${variable.name}=`)
  );
  assert.deepEqual(forgotten.map(({ name }) => name), []);
});

Deno.test("OpenShift - the example of secrets is no secret: the program refuses it and says what is missing", async () => {
  const example = await Deno.readTextFile(`${ROOT}/openshift/base/secrets.env.example`);
  const offered = [...example.matchAll(/^([^#\n][^=\n]*)=/gm)].map(([, name]) => name);
  assert.deepEqual(offered, ["FINNHUB_API_KEY", "ADMIN_TOKEN", "REDIS_PASSWORD"]);
  await using copy = await copyOpenshift(null);
  await Deno.writeTextFile(`${copy.path}/base/secrets.env`, example);
  const environment = environmentOf(await build(copy.path));
  assert.throws(
    () => readConfig(environment),
    (error) =>
      error instanceof ConfigError && /FINNHUB_API_KEY/.test(error.message) &&
      /REDIS_PASSWORD/.test(error.message),
  );
  const { success } = await run("git", "check-ignore", "--quiet", "openshift/base/secrets.env");
  assert.ok(success, "git ignores secrets.env");
});

Deno.test("OpenShift - without secrets.env nothing is rendered, and the error names the file", async () => {
  await using copy = await copyOpenshift(null);
  await assert.rejects(copy.render(), /secrets\.env/);
});

Deno.test("OpenShift - a change of configuration or secrets rolls the pods, under every overlay", async () => {
  const stamps = (manifests: readonly Manifest[]) =>
    ofKind(manifests, "Deployment").map(({ spec }) => {
      const annotations = spec?.template.metadata?.annotations ?? {};
      return [annotations["config-stamp"], annotations["secrets-stamp"]];
    });
  for (const overlay of [".", ...OVERLAYS.map((name) => `overlays/${name}`)]) {
    await using copy = await copyOpenshift();
    const before = stamps(await build(`${copy.path}/${overlay}`));
    await Deno.writeTextFile(`${copy.path}/base/pipeline.env`, "RETENTION_DAYS=30\n", { append: true });
    const configured = stamps(await build(`${copy.path}/${overlay}`));
    await Deno.writeTextFile(`${copy.path}/base/secrets.env`, "REDIS_PASSWORD=another\n");
    const rotated = stamps(await build(`${copy.path}/${overlay}`));
    for (const i of [0, 1]) {
      const [[config, secret], [config2, secret2], [config3, secret3]] = [before, configured, rotated].map((
        all,
      ) => all[i] ?? []) as [string[], string[], string[]];
      assert.match(`${config} ${secret}`, /^pipeline-config-stamp-\w{10} finnhub-credentials-stamp-\w{10}$/);
      assert.notEqual(config, config2, overlay);
      assert.equal(secret, secret2, overlay);
      assert.deepEqual([config2, secret2 === secret3], [config3, false], overlay);
    }
  }
});

Deno.test("OpenShift - prod runs an image by its digest, whatever was built last", () => {
  const prod = VARIANTS.get("overlay prod") ?? [];
  assert.match(containersOf(prod)[0]?.image ?? "", /\/quarterhour@sha256:[0-9a-f]{64}$/);
  const triggersOf = (manifests: readonly Manifest[]) =>
    named(manifests, "Deployment", "data-pipeline").metadata?.annotations?.["image.openshift.io/triggers"];
  assert.equal(triggersOf(prod), undefined);
  assert.match(triggersOf(BASE) ?? "", /"name":"quarterhour:latest"/);
});

Deno.test("OpenShift - the volume is asked for as in the old guide, and as each component says", () => {
  const claimOf = (variant: string) =>
    named(VARIANTS.get(variant) ?? [], "PersistentVolumeClaim", "shared-data-pvc").spec;
  const resources = { requests: { storage: "10Gi" } };
  assert.deepEqual(claimOf("base"), { accessModes: ["ReadWriteOnce"], resources });
  assert.deepEqual(claimOf("component read-write-once-pod")?.accessModes, ["ReadWriteOncePod"]);
  assert.equal(claimOf("component storage-class-standard")?.storageClassName, "standard");
  assert.equal(claimOf("component restore")?.dataSource?.name, "shared-data-snapshot");
});

Deno.test("OpenShift - the route is encrypted, outlives streams and sets no cookie", () => {
  const { metadata, spec } = named(BASE, "Route", "data-visualization-route");
  assert.deepEqual(spec.tls, { termination: "edge", insecureEdgeTerminationPolicy: "Redirect" });
  assert.equal(spec.host, undefined);
  assert.deepEqual(metadata.annotations, {
    "haproxy.router.openshift.io/timeout": "1h",
    "haproxy.router.openshift.io/timeout-tunnel": "1h",
    "haproxy.router.openshift.io/disable_cookies": "true",
    "haproxy.router.openshift.io/hsts_header": "max-age=31536000",
  });
});
