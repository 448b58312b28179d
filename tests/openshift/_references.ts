import type { IDeployment } from "kubernetes-models/apps/v1/Deployment";
import type { IContainer } from "kubernetes-models/v1/Container";
import { type Manifest, ofKind, titleOf } from "./_manifests.ts";
import { hasPort, isSelected, Resolver } from "./_resolver.ts";
import { followTraffic } from "./_traffic.ts";

/** What a change of an ImageStream sets, as the annotation `image.openshift.io/triggers` has it. */
interface Trigger {
  readonly from: { readonly kind: string; readonly name: string };
  readonly fieldPath: string;
}

/** Every reference between these objects that leads nowhere, in words; empty when all of them resolve. */
export function brokenReferences(manifests: readonly Manifest[]): string[] {
  const resolver = new Resolver(manifests);
  const titles = manifests.map(titleOf);
  titles.forEach((title, i) => resolver.expect(titles.indexOf(title) === i, `${title} is there twice`));
  for (const deployment of ofKind(manifests, "Deployment")) followPods(resolver, deployment);
  for (const { metadata, spec } of ofKind(manifests, "BuildConfig")) {
    resolver.want(`BuildConfig "${metadata.name}"`, "ImageStream", streamOf(spec.output.to.name));
  }
  for (const { metadata, spec } of ofKind(manifests, "VolumeSnapshot")) {
    const { persistentVolumeClaimName } = spec.source;
    resolver.want(`VolumeSnapshot "${metadata.name}"`, "PersistentVolumeClaim", persistentVolumeClaimName);
  }
  for (const { metadata, spec } of ofKind(manifests, "PersistentVolumeClaim")) {
    const source = spec?.dataSource;
    if (source) resolver.want(`PersistentVolumeClaim "${metadata?.name}"`, source.kind, source.name);
  }
  followTraffic(resolver);
  return resolver.problems;
}

function followPods(resolver: Resolver, { metadata, spec }: IDeployment): void {
  const from = `Deployment "${metadata?.name}"`;
  const pod = spec?.template.spec;
  resolver.expect(
    isSelected(spec?.template.metadata?.labels, spec?.selector.matchLabels),
    `${from} does not select its own pods`,
  );
  resolver.want(from, "ServiceAccount", pod?.serviceAccountName);
  for (const { persistentVolumeClaim, configMap, secret } of pod?.volumes ?? []) {
    if (persistentVolumeClaim) resolver.want(from, "PersistentVolumeClaim", persistentVolumeClaim.claimName);
    if (configMap) resolver.want(from, "ConfigMap", configMap.name);
    if (secret) resolver.want(from, "Secret", secret.secretName);
  }
  const volumes = pod?.volumes?.map(({ name }) => name) ?? [];
  for (const container of pod?.containers ?? []) followContainer(resolver, from, container, volumes);
  const triggers: Trigger[] = JSON.parse(metadata?.annotations?.["image.openshift.io/triggers"] ?? "[]");
  for (const trigger of triggers) {
    resolver.want(from, "ImageStream", streamOf(trigger.from.name));
    const container = /@\.name=="([^"]+)"/.exec(trigger.fieldPath)?.[1];
    resolver.expect(
      pod?.containers.some(({ name }) => name === container) ?? false,
      `${from} is triggered for container "${container}", which it has not`,
    );
  }
}

function followContainer(
  resolver: Resolver,
  from: string,
  container: IContainer,
  volumes: readonly string[],
): void {
  for (const { configMapRef, secretRef } of container.envFrom ?? []) {
    if (configMapRef) resolver.want(from, "ConfigMap", configMapRef.name);
    if (secretRef) resolver.want(from, "Secret", secretRef.name);
  }
  for (const { valueFrom } of container.env ?? []) {
    const { configMapKeyRef, secretKeyRef } = valueFrom ?? {};
    if (configMapKeyRef) resolver.want(from, "ConfigMap", configMapKeyRef.name, configMapKeyRef.key);
    if (secretKeyRef) resolver.want(from, "Secret", secretKeyRef.name, secretKeyRef.key);
  }
  for (const { name } of container.volumeMounts ?? []) {
    resolver.expect(volumes.includes(name), `${from} mounts volume "${name}", which it has not`);
  }
  for (const probe of [container.startupProbe, container.livenessProbe, container.readinessProbe]) {
    const port = probe?.httpGet?.port ?? probe?.tcpSocket?.port;
    resolver.expect(
      probe === undefined || hasPort(container.ports, port),
      `${from} probes port "${port}", which is not open`,
    );
  }
}

/** The ImageStream of an ImageStreamTag `name:tag`. */
function streamOf(tag: string): string | undefined {
  return tag.split(":")[0];
}
