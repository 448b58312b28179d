import { Deployment } from "kubernetes-models/apps/v1/Deployment";
import { Ingress } from "kubernetes-models/networking.k8s.io/v1/Ingress";
import { NetworkPolicy } from "kubernetes-models/networking.k8s.io/v1/NetworkPolicy";
import { ConfigMap } from "kubernetes-models/v1/ConfigMap";
import { Namespace } from "kubernetes-models/v1/Namespace";
import { PersistentVolumeClaim } from "kubernetes-models/v1/PersistentVolumeClaim";
import { Secret } from "kubernetes-models/v1/Secret";
import { Service } from "kubernetes-models/v1/Service";
import { ServiceAccount } from "kubernetes-models/v1/ServiceAccount";
import { PrometheusRule } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule";
import { ServiceMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor";
import { ROOT } from "../_server.ts";
import { type Manifest, titleOf } from "./_manifests.ts";

/** What checks values: patterns, formats, enumerations, what is required. It minds no unknown field. */
const MODELS: Readonly<Record<string, new (data: never) => { validate(): void }>> = {
  ConfigMap,
  Deployment,
  Ingress,
  Namespace,
  NetworkPolicy,
  PersistentVolumeClaim,
  PrometheusRule,
  Secret,
  Service,
  ServiceAccount,
  ServiceMonitor,
};

/** What the models say against these manifests. */
export function valueProblems(manifests: readonly Manifest[]): string[] {
  return manifests.flatMap((manifest) => {
    const Model = MODELS[manifest.kind];
    if (Model === undefined) return [];
    try {
      new Model(manifest as never).validate();
      return [];
    } catch (error) {
      return [`${titleOf(manifest)}: ${error instanceof Error ? error.message : error}`];
    }
  });
}

/**
 * What the TypeScript compiler says against these manifests, written as literals of their kind's type: it finds wrong
 * types and unknown fields. One run for all of them; empty when they are right.
 */
export async function typeProblems(manifests: readonly Manifest[]): Promise<string> {
  const literals = [...new Set(manifests.map((manifest) => JSON.stringify(manifest)))];
  const code = [
    `import type { Kinds } from "@/tests/openshift/_manifests.ts";`,
    ...literals.map((literal, i) => {
      const { kind, apiVersion }: Manifest = JSON.parse(literal);
      return `// ${apiVersion}\nexport const _${i}: Kinds["${kind}"] = ${literal};`;
    }),
  ].join("\n");
  const file = await Deno.makeTempFile({ prefix: "quarterhour-manifests-", suffix: ".ts" });
  try {
    await Deno.writeTextFile(file, code);
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["check", "--quiet", "--config", "deno.test.json", file],
      cwd: ROOT,
      env: { NO_COLOR: "1" },
      stdin: "null",
    }).output();
    const words = new TextDecoder().decode(stderr).trim();
    return success ? "" : words || "deno check failed and said nothing";
  } finally {
    await Deno.remove(file);
  }
}
