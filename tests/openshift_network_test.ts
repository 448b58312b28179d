import assert from "node:assert/strict";
import { type Manifest, named } from "./openshift/_manifests.ts";
import { isAllowed, type Party } from "./openshift/_network.ts";
import { renderAll } from "./openshift/_variants.ts";

const VARIANTS = await renderAll();

function namespace(name: string, labels: Readonly<Record<string, string>> = {}): Party["namespace"] {
  return { "kubernetes.io/metadata.name": name, ...labels };
}

/** Everybody who might talk, with the labels that OpenShift gives them. */
function partiesOf(manifests: readonly Manifest[]) {
  const pod = (name: string): Party => ({
    namespace: "own",
    labels: named(manifests, "Deployment", name).spec?.template.metadata?.labels ?? {},
  });
  const ingress = { "policy-group.network.openshift.io/ingress": "" };
  return {
    app: pod("data-pipeline"),
    redis: pod("redis"),
    build: { namespace: "own", labels: { "openshift.io/build.name": "quarterhour-1" } },
    "redis elsewhere": { namespace: namespace("other"), labels: { app: "redis" } },
    "app elsewhere": { namespace: namespace("other"), labels: { app: "data-pipeline" } },
    dns: {
      namespace: namespace("openshift-dns"),
      labels: { "dns.operator.openshift.io/daemonset-dns": "default" },
    },
    router: { namespace: namespace("openshift-ingress", ingress), labels: {} },
    "router on the host": { namespace: namespace("openshift-host-network", ingress), labels: {} },
    monitoring: { namespace: namespace("openshift-monitoring"), labels: {} },
    "user workload monitoring": { namespace: namespace("openshift-user-workload-monitoring"), labels: {} },
    "nginx": { namespace: namespace("ingress-nginx"), labels: {} },
    "another's monitoring": { namespace: namespace("monitoring"), labels: {} },
    internet: { namespace: null },
  } as const satisfies Record<string, Party>;
}

type Who = keyof ReturnType<typeof partiesOf>;
type Way = readonly [from: Who, to: Who, protocol: "TCP" | "UDP", port: number];

/** Whatever the overlay or component: without these nothing works. */
const ALWAYS: readonly Way[] = [
  ["app", "dns", "UDP", 53],
  ["app", "dns", "TCP", 53],
  ["app", "dns", "UDP", 5353],
  ["app", "dns", "TCP", 5353],
  ["app", "internet", "TCP", 443],
  ["app", "redis", "TCP", 6379],
];
/** And these never: a pod that is taken over must not reach further. */
const NEVER: readonly Way[] = [
  ["app", "internet", "TCP", 80],
  ["app", "internet", "TCP", 444],
  ["app", "internet", "UDP", 443],
  ["app", "redis elsewhere", "TCP", 6379],
  ["app", "redis", "TCP", 6380],
  ["redis", "internet", "TCP", 443],
  ["redis", "dns", "UDP", 5353],
  ["redis", "app", "TCP", 8000],
  ["router", "redis", "TCP", 6379],
  ["monitoring", "redis", "TCP", 6379],
  ["build", "redis", "TCP", 6379],
  ["app elsewhere", "redis", "TCP", 6379],
  ["internet", "redis", "TCP", 6379],
  ["build", "app", "TCP", 8000],
  ["app elsewhere", "app", "TCP", 8000],
  ["internet", "app", "TCP", 8000],
];
/** Who brings visitors and who measures, on OpenShift and elsewhere. */
const ON_OPENSHIFT: readonly Way[] = [
  ["router", "app", "TCP", 8000],
  ["router on the host", "app", "TCP", 8000],
  ["monitoring", "app", "TCP", 8000],
  ["user workload monitoring", "app", "TCP", 8000],
];
const ELSEWHERE: readonly Way[] = [["nginx", "app", "TCP", 8000], [
  "another's monitoring",
  "app",
  "TCP",
  8000,
]];
const BY_PROXY: readonly Way[] = [["app", "internet", "TCP", 3128]];

for (const [name, manifests] of VARIANTS) {
  const parties = partiesOf(manifests);
  const isElsewhere = name === "overlay kubernetes";
  const hasProxy = /corporate-proxy|all components/.test(name);
  const gets = (ways: readonly Way[]) =>
    ways.filter(([from, to, protocol, port]) =>
      isAllowed(manifests, { from: parties[from], to: parties[to], protocol, port })
    );

  Deno.test(`Network - in ${name} everybody reaches whom he needs`, () => {
    const ways = [
      ...ALWAYS,
      ...isElsewhere ? ELSEWHERE : ON_OPENSHIFT,
      ...hasProxy ? BY_PROXY : [],
    ];
    assert.deepEqual(gets(ways), ways);
  });

  Deno.test(`Network - in ${name} nobody reaches further`, () => {
    assert.deepEqual(
      gets([
        ...NEVER,
        ...isElsewhere ? ON_OPENSHIFT : ELSEWHERE,
        ...hasProxy ? [] : BY_PROXY,
      ]),
      [],
    );
  });
}

Deno.test("Network - the proxy's port and address are the same in its component's two files", () => {
  const { data } = named(VARIANTS.get("component corporate-proxy") ?? [], "ConfigMap", "pipeline-config");
  assert.deepEqual(BY_PROXY.map(([, , , port]) => String(port)), [
    new URL(data?.["HTTPS_PROXY"] ?? "").port,
  ]);
});
