import type { IIngress } from "kubernetes-models/networking.k8s.io/v1/Ingress";
import type { INetworkPolicy } from "kubernetes-models/networking.k8s.io/v1/NetworkPolicy";
import type { IDeployment } from "kubernetes-models/apps/v1/Deployment";
import type { IConfigMap } from "kubernetes-models/v1/ConfigMap";
import type { INamespace } from "kubernetes-models/v1/Namespace";
import type { IPersistentVolumeClaim } from "kubernetes-models/v1/PersistentVolumeClaim";
import type { ISecret } from "kubernetes-models/v1/Secret";
import type { IService } from "kubernetes-models/v1/Service";
import type { IServiceAccount } from "kubernetes-models/v1/ServiceAccount";
import type { IPrometheusRule } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule";
import type { IServiceMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor";
import type { BuildConfig, ImageStream, Route, VolumeSnapshot } from "./_openshift_kinds.ts";

/** Any object of a cluster. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: Metadata;
  /** Of a ConfigMap or Secret. */
  data?: Record<string, string>;
  /** Of a Secret. */
  type?: string;
  spec?: unknown;
}

/** What every object says of itself. */
export interface Metadata {
  name: string;
  namespace?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}

/** The kinds that openshift/ uses. */
export interface Kinds {
  readonly BuildConfig: BuildConfig;
  readonly ConfigMap: IConfigMap;
  readonly Deployment: IDeployment;
  readonly ImageStream: ImageStream;
  readonly Ingress: IIngress;
  readonly Namespace: INamespace;
  readonly NetworkPolicy: INetworkPolicy;
  readonly PersistentVolumeClaim: IPersistentVolumeClaim;
  readonly PrometheusRule: IPrometheusRule;
  readonly Route: Route;
  readonly Secret: ISecret;
  readonly Service: IService;
  readonly ServiceAccount: IServiceAccount;
  readonly ServiceMonitor: IServiceMonitor;
  readonly VolumeSnapshot: VolumeSnapshot;
}

/** All objects of a kind; that they are what their type says is checked by {@linkcode "./_types.ts"}. */
export function ofKind<K extends keyof Kinds>(manifests: readonly Manifest[], kind: K): Kinds[K][] {
  return manifests.filter((manifest) => manifest.kind === kind) as unknown as Kinds[K][];
}

/** The one object of this kind and name. Throws where there is none. */
export function named<K extends keyof Kinds>(
  manifests: readonly Manifest[],
  kind: K,
  name: string,
): Kinds[K] {
  const [found] = ofKind(manifests.filter(({ metadata }) => metadata.name === name), kind);
  if (found === undefined) throw new Error(`There is no ${kind} "${name}"`);
  return found;
}

/** `Kind name`, for messages. */
export function titleOf({ kind, metadata: { name } }: Manifest): string {
  return `${kind} ${name}`;
}

/** The text values of a Secret. */
export function textsOf(secret: ISecret): Record<string, string> {
  return Object.fromEntries(
    Object.entries(secret.data ?? {}).map(([name, value]) => [
      name,
      new TextDecoder().decode(Uint8Array.fromBase64(value)),
    ]),
  );
}
